package dev.temper.report.recorded;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file of numbers under a header, read row by row; its columns are found by name.
 *
 * <p>The separator is the most frequent of comma, semicolon and tab in the header.
 */
final class NumberTable {

  /** The place of a column that is not there. */
  static final int NONE = -1;

  private NumberTable() {}

  /**
   * Reads a file.
   *
   * @param what the file is, for messages: {@code recorded test}
   * @param reader takes the header and answers what takes the rows
   * @throws IllegalArgumentException if it is missing or malformed; one line with its place
   */
  static void read(Path file, String what, Function<Header, Consumer<Row>> reader) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "The " + what + " '" + file + "' cannot be read: there is no such file.");
    }
    try (CsvReader<CsvRecord> records =
        CsvReader.builder()
            .fieldSeparator(separator(file))
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .detectBomHeader(true)
            .ofCsvRecord(file)) {
      readRows(file, records, reader);
    } catch (CsvParseException | CharacterCodingException e) {
      throw new IllegalArgumentException(file + ": this is no CSV: " + e.getMessage(), e);
    } catch (IOException | UncheckedIOException e) {
      throw new IllegalArgumentException(
          "The " + what + " '" + file + "' cannot be read: " + e + ".", e);
    }
  }

  private static void readRows(
      Path file, Iterable<CsvRecord> records, Function<Header, Consumer<Row>> reader) {
    Header header = null;
    Consumer<Row> rows = row -> {};
    for (CsvRecord cells : records) {
      if (header == null) {
        header = new Header(file, cells);
        rows = reader.apply(header);
        continue;
      }
      Row row = new Row(header, cells);
      if (cells.getFieldCount() != header.names().size()) {
        throw row.refusal(
            cells.getFieldCount()
                + " columns; "
                + header.names().size()
                + " are expected, as in the header");
      }
      rows.accept(row);
    }
    if (header == null) {
      throw new IllegalArgumentException(file + ": the file is empty.");
    }
  }

  private static char separator(Path file) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      String line = reader.readLine();
      while (line != null && line.isBlank()) {
        line = reader.readLine();
      }
      char best = ',';
      long most = 0;
      for (char candidate : new char[] {',', ';', '\t'}) {
        long count = line == null ? 0 : line.chars().filter(c -> c == candidate).count();
        if (count > most) {
          best = candidate;
          most = count;
        }
      }
      return best;
    }
  }

  /** The names of the columns. */
  static final class Header {

    private final Path file;
    private final CsvRecord cells;
    private final List<String> names;

    private Header(Path file, CsvRecord cells) {
      this.file = file;
      this.cells = cells;
      names = cells.getFields().stream().map(String::strip).toList();
    }

    /** The names, without the blanks around them. */
    List<String> names() {
      return names;
    }

    /**
     * The place of a column, or {@link #NONE}; upper and lower case are the same.
     *
     * @throws IllegalArgumentException if there are two
     */
    int column(String name) {
      int found = NONE;
      for (int i = 0; i < names.size(); i++) {
        if (names.get(i).equalsIgnoreCase(name)) {
          if (found != NONE) {
            throw refusal("there are two columns '" + name + "'; one is expected");
          }
          found = i;
        }
      }
      return found;
    }

    /**
     * The place of a column that must be there.
     *
     * @throws IllegalArgumentException if it is not, or twice
     */
    int needed(String name) {
      int column = column(name);
      if (column == NONE) {
        throw refusal("there is no column '" + name + "'. Columns: " + String.join(", ", names));
      }
      return column;
    }

    /** The file and the line of the header. */
    String place() {
      return NumberTable.place(file, cells);
    }

    private IllegalArgumentException refusal(String what) {
      return new IllegalArgumentException(place() + ": " + what + ".");
    }
  }

  /** The cells of one row. */
  static final class Row {

    private final Header header;
    private final CsvRecord cells;

    private Row(Header header, CsvRecord cells) {
      this.header = header;
      this.cells = cells;
    }

    /** Whether something stands in a cell. */
    boolean has(int column) {
      return column != NONE && !cells.getField(column).isBlank();
    }

    /**
     * The number in a cell; NaN where it is empty, says so, or the column is {@link #NONE}.
     *
     * @throws IllegalArgumentException if something else stands there
     */
    double number(int column) {
      if (!has(column)) {
        return Double.NaN;
      }
      String cell = cells.getField(column).strip();
      Double value = parse(cell);
      if (value == null) {
        throw refusal(
            "column '"
                + header.names.get(column)
                + "' holds '"
                + cell
                + "'; a number or nothing is expected");
      }
      return value;
    }

    /** What is wrong with the row, with its place. */
    IllegalArgumentException refusal(String what) {
      return new IllegalArgumentException(place(header.file, cells) + ": " + what + ".");
    }
  }

  /** The number, also where it is not finite and written as other languages do; null if none. */
  private static @Nullable Double parse(String cell) {
    return switch (cell.toLowerCase(Locale.ROOT)) {
      case "nan", "+nan", "-nan" -> Double.NaN;
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

  private static String place(Path file, CsvRecord cells) {
    return file + ":" + cells.getStartingLineNumber();
  }
}
