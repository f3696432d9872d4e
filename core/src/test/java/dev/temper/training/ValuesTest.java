package dev.temper.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The small values of the package: evaluations, settings, optimizers and summaries. */
class ValuesTest {

  private final SessionSettings settings = new SessionSettings(32, Optimizer.SGD, 7);

  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void anEvaluationOfNoExamplesIsRefused(long examples) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Evaluation(1, 0.5, examples))
        .withMessageContaining("(" + examples + ")");
  }

  @Test
  void anEvaluationMayTellOfDivergenceAndOfATaskWithoutClasses() {
    Evaluation evaluation = new Evaluation(Double.POSITIVE_INFINITY, Double.NaN, 1);

    assertThat(evaluation.loss()).isInfinite();
    assertThat(evaluation.accuracy()).isNaN();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -8})
  void aBatchSizeBelowOneIsRefused(int batchSize) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.withBatchSize(batchSize))
        .withMessageContaining("batch size (" + batchSize + ")");
  }

  @Test
  void eachWithMethodChangesItsSettingAlone() {
    assertThat(settings.withBatchSize(1)).isEqualTo(new SessionSettings(1, Optimizer.SGD, 7));
    assertThat(settings.withOptimizer(Optimizer.ADAMW))
        .isEqualTo(new SessionSettings(32, Optimizer.ADAMW, 7));
  }

  @Test
  void settingsKnowWhatSurroundsAnUpdateAndItsExamples() {
    UpdateSettings updates = new UpdateSettings(4, 1.5, true, List.of(0.1, 1.0));
    SessionSettings surrounded = settings.withUpdates(updates);

    assertThat(settings.updates()).isEqualTo(UpdateSettings.DEFAULT);
    assertThat(settings.examplesPerUpdate()).isEqualTo(32);
    assertThat(surrounded.examplesPerUpdate()).isEqualTo(128);
    assertThat(surrounded.withBatchSize(8).withOptimizer(Optimizer.ADAM).updates())
        .isEqualTo(updates);
    assertThat(
            UpdateSettings.DEFAULT
                .withAccumulation(4)
                .withClipNorm(1.5)
                .withDecayWeightsOnly(true)
                .withRateRatios(List.of(0.1, 1.0)))
        .isEqualTo(updates);
    assertThat(updates.clips()).isTrue();
    assertThat(UpdateSettings.DEFAULT.clips()).isFalse();
  }

  @Test
  void rateRatiosDivideTheLayersIntoConsecutiveGroupsOfEvenSize() {
    UpdateSettings updates = UpdateSettings.DEFAULT.withRateRatios(List.of(0.1, 0.3, 1.0));

    assertThat(IntStream.range(0, 3).mapToDouble(layer -> updates.rateRatio(layer, 3)))
        .containsExactly(0.1, 0.3, 1.0);
    assertThat(IntStream.range(0, 7).mapToDouble(layer -> updates.rateRatio(layer, 7)))
        .containsExactly(0.1, 0.1, 0.1, 0.3, 0.3, 1.0, 1.0);
    assertThat(UpdateSettings.DEFAULT.rateRatio(2, 5)).isEqualTo(1);
  }

  @Test
  void impossibleUpdatesAreRefused() {
    UpdateSettings updates = UpdateSettings.DEFAULT;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> updates.withAccumulation(0))
        .withMessageContaining("(0)");
    for (double norm : new double[] {0, -1, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> updates.withClipNorm(norm))
          .withMessageContaining("(" + norm + ")");
    }
    for (double ratio : new double[] {-0.1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> updates.withRateRatios(List.of(1.0, ratio)))
          .withMessageContaining("(" + ratio + ")");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> updates.withRateRatios(List.of(0.0, 0.0)))
        .withMessageContaining("[0.0, 0.0]");
  }

  @ParameterizedTest
  @EnumSource
  void anOptimizerIsFoundByItsNameInAnyCase(Optimizer optimizer) {
    assertThat(Optimizer.named(optimizer.label())).isEqualTo(optimizer);
    assertThat(Optimizer.named(optimizer.name())).isEqualTo(optimizer);
    assertThat(optimizer.label()).isLowerCase();
  }

  @Test
  void anUnknownOptimizerIsRefusedWithTheNamesThatExist() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Optimizer.named("lion"))
        .withMessageContainingAll(
            "'lion'", "sgd, nesterov, adagrad, rmsprop, adadelta, adam, adamw, nadam, lars, lamb");
  }

  @ParameterizedTest
  @CsvSource({
    "SGD, 0.01, 0.9",
    "NESTEROV, 0.01, 0.9",
    "ADAGRAD, 0.01, 0",
    "RMSPROP, 0.01, 0",
    "ADADELTA, 1, 0",
    "ADAM, 0.001, 0.9",
    "ADAMW, 0.001, 0.9",
    "NADAM, 0.002, 0.9",
    "LARS, 1, 0.9",
    "LAMB, 0.001, 0.9"
  })
  void theCustomaryValuesAreThoseOfTheField(Optimizer optimizer, double rate, double momentum) {
    assertThat(optimizer.defaultLearningRate()).isEqualTo(rate);
    assertThat(optimizer.defaultMomentum()).isEqualTo(momentum);
  }

  @ParameterizedTest
  @EnumSource
  void anOptimizerWithoutMomentumHasNoneByDefault(Optimizer optimizer) {
    assertThat(optimizer.hasMomentum() || optimizer.defaultMomentum() == 0).isTrue();
  }

  @Test
  void aDataSummaryCopiesItsListsAndCountsBySplit() {
    List<Long> shape = new ArrayList<>(List.of(1L, 8L, 8L));
    List<String> classes = new ArrayList<>(List.of("a", "b"));
    DataSummary summary = summary(shape, classes, 0.6, 0.67, Double.NaN);
    shape.clear();
    classes.clear();

    assertThat(summary.shape()).containsExactly(1L, 8L, 8L);
    assertThat(summary.classes()).containsExactly("a", "b");
    assertThat(summary.examples(Split.TRAINING)).isEqualTo(70);
    assertThat(summary.examples(Split.VALIDATION)).isEqualTo(20);
    assertThat(summary.examples(Split.TEST)).isEqualTo(10);
    assertThatThrownBy(() -> summary.classes().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  private static DataSummary summary(
      List<Long> shape, List<String> classes, double majority, double loss, double deviation) {
    return new DataSummary("some", shape, classes, 70, 20, 10, majority, loss, deviation, "");
  }

  @Test
  void aDataSummaryWithoutClassesIsOfARegressionWhoseErrorHasTheLabelsUnit() {
    DataSummary regression = summary(List.of(3L), List.of(), Double.NaN, 1, 20);
    DataSummary classes = summary(List.of(3L), List.of("a", "b"), 0.6, 0.67, Double.NaN);

    assertThat(regression.isRegression()).isTrue();
    assertThat(regression.rootMeanSquaredError(0.25)).isEqualTo(10);
    assertThat(classes.isRegression()).isFalse();
    assertThat(classes.rootMeanSquaredError(0.25)).isNaN();
  }

  @Test
  void aTaskCannotTellTheMemoryItMayUseUnlessItSaysSo() {
    assertThat(new SyntheticTask().memoryLimit()).isEqualTo(-1);
  }

  @Test
  void figuresThatDoNotFitTheTaskAreRefused() {
    List<Long> shape = List.of(3L);
    List<String> none = List.of();
    List<String> two = List.of("a", "b");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> summary(shape, List.of("a"), 1, 0.1, Double.NaN))
        .withMessageContaining("(a)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> summary(shape, two, Double.NaN, 0.1, Double.NaN))
        .withMessageContaining("(NaN)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> summary(shape, none, 0.5, 1, 20))
        .withMessageContaining("(0.5)");
    for (double loss : new double[] {0, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> summary(shape, two, 0.5, loss, Double.NaN))
          .withMessageContaining("(" + loss + ")");
    }
    for (double deviation : new double[] {0, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> summary(shape, none, Double.NaN, 1, deviation))
          .withMessageContaining("(" + deviation + ")");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> summary(shape, two, 0.5, 0.5, 20))
        .withMessageContaining("(20.0)");
  }
}
