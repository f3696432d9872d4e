package dev.temper.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.temper.training.Evaluation;
import dev.temper.training.History;
import dev.temper.training.Optimizer;
import dev.temper.training.UpdateSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** How far runs of the same values end apart. */
class NoiseTest {

  private static final double GUESS = 0.03;
  private static final double TOLERANCE = 1e-12;

  private static Trial trial(double weightDecay, long seed, double loss) {
    History history = new History();
    history.onEvaluation(1, new Evaluation(loss, Double.NaN, 10));
    Prescription prescription =
        new Prescription(
            Optimizer.SGD,
            16,
            0.1,
            0.01,
            0.95,
            0.85,
            weightDecay,
            20,
            UpdateSettings.DEFAULT,
            new TreeMap<>());
    return new Trial(Trial.Kind.SHORT_RUN, prescription, seed, history, null, 0);
  }

  @Test
  void isTheGuessBeforeAnythingWasRepeated() {
    assertThat(Noise.of(List.of()).deviation()).isCloseTo(GUESS, within(TOLERANCE));
    assertThat(Noise.of(List.of(trial(0.1, 0, 1), trial(0.2, 0, 9))).deviation())
        .isCloseTo(GUESS, within(TOLERANCE));
    assertThat(Noise.of(List.of(trial(0.1, 0, 1), trial(0.2, 0, 9))).repetitions()).isZero();
  }

  @Test
  void weighsTheGuessAsTwoRepetitions() {
    double apart = 0.1;
    Noise noise = Noise.of(List.of(trial(0.1, 0, 1), trial(0.1, 1, Math.exp(apart))));

    // Two losses at a distance d have the squares 2 (d / 2)^2 about their mean.
    double squares = 2 * GUESS * GUESS + apart * apart / 2;
    assertThat(noise.deviation()).isCloseTo(Math.sqrt(squares / 3), within(TOLERANCE));
    assertThat(noise.repetitions()).isOne();
  }

  @Test
  void isPooledOverAllValuesThatWereRepeated() {
    Noise noise =
        Noise.of(
            List.of(
                trial(0.1, 0, 1),
                trial(0.2, 0, 5),
                trial(0.1, 1, Math.exp(0.2)),
                trial(0.2, 1, 5 * Math.exp(0.1)),
                trial(0.2, 2, 5 * Math.exp(0.2))));

    double squares = 2 * GUESS * GUESS + 0.02 + 0.02;
    assertThat(noise.repetitions()).isEqualTo(3);
    assertThat(noise.deviation()).isCloseTo(Math.sqrt(squares / 5), within(TOLERANCE));
  }

  @Test
  void doesNotDependOnTheScaleOfTheLoss() {
    List<Trial> small = List.of(trial(0.1, 0, 1e-3), trial(0.1, 1, 2e-3));
    List<Trial> large = List.of(trial(0.1, 0, 1e3), trial(0.1, 1, 2e3));

    assertThat(Noise.of(small).deviation())
        .isCloseTo(Noise.of(large).deviation(), within(TOLERANCE));
  }

  @Test
  void leavesOutWhatDivergedOrHasNoLogarithm() {
    List<Trial> trials = new ArrayList<>(List.of(trial(0.1, 0, 1), trial(0.1, 1, 1.1)));
    double before = Noise.of(trials).deviation();
    for (double loss : new double[] {Double.NaN, Double.POSITIVE_INFINITY, 0, -1}) {
      trials.add(trial(0.1, trials.size(), loss));
    }

    assertThat(Noise.of(trials).deviation()).isEqualTo(before);
  }

  @Test
  void ofADifferenceFallsWithTheRuns() {
    Noise noise = Noise.of(List.of());

    assertThat(noise.ofDifference(1, 1)).isCloseTo(GUESS * Math.sqrt(2), within(TOLERANCE));
    assertThat(noise.ofDifference(3, 2)).isCloseTo(GUESS * Math.sqrt(5.0 / 6), within(TOLERANCE));
  }
}
