package dev.temper.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.temper.schedule.HyperParameters;
import dev.temper.training.History.Evaluated;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryTest {

  private static final Evaluation EVALUATION = new Evaluation(0.5, 0.75, 8);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 255, 256, 257, 512, 513, 5000})
  void keepsEveryIterationHoweverManyThereAre(int iterations) {
    History history = historyOf(iterations);

    assertThat(history.iterations()).isEqualTo(iterations);
    assertThat(history.learningRate()).isEqualTo(series(iterations, i -> 1.0 + i));
    assertThat(history.momentum()).isEqualTo(series(iterations, i -> i / 1e4));
    assertThat(history.weightDecay()).isEqualTo(series(iterations, i -> 2.0 + i));
    assertThat(history.trainLoss()).isEqualTo(series(iterations, i -> 3.0 + i));
  }

  @Test
  void whatItGivesAwayIsACopy() {
    History history = historyOf(3);
    history.learningRate()[0] = -1;
    history.momentum()[0] = -1;
    history.weightDecay()[0] = -1;
    history.trainLoss()[0] = -1;

    assertThat(history).usingRecursiveComparison().isEqualTo(historyOf(3));
  }

  @Test
  void itsEvaluationsAreAReadOnlyCopyInOrder() {
    History history = new History();
    history.onEvaluation(0, EVALUATION);
    List<Evaluated> before = history.evaluations();
    history.onEvaluation(5, EVALUATION);

    assertThat(before).containsExactly(new Evaluated(0, EVALUATION));
    assertThat(history.evaluations()).extracting(Evaluated::iteration).containsExactly(0L, 5L);
    assertThatThrownBy(before::clear).isInstanceOf(UnsupportedOperationException.class);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void hasDivergedIfItsLastLossOrEvaluationIsNotFinite(double bad) {
    History byLoss = historyOf(2);
    byLoss.onStep(2, new HyperParameters(0.1, 0, 0), bad);
    History byEvaluation = historyOf(2);
    byEvaluation.onEvaluation(2, new Evaluation(bad, 0.1, 8));

    assertThat(byLoss.diverged()).isTrue();
    assertThat(byEvaluation.diverged()).isTrue();
  }

  @Test
  void hasNotDivergedWithoutOrWithFiniteLosses() {
    History history = historyOf(2);
    history.onEvaluation(2, new Evaluation(1e30, Double.NaN, 8));

    assertThat(new History().diverged()).isFalse();
    assertThat(history.diverged()).isFalse();
  }

  private static double[] series(int length, IntToDoubleFunction value) {
    return IntStream.range(0, length).mapToDouble(value).toArray();
  }

  private static History historyOf(int iterations) {
    History history = new History();
    for (int i = 0; i < iterations; i++) {
      history.onStep(i, new HyperParameters(1.0 + i, i / 1e4, 2.0 + i), 3.0 + i);
    }
    return history;
  }
}
