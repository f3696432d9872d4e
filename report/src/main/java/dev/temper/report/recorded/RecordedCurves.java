package dev.temper.report.recorded;

import dev.temper.diagnosis.Curves;
import dev.temper.report.Text;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * The curves of a run as somebody recorded them, as CSV or as TensorBoard event files.
 *
 * <p>CSV is found by its columns {@code iteration}, {@code train_loss} and optionally {@code
 * val_loss}, {@code val_accuracy}, {@code learning_rate}, event files by the tags of their scalars;
 * both also under the {@linkplain Quantity names they usually have}. Of validation a row of {@code
 * iteration} i was measured after that update, with i + 1 made; a {@code step} or {@code epoch} of
 * a table and the step of an event are taken as they stand.
 *
 * @param curves what was read: 1 or more training points; accuracies from 0 to 1
 * @param remarks what a person should know about the reading, a sentence each; empty where all was
 *     as expected
 */
public record RecordedCurves(Curves curves, List<String> remarks) {

  /** How far above 1 a share may be by the rounding of 32-bit floats. */
  private static final double ROUNDING = 1e-5;

  /** Copies the list. */
  public RecordedCurves {
    remarks = List.copyOf(remarks);
  }

  /**
   * Reads curves under their usual names.
   *
   * @param path a CSV file, an event file (its name contains {@code tfevents}), a folder with the
   *     event files of one run, or the folder of a run of Temper, whose curves.csv is read
   * @throws IllegalArgumentException if there is nothing to read, it is malformed, no training loss
   *     is found, or several names would do; one line with the place
   */
  public static RecordedCurves read(Path path) {
    return read(path, Map.of());
  }

  /**
   * Reads curves under given names.
   *
   * @param path as in {@link #read(Path)}
   * @param names the column or tag of each quantity that is not to be found by its usual names
   * @throws IllegalArgumentException if there is nothing to read, it is malformed, a name is not
   *     there, no training loss is found, or several names would do; one line with the place
   */
  public static RecordedCurves read(Path path, Map<Quantity, String> names) {
    if (!Files.exists(path)) {
      throw new IllegalArgumentException(
          "The recorded run '" + path + "' cannot be read: there is no such file or folder.");
    }
    RecordedCurves read = readAny(path, names);
    if (read.curves().steps() == 0) {
      throw new IllegalArgumentException(
          path + ": 0 points of the training loss; 1 or more are needed.");
    }
    return read.withShares(path);
  }

  private static RecordedCurves readAny(Path path, Map<Quantity, String> names) {
    Map<String, List<Path>> events =
        Files.isDirectory(path) || EventFiles.isOne(path) ? EventFiles.of(path) : Map.of();
    if (!events.isEmpty()) {
      return RecordedScalars.read(path, events, names);
    }
    Path csv = Files.isDirectory(path) ? path.resolve("curves.csv") : path;
    if (!Files.isRegularFile(csv)) {
      throw EventFiles.missing(path);
    }
    return new RecordedCurves(CurvesTable.read(csv, names), List.of());
  }

  /** These curves with accuracies from 0 to 1, also where they were recorded in percent. */
  private RecordedCurves withShares(Path path) {
    double[] known =
        Arrays.stream(curves.validationAccuracy()).filter(value -> !Double.isNaN(value)).toArray();
    double most = Arrays.stream(known).max().orElse(0);
    double least = Arrays.stream(known).min().orElse(0);
    if (least < 0 || most > 100) {
      throw new IllegalArgumentException(
          path
              + ": the validation accuracy ("
              + (least < 0 ? least : most)
              + ") must be in 0 to 1, or in percent in 0 to 100.");
    }
    if (most <= 1) {
      return this;
    }
    boolean percent = most > 1 + ROUNDING;
    Curves shares = withAccuracies(value -> percent ? value / 100 : Math.min(1, value));
    List<String> all = new ArrayList<>(remarks);
    if (percent) {
      all.add(
          path
              + ": the validation accuracy goes up to "
              + Text.number(most)
              + " and was read as percent.");
    }
    return new RecordedCurves(shares, all);
  }

  private Curves withAccuracies(DoubleUnaryOperator share) {
    Curves.Builder builder = Curves.builder();
    long[] iteration = curves.iteration();
    double[] loss = curves.trainLoss();
    double[] rate = curves.learningRate();
    for (int i = 0; i < iteration.length; i++) {
      builder.step(iteration[i], loss[i], rate[i]);
    }
    long[] evaluation = curves.evaluationIteration();
    double[] validationLoss = curves.validationLoss();
    double[] accuracy = curves.validationAccuracy();
    for (int i = 0; i < evaluation.length; i++) {
      builder.evaluation(evaluation[i], validationLoss[i], share.applyAsDouble(accuracy[i]));
    }
    return builder.build();
  }
}
