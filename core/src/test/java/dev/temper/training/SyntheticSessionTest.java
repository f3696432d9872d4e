package dev.temper.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.temper.schedule.HyperParameters;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The fixture keeps the engine's contract and has the surface it claims. */
class SyntheticSessionTest extends TrainingSessionContract {

  @Override
  protected TrainingSession open(SessionSettings settings) {
    return new SyntheticSession(settings);
  }

  @Override
  protected Set<Optimizer> optimizers() {
    return EnumSet.of(Optimizer.SGD, Optimizer.NESTEROV);
  }

  @Test
  void convergesBelowItsStabilityLimitAndDivergesAbove() {
    double limit = SyntheticSession.stabilityLimit(0.9);
    assertThat(lossAfter(300, 0.9 * limit)).isLessThan(10);
    assertThat(lossAfter(300, 1.1 * limit)).isGreaterThan(1e6);
  }

  private double lossAfter(int steps, double learningRate) {
    try (TrainingSession session = open(settings(1))) {
      for (int i = 0; i < steps; i++) {
        session.step(new HyperParameters(learningRate, 0.9, 0));
      }
      return session.evaluate(Split.VALIDATION).loss();
    }
  }
}
