package dev.temper.report.recorded;

import dev.temper.rangetest.RangeCurve;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * A range test recorded as CSV: the columns {@code learning_rate} and {@code train_loss}, and where
 * there are {@code val_loss} and {@code val_accuracy}, in any order and among others.
 *
 * <p>An empty cell was not measured. A row without a training loss adds what it has of validation
 * to the row above.
 */
public final class RecordedRangeTest {

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

  private final List<Row> rows = new ArrayList<>();
  private double previous = Double.NEGATIVE_INFINITY;

  private RecordedRangeTest() {}

  /**
   * Reads a file.
   *
   * @param smoothing of the training loss; 0 to below 1
   * @param stopFactor that ends the test; above 1
   * @param iterations planned; 0 for as many as there are rows
   * @throws IllegalArgumentException if it is missing or malformed; one line with its place
   */
  public static RangeCurve read(Path file, double smoothing, double stopFactor, int iterations) {
    RecordedRangeTest test = new RecordedRangeTest();
    NumberTable.read(file, "recorded test", test::start);
    if (test.rows.size() < 2) {
      throw new IllegalArgumentException(
          file + ": " + test.rows.size() + " rows with a training loss; 2 or more are needed.");
    }
    return RangeCurve.recorded(
        test.column(Row::rate),
        test.column(Row::loss),
        test.column(Row::validationLoss),
        test.column(Row::validationAccuracy),
        smoothing,
        stopFactor,
        iterations);
  }

  private double[] column(ToDoubleFunction<Row> value) {
    return rows.stream().mapToDouble(value).toArray();
  }

  private Consumer<NumberTable.Row> start(NumberTable.Header header) {
    int rate = header.needed("learning_rate");
    int loss = header.needed("train_loss");
    int validationLoss = header.column("val_loss");
    int validationAccuracy = header.column("val_accuracy");
    return cells ->
        add(
            cells,
            cells.has(loss),
            new Row(
                cells.number(rate),
                cells.number(loss),
                cells.number(validationLoss),
                cells.number(validationAccuracy)));
  }

  private void add(NumberTable.Row cells, boolean measured, Row row) {
    double rate = row.rate();
    if (!(rate >= 0) || rate == Double.POSITIVE_INFINITY) {
      throw cells.refusal("the learning rate (" + rate + ") must be finite and 0 or more");
    }
    if ((measured && !(rate > previous)) || rate < previous) {
      throw cells.refusal(
          "the learning rate must rise, but goes from (" + previous + ") to (" + rate + ")");
    }
    previous = rate;
    if (measured) {
      rows.add(row);
    } else if (!rows.isEmpty()) {
      rows.set(rows.size() - 1, rows.get(rows.size() - 1).with(row));
    }
  }
}
