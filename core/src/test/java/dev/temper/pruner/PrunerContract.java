package dev.temper.pruner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.temper.pruner.TrialCurve.Phase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every pruner must do that stops anything. */
abstract class PrunerContract {

  /** The length of the trials that are judged. */
  static final int STEPS = 30;

  /** The pruner that is tested, always the same. */
  abstract Pruner pruner();

  /** Levels between 0 and 0.9 in any order, none twice. */
  private static double[] levels(int trials, long seed) {
    return new SplittableRandom(seed).doubles(trials, 0, 0.9).toArray();
  }

  /** Curves that cross, some of which diverge. */
  private static double[][] wild(int trials, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] curves = Replay.falling(STEPS, levels(trials, seed));
    for (double[] curve : curves) {
      int broken = random.nextInt(3 * STEPS);
      for (int i = 0; i < STEPS; i++) {
        curve[i] = i >= broken ? Double.NaN : curve[i] + 0.2 * random.nextDouble();
      }
    }
    return curves;
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void stopsWhatHasDiverged(double broken) {
    for (int step = 1; step < STEPS; step++) {
      double[] values = new double[step];
      for (int i = 0; i < step; i++) {
        values[i] = i == step - 1 ? broken : 1.0 / (i + 1);
      }
      List<TrialCurve> trials =
          List.of(Replay.trial(0, Phase.OPEN, 1, 0.5), Replay.trial(1, Phase.OPEN, values));
      assertThat(pruner().judge(trials, 1)).as("step %d", step).isEqualTo(Verdict.STOP);
    }
  }

  @Test
  void doesNotStopTheOnlyTrialOfAStudy() {
    double[] curve = Replay.falling(STEPS, 0.3)[0];
    for (int step = 1; step < STEPS; step++) {
      TrialCurve only = Replay.trial(0, Phase.OPEN, Arrays.copyOf(curve, step));
      assertThat(pruner().judge(List.of(only), 0)).isNotEqualTo(Verdict.STOP);
    }
    assertThat(new Replay(pruner(), curve).run(1).lengths()).containsExactly((long) STEPS);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void trainsTheBestToItsEndWhereNoCurvesCross(int workers) {
    for (int trials = 1; trials <= 61; trials += 5) {
      double[] levels = levels(trials, trials);
      Replay replay = new Replay(pruner(), Replay.falling(STEPS, levels)).run(workers);
      int best = 0;
      for (int i = 0; i < trials; i++) {
        best = levels[i] < levels[best] ? i : best;
      }
      assertThat(replay.lengths().get(best)).as("of %d", trials).isEqualTo(STEPS);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8})
  void theSameRowsGiveTheSameVerdictsWhoeverAsks(int workers) {
    for (int seed = 0; seed < 5; seed++) {
      Replay one = new Replay(pruner(), wild(60, seed)).run(workers);
      Replay other = new Replay(new AskedAnew(), wild(60, seed)).run(workers);
      assertThat(other.verdicts()).isEqualTo(one.verdicts());
      assertThat(other.trials()).isEqualTo(one.trials());
    }
  }

  /** A new pruner for every question, which has judged all other trials before in some order. */
  private final class AskedAnew implements Pruner {

    private final SplittableRandom random = new SplittableRandom(7);

    private Pruner anew(List<TrialCurve> trials) {
      Pruner pruner = pruner();
      List<TrialCurve> shuffled = new ArrayList<>(trials);
      Collections.shuffle(shuffled, new Random(random.nextLong()));
      shuffled.stream()
          .filter(trial -> !trial.reports().isEmpty())
          .limit(10)
          .forEach(trial -> pruner.judge(trials, trial.number()));
      return pruner;
    }

    @Override
    public Verdict judge(List<TrialCurve> trials, long number) {
      return anew(trials).judge(List.copyOf(trials), number);
    }

    @Override
    public OptionalLong resumable(List<TrialCurve> trials) {
      return anew(trials).resumable(List.copyOf(trials));
    }

    @Override
    public OptionalLong resumableAtEnd(List<TrialCurve> trials) {
      return anew(trials).resumableAtEnd(List.copyOf(trials));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8})
  void bringsEveryStudyToAnEnd(int workers) {
    for (int seed = 0; seed < 5; seed++) {
      for (int trials : new int[] {1, 2, 5, 27, 40, 100}) {
        Replay replay = new Replay(pruner(), wild(trials, seed)).run(workers);
        assertThat(replay.trials()).hasSize(trials).noneMatch(PrunerContract::isOpen);
        assertThat(pruner().resumable(replay.trials())).isEmpty();
        assertThat(pruner().resumableAtEnd(replay.trials())).isEmpty();
        assertThat(replay.steps()).isLessThanOrEqualTo(trials * STEPS);
      }
    }
  }

  private static boolean isOpen(TrialCurve trial) {
    return trial.phase() == Phase.OPEN;
  }

  @Test
  void resumesNothingThatIsNotPaused() {
    List<TrialCurve> trials = new ArrayList<>();
    for (double[] curve : wild(50, 3)) {
      Phase phase = trials.size() % 2 == 0 ? Phase.OPEN : Phase.ENDED;
      trials.add(Replay.trial(trials.size(), phase, Arrays.copyOf(curve, 1 + trials.size() % 20)));
    }
    assertThat(pruner().resumable(trials)).isEmpty();
    assertThat(pruner().resumableAtEnd(trials)).isEmpty();
    assertThat(pruner().resumable(List.of())).isEmpty();
    assertThat(pruner().resumableAtEnd(List.of())).isEmpty();
  }

  @Test
  void trialsWithoutReportsChangeNothing() {
    double[][] curves = Replay.falling(STEPS, levels(12, 1));
    List<TrialCurve> with = new ArrayList<>();
    List<TrialCurve> without = new ArrayList<>();
    for (int i = 0; i < curves.length; i++) {
      with.add(Replay.trial(i, Phase.ENDED, Arrays.copyOf(curves[i], 12)));
    }
    without.addAll(with);
    with.add(new TrialCurve(12, Phase.ENDED, List.of()));
    with.add(new TrialCurve(13, Phase.OPEN, List.of()));
    for (int i = 0; i < curves.length; i++) {
      assertThat(pruner().judge(with, i)).isEqualTo(pruner().judge(without, i));
    }
  }

  @Test
  void takesReportsAtAnySteps() {
    List<Phase> phases = List.of(Phase.OPEN, Phase.PAUSED, Phase.ENDED);
    List<TrialCurve> trials = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(5);
    for (int number = 0; number < 40; number++) {
      List<Report> reports = new ArrayList<>();
      long step = 0;
      for (int i = random.nextInt(8); i >= 0; i--) {
        step += 1 + random.nextInt(9);
        reports.add(new Report(step, random.nextDouble(), Map.of("train_loss", 1.0)));
      }
      trials.add(new TrialCurve(number, phases.get(number % phases.size()), reports));
    }
    for (int number = 0; number < 40; number++) {
      assertThat(pruner().judge(trials, number)).isNotNull();
    }
    pruner().resumable(trials);
    pruner().resumableAtEnd(trials);
  }

  @Test
  void decidesTheSameOfEqualValuesEveryTime() {
    double[][] equal = new double[20][STEPS];
    Replay replay = new Replay(pruner(), equal).run(1);
    assertThat(replay.trials()).noneMatch(PrunerContract::isOpen);
    assertThat(new Replay(pruner(), equal).run(1).verdicts()).isEqualTo(replay.verdicts());
  }
}
