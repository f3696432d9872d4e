package dev.temper.torch.data;

import java.nio.file.Path;
import java.util.List;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Counts the features that are missing in a file, and puts means in their places. */
final class MissingCells {

  private final Path file;
  private final Missing treatment;
  private long rows;
  private long dropped;
  private long filled;
  private long firstLine;

  MissingCells(Path file, Missing treatment) {
    this.file = file;
    this.treatment = treatment;
  }

  Missing treatment() {
    return treatment;
  }

  /** Whether a row stays; one without a value may be dropped. */
  boolean keeps(long line, float... values) {
    rows++;
    int missing = 0;
    for (float value : values) {
      missing += Float.isNaN(value) ? 1 : 0;
    }
    if (missing > 0 && dropped + filled == 0) {
      firstLine = line;
    }
    boolean drops = missing > 0 && treatment == Missing.DROP;
    dropped += drops ? 1 : 0;
    filled += drops ? 0 : missing;
    return !drops;
  }

  /** What was done, none or one line. */
  List<String> notes() {
    if (dropped + filled == 0) {
      return List.of();
    }
    String what =
        dropped > 0
            ? dropped + " of " + rows + " rows are left out, for they lack a value"
            : filled + " missing values are set to the mean of their columns";
    return List.of(file + ": " + what + "; the first is in line " + firstLine + ".");
  }

  /**
   * The mean of each column over the rows that have it.
   *
   * @param values (rows, columns), NaN where one is missing
   * @param names of the columns
   * @throws IllegalArgumentException if a column has no value at all
   */
  Tensor means(Tensor values, List<String> names) {
    Tensor means = torch.nanmean(values, new long[] {0}, true, new ScalarTypeOptional());
    Tensor none = means.isnan();
    if (none.any().item_bool()) {
      int column = (int) none.select(0, 0).nonzero().select(0, 0).item_long();
      throw new IllegalArgumentException(
          file + ": no row has a value in the column '" + names.get(column) + "'; one is needed.");
    }
    return means;
  }

  /** The values with those means where one is missing. */
  Tensor filled(Tensor values, Tensor means) {
    return torch.where(values.isnan(), means, values);
  }
}
