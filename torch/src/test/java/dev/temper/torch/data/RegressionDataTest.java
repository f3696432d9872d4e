package dev.temper.torch.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.temper.torch.model.TensorValues;
import dev.temper.training.DataSummary;
import dev.temper.training.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables whose labels are numbers to come near to: which ones are, and what becomes of them. */
class RegressionDataTest {

  private static final DataSettings MSE = DataSettings.DEFAULT.withLoss(Loss.MSE);
  private static final DataSettings CLASSES = DataSettings.DEFAULT.withLoss(Loss.CROSS_ENTROPY);

  private final Path folder;

  RegressionDataTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** A file whose row i has the feature i and the label of i. */
  private Path file(String name, int rows, IntFunction<Object> label) throws IOException {
    StringBuilder text = new StringBuilder("x,y\n");
    for (int i = 0; i < rows; i++) {
      text.append(i).append(',').append(label.apply(i)).append('\n');
    }
    return Files.writeString(folder.resolve(name), text);
  }

  private Path file(int rows, IntFunction<Object> label) throws IOException {
    return file("table.csv", rows, label);
  }

  private static Dataset open(Path source, DataSettings settings) throws IOException {
    return Datasets.open(source.toString(), settings);
  }

  private static boolean isRegression(Path source) throws IOException {
    return open(source, DataSettings.DEFAULT).summary().isRegression();
  }

  /** The targets of a split in the label's unit. */
  private static double[] targets(Dataset data, Split split) {
    return Arrays.stream(TensorValues.of(data.labels(split)))
        .map(value -> value * data.targetDeviation() + data.targetMean())
        .toArray();
  }

  @Test
  void oneFractionAmongNumbersMakesARegression() throws IOException {
    assertThat(isRegression(file(30, i -> i % 3))).isFalse();
    assertThat(isRegression(file(30, i -> i == 7 ? 0.5 : i % 3))).isTrue();
  }

  @Test
  void wholeNumbersWithAFractionOfZeroAreClasses() throws IOException {
    assertThat(isRegression(file(30, i -> i % 3 + ".0"))).isFalse();
  }

  @Test
  void moreWholeNumbersThanThereMayBeClassesMakeARegression() throws IOException {
    assertThat(isRegression(file(40, i -> i % 20))).isFalse();
    assertThat(isRegression(file(40, i -> i % 21))).isTrue();
    assertThat(isRegression(file(42, i -> i % 21))).isFalse();
    assertThat(isRegression(file(2002, i -> i % 1001))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "NaN", "Infinity", "1e39", "2d"})
  void oneTextAmongNumbersMakesClasses(String text) throws IOException {
    assertThat(isRegression(file(30, i -> i % 2 == 0 ? text : "0.5"))).isFalse();
  }

  @Test
  void wholeNumbersCanBeLearntAsTargetsAndFractionsAsClasses() throws IOException {
    Path whole = file("whole.csv", 30, i -> i % 3);
    Path fractions = file("fractions.csv", 30, i -> i % 3 / 2.0);
    assertThat(open(whole, MSE).summary().isRegression()).isTrue();
    assertThat(open(fractions, CLASSES).summary().classes()).containsExactly("0.0", "0.5", "1.0");
  }

  @Test
  void targetsHaveMeanZeroAndDeviationOneInTheTrainingSplit() throws IOException {
    Dataset data = open(file(100, i -> 1e6 + i / 4.0), DataSettings.DEFAULT);
    double[] standardized = TensorValues.of(data.labels(Split.TRAINING));
    double mean = Arrays.stream(standardized).average().orElseThrow();
    double square = Arrays.stream(standardized).map(v -> v * v).average().orElseThrow();
    // Means of some seventy values with 24 bits each.
    assertThat(mean).isCloseTo(0, within(1e-6));
    assertThat(square).isCloseTo(1, within(1e-6));
  }

