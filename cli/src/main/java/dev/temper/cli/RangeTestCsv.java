package dev.temper.cli;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.temper.rangetest.RangeCurve;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A range test recorded as CSV: the columns {@code learning_rate} and {@code train_loss}, and where
 * there are {@code val_loss} and {@code val_accuracy}, in any order and among others.
 *
 * <p>An empty cell was not measured. A row without a training loss adds what it has of validation
 * to the row above.
 */
final class RangeTestCsv {

  private static final String RATE = "learning_rate";
  private static final String LOSS = "train_loss";
  private static final String VALIDATION_LOSS = "val_loss";
  private static final String VALIDATION_ACCURACY = "val_accuracy";

  private record Row(double rate, double loss, double validationLoss, double validationAccuracy) {

    /** This row with what another measured on the validation split, where it has nothing itself. */
    Row with(Row other) {
      return new Row(
          rate,
          loss,
          Double.isNaN(validationLoss) ? other.validationLoss : validationLoss,
          Double.isNaN(validationAccuracy) ? other.validationAccuracy : validationAccuracy);
    }
  }

  private final Path file;
  private final List<Row> rows = new ArrayList<>();

  private RangeTestCsv(Path file) {
    this.file = file;
  }

  /**
   * Reads a file.
   *
   * @param smoothing of the training loss
   * @param stopFactor that ends the test
   * @param iterations planned; 0 for as many as there are rows
   * @throws IllegalArgumentException if it is missing or malformed; one line with its place
   */
  static RangeCurve read(Path file, double smoothing, double stopFactor, int iterations) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "The recorded test '" + file + "' cannot be read: there is no such file.");
    }
    RangeTestCsv csv = new RangeTestCsv(file);
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .detectBomHeader(true)
            .ofCsvRecord(file)) {
      csv.readRows(reader);
    } catch (CsvParseException | CharacterCodingException e) {
      throw new IllegalArgumentException(file + ": this is no CSV: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "The recorded test '" + file + "' cannot be read: " + e + ".", e);
    }
    if (csv.rows.size() < 2) {
      throw new IllegalArgumentException(
          file + ": " + csv.rows.size() + " rows with a training loss; 2 or more are needed.");
    }
    return RangeCurve.recorded(
        csv.column(Row::rate),
        csv.column(Row::loss),
        csv.column(Row::validationLoss),
        csv.column(Row::validationAccuracy),
        smoothing,
        stopFactor,
        iterations);
  }

  private double[] column(ToDoubleFunction<Row> value) {
    return rows.stream().mapToDouble(value).toArray();
  }

  private void readRows(Iterable<CsvRecord> records) {
    List<String> header = null;
    double previous = Double.NEGATIVE_INFINITY;
    for (CsvRecord cells : records) {
      if (header == null) {
        header = header(cells);
        continue;
      }
      if (cells.getFieldCount() != header.size()) {
        throw refusal(
            cells,
            cells.getFieldCount()
                + " columns; "
                + header.size()
                + " are expected, as in the header");
      }
      double rate = number(cells, header, RATE);
      if (!(rate >= 0) || rate == Double.POSITIVE_INFINITY) {
        throw refusal(cells, "the learning rate (" + rate + ") must be finite and 0 or more");
      }
      boolean measured = !cells.getField(header.indexOf(LOSS)).isBlank();
      if ((measured && !(rate > previous)) || rate < previous) {
        throw refusal(
            cells,
            "the learning rate must rise, but goes from (" + previous + ") to (" + rate + ")");
      }
      previous = rate;
      Row row =
          new Row(
              rate,
              number(cells, header, LOSS),
              number(cells, header, VALIDATION_LOSS),
              number(cells, header, VALIDATION_ACCURACY));
      if (measured) {
        rows.add(row);
      } else if (!rows.isEmpty()) {
        rows.set(rows.size() - 1, rows.get(rows.size() - 1).with(row));
      }
    }
    if (header == null) {
      throw new IllegalArgumentException(file + ": the file is empty.");
    }
  }

  private List<String> header(CsvRecord cells) {
    List<String> names =
        cells.getFields().stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
    for (String needed : List.of(RATE, LOSS)) {
      if (!names.contains(needed)) {
        throw refusal(
            cells, "there is no column '" + needed + "'. Columns: " + String.join(", ", names));
      }
    }
    for (String name : List.of(RATE, LOSS, VALIDATION_LOSS, VALIDATION_ACCURACY)) {
      if (names.indexOf(name) != names.lastIndexOf(name)) {
        throw refusal(cells, "there are two columns '" + name + "'; one is expected");
      }
    }
    return names;
  }

  /** The number in a cell; NaN where it is empty, says so, or the column is missing. */
  private double number(CsvRecord cells, List<String> header, String name) {
    int column = header.indexOf(name);
    String cell = column < 0 ? "" : cells.getField(column).strip();
    if (cell.isEmpty()) {
      return Double.NaN;
    }
    Double value = parse(cell);
    if (value == null) {
      throw refusal(
          cells, "column '" + name + "' holds '" + cell + "'; a number or nothing is expected");
    }
    return value;
  }

  /** The number, also where it is not finite and written as other languages do; null if none. */
  private static @Nullable Double parse(String cell) {
    return switch (cell.toLowerCase(Locale.ROOT)) {
      case "nan", "-nan" -> Double.NaN;
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      default -> {
        try {
          yield Double.valueOf(cell);
        } catch (NumberFormatException e) {
          yield null;
        }
      }
    };
  }

  private IllegalArgumentException refusal(CsvRecord cells, String what) {
    return new IllegalArgumentException(
        file + ":" + cells.getStartingLineNumber() + ": " + what + ".");
  }
}
