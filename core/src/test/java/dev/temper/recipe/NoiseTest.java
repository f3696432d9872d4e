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

/** How far equally good values end apart. */
class NoiseTest {

  private static final long EXAMPLES = 400;
  private static final double ASSUMED = 0.05;
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

  /** A candidate with one trial for each loss, the seeds in order. */
  private static Candidate candidate(double weightDecay, double... losses) {
    List<Trial> trials = new ArrayList<>();
    for (double loss : losses) {
      trials.add(trial(weightDecay, trials.size(), loss));
    }
    return new Candidate("weight decay " + weightDecay, trials);
  }

  private static double of(Candidate... candidates) {
    return Noise.of(List.of(List.of(candidates)), EXAMPLES).deviation();
  }

  /** The deviation of so many squares with so many degrees of freedom beside the assumption. */
  private static double deviation(double squares, int repetitions) {
    double all = 1 + repetitions;
    return Math.sqrt((ASSUMED * ASSUMED + squares) / all) * (1 + 1 / all);
  }

  @Test
  void isAssumedBeforeAnythingWasRepeated() {
    assertThat(Noise.of(List.of(), EXAMPLES).deviation()).isCloseTo(2 * ASSUMED, within(TOLERANCE));
    assertThat(of(candidate(0.1, 1), candidate(0.2, 9))).isCloseTo(2 * ASSUMED, within(TOLERANCE));
    assertThat(of(candidate(0.1, 1, 2), candidate(0.2, 9)))
        .as("a single candidate tells nothing: its seeds move all candidates alike")
        .isCloseTo(2 * ASSUMED, within(TOLERANCE));
  }

  @Test
  void isWhatIsLeftWithoutTheEffectsOfValueAndSeed() {
    // The second value is twice as high, the second seed three times, and the interaction is 0.2.
    double apart = 0.2;
    Candidate one = candidate(0.1, 1, 3);
    Candidate other = candidate(0.2, 2, 6 * Math.exp(apart));

    // Four residuals of a quarter of the interaction each.
    assertThat(of(one, other)).isCloseTo(deviation(apart * apart / 4, 1), within(TOLERANCE));
  }

  @Test
  void seesNoNoiseWhereASeedMovesAllValuesAlike() {
    assertThat(of(candidate(0.1, 1, 3, 0.5), candidate(0.2, 2, 6, 1)))
        .isCloseTo(deviation(0, 2), within(TOLERANCE));
  }

  @Test
  void isPooledOverComparisonsAndTheirCommonSeeds() {
    List<Candidate> first =
        List.of(candidate(0.1, 1, 1), candidate(0.2, 1, Math.exp(0.2), 7), candidate(0.3, 5));
    List<Candidate> second = List.of(candidate(0.1, 2, 2), candidate(0.2, 2, 2 * Math.exp(0.4)));
    Noise noise = Noise.of(List.of(first, second), EXAMPLES);

    assertThat(noise.deviation()).isCloseTo(deviation(0.01 + 0.04, 2), within(TOLERANCE));
  }

  @Test
  void doesNotDependOnTheScaleOfTheLoss() {
    assertThat(of(candidate(0.1, 1e-3, 2e-3), candidate(0.2, 3e-3, 1e-3)))
        .isCloseTo(of(candidate(0.1, 1e3, 2e3), candidate(0.2, 3e3, 1e3)), within(TOLERANCE));
  }

  @Test
  void leavesOutWhatDivergedOrHasNoLogarithm() {
    for (double loss : new double[] {Double.NaN, Double.POSITIVE_INFINITY, 0}) {
      assertThat(of(candidate(0.1, 1, 1.1), candidate(0.2, 1, loss)))
          .as("loss %s", loss)
          .isCloseTo(2 * ASSUMED, within(TOLERANCE));
    }
  }

  @Test
  void ofADifferenceFallsWithTheRuns() {
    Noise noise = Noise.of(List.of(), EXAMPLES);

    assertThat(noise.ofDifference(1, 1)).isCloseTo(2 * ASSUMED * Math.sqrt(2), within(TOLERANCE));
    assertThat(noise.ofDifference(3, 2))
        .isCloseTo(2 * ASSUMED * Math.sqrt(5.0 / 6), within(TOLERANCE));
  }
}
