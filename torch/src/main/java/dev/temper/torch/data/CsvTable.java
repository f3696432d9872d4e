package dev.temper.torch.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file of numeric features and one column of labels: classes, or the targets of a regression.
 *
 * <p>The separator is the most frequent of comma, semicolon and tab in the first line. The first
 * line is a header when a cell of a feature in it is no number. Labels may be numbers or text.
 */
final class CsvTable {

  private final Path file;
  private final FeatureTable features;
  private final List<String> header;
  private final int width;
  private final int[] codes;

  private CsvTable(Path file, FeatureTable features, List<String> header, int width, int[] codes) {
    this.file = file;
    this.features = features;
    this.header = header;
    this.width = width;
    this.codes = codes;
  }

  /** One file; the test set must be split off. */
  static RawData readFile(Path file, String name, DataSettings settings) throws IOException {
    Labels labels = new Labels();
    CsvTable table = read(file, settings.target(), labels);
    return table.raw(name, labels, table.hasTargets(labels, settings), null);
  }

  /** A folder with train.csv and test.csv of the same columns. */
  static RawData readFolder(Path folder, String name, DataSettings settings) throws IOException {
    Path testFile = folder.resolve("test.csv");
    if (!Files.isRegularFile(testFile)) {
      throw new IllegalArgumentException(
          "The folder '" + folder + "' has a train.csv but no test.csv; both are needed.");
    }
    Labels labels = new Labels();
    CsvTable train = read(folder.resolve("train.csv"), settings.target(), labels);
    boolean targets = train.hasTargets(labels, settings);
    int known = labels.count();
    CsvTable test = read(testFile, settings.target(), labels);
    if (targets) {
      labels.requireNumbers(testFile.toString(), known);
    } else if (labels.count() > known) {
      throw new IllegalArgumentException(
          testFile + ": the label '" + labels.name(known) + "' does not occur in train.csv.");
    }
    if (test.width != train.width || !test.header.equals(train.header)) {
      throw new IllegalArgumentException(
          testFile + ": the columns differ from those of train.csv; they must be the same.");
    }
    return train.raw(name, labels, targets, test);
  }

  private boolean hasTargets(Labels labels, DataSettings settings) {
    return labels.areTargets(settings.loss(), file.toString(), features.rows());
  }

  private RawData raw(String name, Labels labels, boolean targets, @Nullable CsvTable test) {
    return new RawData(
        name,
        List.of((long) width),
        targets ? List.of() : labels.sorted(),
        features.columns(0, width),
        targets ? labels.targets(codes) : labels.classes(codes),
        test == null ? null : test.features.columns(0, width),
        test == null ? null : targets ? labels.targets(test.codes) : labels.classes(test.codes),
        "");
  }

  private static CsvTable read(Path file, String target, Labels labels) throws IOException {
    char separator = separator(file);
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .fieldSeparator(separator)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .detectBomHeader(true)
            .ofCsvRecord(file)) {
      return read(file, target, labels, reader);
    } catch (CsvParseException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  private static CsvTable read(
      Path file, String target, Labels labels, Iterable<CsvRecord> records) {
    FeatureTable features = null;
    List<String> header = List.of();
    int columns = 0;
    int targetColumn = 0;
    IntList codes = new IntList();
    for (CsvRecord row : records) {
      if (features == null) {
        columns = row.getFieldCount();
        if (columns < 2) {
          throw new IllegalArgumentException(
              file + ":1: only one column; features and a label are needed.");
        }
        targetColumn = target.isEmpty() ? columns - 1 : cells(row).indexOf(target);
        features = new FeatureTable(columns - 1);
        if (targetColumn < 0) {
          throw new IllegalArgumentException(
              file
                  + ": there is no column '"
                  + target
                  + "'. Columns: "
                  + String.join(", ", cells(row))
                  + ".");
        }
        if (!target.isEmpty() || isHeader(row, targetColumn)) {
          header = cells(row);
          continue;
        }
      }
      if (row.getFieldCount() != columns) {
        throw new IllegalArgumentException(
            file
                + ":"
                + row.getStartingLineNumber()
                + ": "
                + row.getFieldCount()
                + " columns; "
                + columns
                + " are expected, as in the first line.");
      }
      for (int column = 0; column < columns; column++) {
        if (column == targetColumn) {
          codes.add(label(file, row, column, labels));
        } else {
          features.add(number(file, row, column, header));
        }
      }
    }
    if (features == null || features.rows() == 0) {
      throw new IllegalArgumentException(file + ": the file has no rows of data.");
    }
    return new CsvTable(file, features, header, columns - 1, codes.toArray());
  }

  private static List<String> cells(CsvRecord row) {
    return row.getFields().stream().map(String::strip).toList();
  }

  /** Whether any cell but the label's is text; an empty one or a spelled NaN proves nothing. */
  private static boolean isHeader(CsvRecord row, int targetColumn) {
    for (int column = 0; column < row.getFieldCount(); column++) {
      String cell = row.getField(column).strip();
      if (column != targetColumn
          && !cell.isEmpty()
          && !cell.equalsIgnoreCase("nan")
          && Double.isNaN(parse(cell))) {
        return true;
      }
    }
    return false;
  }

  private static int label(Path file, CsvRecord row, int column, Labels labels) {
    String label = row.getField(column).strip();
    if (label.isEmpty()) {
      throw new IllegalArgumentException(
          file + ":" + row.getStartingLineNumber() + ": the label is empty.");
    }
    if (label.indexOf('\n') >= 0 || label.indexOf('\r') >= 0) {
      throw new IllegalArgumentException(
          file
              + ":"
              + row.getStartingLineNumber()
              + ": the label runs over more than one line. Maybe a quote is never closed.");
    }
    return labels.code(label, row.getStartingLineNumber());
  }

  private static float number(Path file, CsvRecord row, int column, List<String> header) {
    String cell = row.getField(column);
    float value = (float) parse(cell);
    if (!Float.isFinite(value)) {
      String name = header.isEmpty() ? "" : " (" + header.get(column) + ")";
      throw new IllegalArgumentException(
          file
              + ":"
              + row.getStartingLineNumber()
              + ": column "
              + (column + 1)
              + name
              + " holds '"
              + cell
              + "'; a finite number is expected.");
    }
    return value;
  }

  /** The number a cell holds, or NaN if none. */
  private static double parse(String cell) {
    try {
      return Double.parseDouble(cell);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static char separator(Path file) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      String line = reader.readLine();
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
}
