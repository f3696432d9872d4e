package dev.temper.report.recorded;

import dev.temper.diagnosis.Curves;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Curves as CSV: a training loss by iteration, and what else was measured there.
 *
 * <p>A column {@code iteration} counts updates from 0, as curves.csv of a run does, and so do the
 * rows where there is no such column: what a row holds of validation was measured after its update,
 * with one more made. A {@code step} or an {@code epoch} is taken as it stands. A row may hold
 * validation only, and may then repeat the iteration of the row above.
 */
final class CurvesTable {

  /** The column that counts updates from 0. */
  private static final String ITERATION = "iteration";

  /** And others it may be, the first that is there counts. */
  private static final List<String> OTHERS = List.of("step", "epoch");

  /** The largest whole number below which every one is a double. */
  private static final double MOST = 1L << 53;

  private final Curves.Builder curves = Curves.builder();
  private final Map<Quantity, String> asked;
  private long rows;
  private long step = -1;
  private long evaluation = -1;

  private CurvesTable(Map<Quantity, String> asked) {
    this.asked = asked;
  }

  /**
   * Reads a file.
   *
   * @param asked names of columns that somebody gave for quantities
   * @throws IllegalArgumentException if it is missing or malformed; one line with its place
   */
  static Curves read(Path file, Map<Quantity, String> asked) {
    CurvesTable table = new CurvesTable(asked);
    NumberTable.read(file, "recorded run", table::start);
    return table.curves.build();
  }

  private Consumer<NumberTable.Row> start(NumberTable.Header header) {
    Names names = new Names(header.place(), "column", new LinkedHashSet<>(header.names()), asked);
    int iteration =
        Stream.concat(Stream.of(ITERATION), OTHERS.stream())
            .mapToInt(header::column)
            .filter(column -> column != NumberTable.NONE)
            .findFirst()
            .orElse(NumberTable.NONE);
    boolean updates = iteration == header.column(ITERATION);
    int trainLoss = header.column(names.needed(Quantity.TRAIN_LOSS));
    int validationLoss = column(header, names, Quantity.VAL_LOSS);
    int validationAccuracy = column(header, names, Quantity.VAL_ACCURACY);
    int rate = column(header, names, Quantity.LEARNING_RATE);
    return row -> {
      long at = iteration == NumberTable.NONE ? rows : iteration(row, row.number(iteration));
      rows++;
      if (at < Math.max(step, evaluation)) {
        throw notRising(row, Math.max(step, evaluation), at);
      }
      if (row.has(trainLoss)) {
        if (at == step) {
          throw notRising(row, step, at);
        }
        curves.step(at, row.number(trainLoss), row.number(rate));
        step = at;
      }
      if (row.has(validationLoss) || row.has(validationAccuracy)) {
        if (at == evaluation) {
          throw notRising(row, evaluation, at);
        }
        curves.evaluation(
            updates ? at + 1 : at, row.number(validationLoss), row.number(validationAccuracy));
        evaluation = at;
      }
    };
  }

  private static int column(NumberTable.Header header, Names names, Quantity quantity) {
    String name = names.of(quantity);
    return name == null ? NumberTable.NONE : header.column(name);
  }

  private static long iteration(NumberTable.Row row, double value) {
    if (!(value >= 0 && value < MOST && value == Math.rint(value))) {
      throw row.refusal("the iteration (" + value + ") must be a whole number, 0 or more");
    }
    return (long) value;
  }

  private static IllegalArgumentException notRising(NumberTable.Row row, long before, long at) {
    return row.refusal("the iteration must rise, but goes from (" + before + ") to (" + at + ")");
  }
}
