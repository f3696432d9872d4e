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
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file of features and one column of labels: classes, or the targets of a regression. A
 * feature is a number, or one of a few texts.
 *
 * <p>The separator is the most frequent of comma, semicolon and tab in the first line. The first
 * line is a header where a feature's cell in it is text and the one below is not, or where all
 * features of both lines are text.
 */
final class CsvTable {

  private final Path file;
  private final FeatureTable features;
  private final List<FeatureColumn> columns;
  private final List<String> header;
  private final int[] codes;
  private final MissingCells missing;

  private CsvTable(
      Path file,
      FeatureTable features,
      List<FeatureColumn> columns,
      List<String> header,
      int[] codes,
      MissingCells missing) {
    this.file = file;
    this.features = features;
    this.columns = columns;
    this.header = header;
    this.codes = codes;
    this.missing = missing;
  }

  /** One file; the test set must be split off. */
  static RawData readFile(Path file, String name, DataSettings settings) throws IOException {
    Labels labels = new Labels();
    CsvTable table = read(file, settings, labels, null);
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
    CsvTable train = read(folder.resolve("train.csv"), settings, labels, null);
    boolean targets = train.hasTargets(labels, settings);
    int known = labels.count();
    CsvTable test = read(testFile, settings, labels, train);
    if (targets) {
      labels.requireNumbers(testFile.toString(), known);
    } else if (labels.count() > known) {
      throw new IllegalArgumentException(
          testFile + ": the label '" + labels.name(known) + "' does not occur in train.csv.");
    }
    return train.raw(name, labels, targets, test);
  }

  private boolean hasTargets(Labels labels, DataSettings settings) {
    return labels.areTargets(settings.loss(), file.toString(), features.rows());
  }

  private RawData raw(String name, Labels labels, boolean targets, @Nullable CsvTable test) {
    List<String> names = columns.stream().flatMap(column -> column.names().stream()).toList();
    List<String> notes = new ArrayList<>(missing.notes());
    Tensor values = features();
    Tensor testValues = null;
    Tensor means = missing.means(values, names);
    values = missing.filled(values, means);
    if (test != null) {
      notes.addAll(test.missing.notes());
      testValues = missing.filled(test.features(), means);
    }
    return new RawData(
            name,
            List.of((long) names.size()),
            targets ? List.of() : labels.sorted(),
            values,
            targets ? labels.targets(codes) : labels.classes(codes),
            testValues,
            test == null ? null : targets ? labels.targets(test.codes) : labels.classes(test.codes),
            "")
        .withColumns(names)
        .withNotes(notes);
  }

  /** The features of all columns, NaN where one is missing. */
  private Tensor features() {
    Tensor values = features.columns(0, columns.size());
    TensorVector parts = new TensorVector();
    for (int i = 0; i < columns.size(); i++) {
      parts.push_back(columns.get(i).features(values.narrow(1, i, 1)));
    }
    return torch.cat(parts, 1);
  }

  private static CsvTable read(
      Path file, DataSettings settings, Labels labels, @Nullable CsvTable training)
      throws IOException {
    char separator = separator(file);
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .fieldSeparator(separator)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .detectBomHeader(true)
            .ofCsvRecord(file)) {
      return read(file, settings, labels, training, reader.iterator());
    } catch (CsvParseException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  private static CsvTable read(
      Path file,
      DataSettings settings,
      Labels labels,
      @Nullable CsvTable training,
      Iterator<CsvRecord> records) {
    if (!records.hasNext()) {
      throw new IllegalArgumentException(file + ": the file has no rows of data.");
    }
    CsvRecord first = records.next();
    CsvRecord second = records.hasNext() ? records.next() : null;
    int width = first.getFieldCount();
    if (width < 2) {
      throw new IllegalArgumentException(
          file + ":1: only one column; features and a label are needed.");
    }
    String target = settings.target();
    int targetColumn = target.isEmpty() ? width - 1 : cells(first).indexOf(target);
    if (targetColumn < 0) {
      throw new IllegalArgumentException(
          file
              + ": there is no column '"
              + target
              + "'. Columns: "
              + String.join(", ", cells(first))
              + ".");
    }
    boolean hasHeader =
        !target.isEmpty()
            || (training == null
                ? isHeader(first, second, targetColumn)
                : !training.header.isEmpty());
    List<String> header = hasHeader ? cells(first) : List.of();
    List<FeatureColumn> columns =
        training == null ? columns(header, width, targetColumn) : training.columns;
    if (training != null) {
      if (columns.size() != width - 1 || !header.equals(training.header)) {
        throw new IllegalArgumentException(
            file + ": the columns differ from those of train.csv; they must be the same.");
      }
      columns.forEach(FeatureColumn::freeze);
    }
    CsvTable table =
        new CsvTable(
            file,
            new FeatureTable(width - 1),
            columns,
            header,
            new int[0],
            new MissingCells(file, settings.missing()));
    IntList codes = new IntList();
    CsvRecord row = hasHeader ? second : first;
    CsvRecord next = hasHeader ? null : second;
    while (row != null) {
      table.add(row, width, targetColumn, labels, codes);
      row = next != null ? next : records.hasNext() ? records.next() : null;
      next = null;
    }
    if (table.features.rows() == 0) {
      throw new IllegalArgumentException(file + ": the file has no rows of data.");
    }
    return new CsvTable(file, table.features, columns, header, codes.toArray(), table.missing);
  }

  private static List<FeatureColumn> columns(List<String> header, int width, int targetColumn) {
    List<FeatureColumn> columns = new ArrayList<>();
    for (int column = 0; column < width; column++) {
      if (column != targetColumn) {
        columns.add(new FeatureColumn(column, header.isEmpty() ? "" : header.get(column)));
      }
    }
    return columns;
  }

  private void add(CsvRecord row, int width, int targetColumn, Labels labels, IntList codes) {
    String place = file + ":" + row.getStartingLineNumber();
    if (row.getFieldCount() != width) {
      throw new IllegalArgumentException(
          place
              + ": "
              + row.getFieldCount()
              + " columns; "
              + width
              + " are expected, as in the first line.");
    }
    float[] values = new float[columns.size()];
    for (int i = 0; i < values.length; i++) {
      String cell = row.getField(i < targetColumn ? i : i + 1);
      values[i] =
          columns.get(i).value(place, row.getStartingLineNumber(), cell, missing.treatment());
    }
    if (missing.keeps(row.getStartingLineNumber(), values)) {
      codes.add(label(file, row, targetColumn, labels));
      for (float value : values) {
        features.add(value);
      }
    }
  }

  private static List<String> cells(CsvRecord row) {
    return row.getFields().stream().map(String::strip).toList();
  }

  private static boolean isHeader(CsvRecord first, @Nullable CsvRecord second, int targetColumn) {
    boolean anyText = false;
    boolean onlyText = true;
    for (int column = 0; column < first.getFieldCount(); column++) {
      if (column == targetColumn) {
        continue;
      }
      boolean text = FeatureColumn.isText(first.getField(column));
      boolean textBelow =
          second != null
              && column < second.getFieldCount()
              && FeatureColumn.isText(second.getField(column));
      if (text && !textBelow) {
        return true;
      }
      anyText |= text;
      onlyText &= text;
    }
    return anyText && onlyText;
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