  @Test
  void targetsStayWithTheirExamplesInTheLabelsUnit() throws IOException {
    Dataset data = open(file(100, i -> 3 - 0.5 * i), DataSettings.DEFAULT);
    List<Long> all = new ArrayList<>();
    for (Split split : Split.values()) {
      double[] features = TensorValues.of(data.features(split).mul(data.scale()).add(data.mean()));
      double[] targets = targets(data, split);
      for (int i = 0; i < targets.length; i++) {
        // Features of at most 100 in 32-bit floats.
        assertThat(targets[i]).isCloseTo(3 - 0.5 * features[i], within(1e-4));
        all.add(Math.round(features[i]));
      }
    }
    assertThat(all).doesNotHaveDuplicates().hasSize(100);
  }

  @Test
  void theSummaryTellsTheDeviationAndWhatAConstantAnswerGets() throws IOException {
    Dataset data = open(file(100, i -> i % 2 == 0 ? -2.5 : 2.5), DataSettings.DEFAULT);
    DataSummary summary = data.summary();
    assertThat(summary.classes()).isEmpty();
    assertThat(summary.majorityShare()).isNaN();
    assertThat(summary.constantLoss()).isEqualTo(1);
    assertThat(summary.targetDeviation()).isCloseTo(2.5, within(0.05));
    assertThat(summary.rootMeanSquaredError(4)).isEqualTo(2 * data.targetDeviation());
    assertThat(data.outputs()).isEqualTo(1);
  }

  @Test
  void aTestSetOfItsOwnMayHaveOtherTargetsAndIsOnTheScaleOfTheTrainingSplit() throws IOException {
    file("train.csv", 60, i -> i / 2.0);
    file("test.csv", 2, i -> 1000.5 + i);
    Dataset data = open(folder, DataSettings.DEFAULT);
    assertThat(data.summary().testExamples()).isEqualTo(2);
    assertThat(targets(data, Split.TEST))
        .containsExactly(new double[] {1000.5, 1001.5}, within(1e-3));
  }

  @Test
  void refusesTextWithItsLineInEitherFile() throws IOException {
    Path train = file("train.csv", 60, i -> i == 3 ? "high" : i / 2.0);
    Path test = file("test.csv", 2, i -> i == 1 ? "low" : 1);
    Refusal.of(train, MSE, train + ":5:", "'high'", "--loss mse");
    Refusal.of(folder, MSE, train + ":5:", "'high'");
    file("train.csv", 60, i -> i / 2.0);
    Refusal.of(folder, test + ":3:", "'low'", "--loss mse");
  }

  @Test
  void refusesTargetsThatDoNotDiffer() throws IOException {
    Path same = file("same.csv", 30, i -> 0.1);
    Refusal.of(same, same.toString(), "all labels are '0.1'", "labels that differ");
    file("train.csv", 60, i -> i == 3 ? "0.30" : "0.3");
    file("test.csv", 2, i -> i / 2.0);
    Refusal.of(folder, folder.toString(), "deviation (0.0)", "labels that differ");
  }

  @Test
  void refusesTargetsThatDifferByLessThanFloatsCanHold() throws IOException {
    Path tiny = file(30, i -> i + "e-42");
    Refusal.of(tiny, tiny.toString(), "deviation (", "32-bit floats");
  }

  @ParameterizedTest
  @ValueSource(strings = {"digits", "blobs"})
  void refusesDataWhoseLabelsAreClasses(String source) {
    Refusal.of(Path.of(source), MSE, "(mse)", "'" + source + "'", "auto, cross-entropy");
  }

  @ParameterizedTest
  @EnumSource
  void aLossIsFoundByItsName(Loss loss) {
    assertThat(Loss.named(loss.label())).isEqualTo(loss);
  }

  @Test
  void anUnknownLossIsRefusedWithThoseThereAre() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Loss.named("hinge"))
        .withMessage("There is no loss 'hinge'. Accepted: auto, cross-entropy, mse.");
  }
}
