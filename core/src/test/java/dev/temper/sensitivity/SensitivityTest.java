package dev.temper.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.temper.recipe.Budget;
import dev.temper.schedule.HyperParameters;
import dev.temper.schedule.OneCycle;
import dev.temper.training.Optimizer;
import dev.temper.training.Parallel;
import dev.temper.training.SessionSettings;
import dev.temper.training.Split;
import dev.temper.training.SyntheticTask;
import dev.temper.training.TrainingSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The analysis, on a surface that is stable up to a rate of 1.52. */
class SensitivityTest {

  private static final SessionSettings SETTINGS = new SessionSettings(16, Optimizer.SGD, 7);
  private static final List<Double> RATES = Sensitivity.grid(1e-5, 100, 1);

  private final SyntheticTask task = new SyntheticTask();

  private static Sensitivity of(SyntheticTask task) {
    return Sensitivity.of(task)
        .settings(SETTINGS)
        .rates(RATES)
        .budget(Budget.iterations(150))
        .parallel(Parallel.of(2));
  }

  @Test
  void findsTheUOfTheLossWithoutClassesAndHasNoAccuracy() throws InterruptedException {
    SensitivityResult result = of(new SyntheticTask().withoutClasses()).run();

    assertThat(result.bestLearningRate()).isEqualTo(of(task).run().bestLearningRate());
    assertThat(result.rates())
        .filteredOn(rate -> rate.diverged() < rate.trials().size())
        .isNotEmpty()
        .allMatch(rate -> Double.isNaN(rate.medianAccuracy()));
  }

  @Test
  void findsTheUOfTheLossAndTheInvertedUOfTheAccuracy() throws InterruptedException {
    SensitivityResult result = of(task).run();

    double[] loss = result.rates().stream().mapToDouble(RateOutcome::medianLoss).toArray();
    double[] accuracy = result.rates().stream().mapToDouble(RateOutcome::medianAccuracy).toArray();
    int best = result.rates().size() / 2;
    assertThat(result.bestLearningRate().getAsDouble()).isBetween(1e-2, 1e-1);
    while (result.rates().get(best).learningRate() != result.bestLearningRate().getAsDouble()) {
      best--;
    }
    for (int i = 1; i < loss.length; i++) {
      if (i <= best) {
        assertThat(loss[i]).isLessThan(loss[i - 1]);
        assertThat(accuracy[i]).isGreaterThan(accuracy[i - 1]);
      } else {
        assertThat(loss[i]).isGreaterThanOrEqualTo(loss[i - 1]);
        assertThat(accuracy[i]).isLessThanOrEqualTo(accuracy[i - 1]);
      }
    }
    assertThat(loss[0]).isCloseTo(Math.log(2), within(0.05));
  }

  @Test
  void theGoodRatesHoldTheBestAndEndBelowTheLimitOfStability() throws InterruptedException {
    SensitivityResult result = of(task).rates(Sensitivity.grid(1e-4, 10, 3)).run();

    assertThat(result.good()).isInstanceOf(GoodRates.Interval.class);
    GoodRates.Interval good = (GoodRates.Interval) result.good();
    assertThat(result.bestLearningRate().getAsDouble()).isBetween(good.from(), good.to());
    assertThat(good.to()).isLessThan(1.52);
    assertThat(good.from()).isGreaterThan(1e-3);
    assertThat(good.reachesLowEnd()).isFalse();
    assertThat(good.reachesHighEnd()).isFalse();
    for (RateOutcome rate : result.rates()) {
      if (rate.learningRate() >= good.from() && rate.learningRate() <= good.to()) {
        assertThat(rate.medianLoss()).isLessThanOrEqualTo(good.threshold());
      }
    }
  }

  @Test
  void refusesToNameGoodRatesWhereTheBestLiesAtAnEnd() throws InterruptedException {
    SensitivityResult low = of(task).rates(List.of(1e-6, 1e-5, 1e-4)).run();
    SensitivityResult high = of(task).rates(List.of(0.1, 1.0, 10.0)).run();

    assertThat(((GoodRates.Refused) low.good()).reason())
        .contains("(1.0E-4)", "highest of the grid");
    assertThat(((GoodRates.Refused) high.good()).reason()).contains("(0.1)", "lowest of the grid");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8})
  void theResultIsTheSameHoweverManyRunAtATime(int trials) throws InterruptedException {
    SensitivityResult two = of(task).run();
    SensitivityResult other = of(new SyntheticTask()).parallel(Parallel.of(trials)).run();

    assertThat(other.rates())
        .usingRecursiveComparison()
        .withEqualsForType(Double::equals, Double.class)
        .isEqualTo(two.rates());
    assertThat(task.openSessions()).isZero();
  }

  @Test
  void everyTrialIsWhatARunOfItsOwnGives() throws InterruptedException {
    SensitivityResult result = of(task).seeds(2).weightDecay(1e-2).run();

    Trial trial = result.rates().get(3).trials().get(1);
    assertThat(trial.seed()).isEqualTo(8);
    assertThat(trial.learningRate()).isEqualTo(RATES.get(3));
    try (TrainingSession session =
        new SyntheticTask().open(new SessionSettings(16, Optimizer.SGD, 8))) {
      for (int i = 0; i < 150; i++) {
        session.step(new HyperParameters(RATES.get(3), 0.9, 1e-2));
      }
      assertThat(trial.validationLoss()).isEqualTo(session.evaluate(Split.VALIDATION).loss());
    }
  }

  @Test
  void theSeedsDiffer() throws InterruptedException {
    RateOutcome rate = of(task).seeds(4).run().rates().get(2);

    assertThat(rate.trials()).extracting(Trial::seed).containsExactly(7L, 8L, 9L, 10L);
    assertThat(rate.trials()).extracting(Trial::validationLoss).doesNotHaveDuplicates();
    assertThat(rate.lowestLoss()).isLessThan(rate.medianLoss());
    assertThat(rate.highestLoss()).isGreaterThan(rate.medianLoss());
  }

  @Test
  void countsTrialsThatDivergeAndEndsThemEarly() throws InterruptedException {
    SensitivityResult result = of(task).rates(List.of(0.01, 0.1, 1e6)).run();

    RateOutcome wild = result.rates().get(2);
    assertThat(wild.diverged()).isEqualTo(3);
    assertThat(wild.failed()).isZero();
    assertThat(wild.medianLoss()).isInfinite();
    assertThat(wild.medianAccuracy()).isZero();
    assertThat(wild.lowestLoss()).isNaN();
    assertThat(wild.trials()).allMatch(trial -> trial.iterations() < 150);
    assertThat(result.rates().get(0).diverged()).isZero();
    assertThat(result.totalIterations()).isEqualTo(task.updates()).isLessThan(9 * 150);
  }

  @Test
  void refusesWhereEveryTrialDiverges() throws InterruptedException {
    SensitivityResult result = of(task).rates(List.of(1e6, 1e7, 1e8)).run();

    assertThat(result.bestLearningRate()).isEmpty();
    assertThat(((GoodRates.Refused) result.good()).reason()).contains("finite loss");
  }

  @Test
  void aTrialThatFailsDoesNotLoseTheOthers() throws InterruptedException {
    task.brokenAt(RATES.get(3));
    SensitivityResult result = of(task).run();

    RateOutcome broken = result.rates().get(3);
    assertThat(broken.failed()).isEqualTo(3);
    assertThat(broken.diverged()).isZero();
    assertThat(broken.medianLoss()).isNaN();
    assertThat(broken.trials().get(0).failure()).contains("The rate is broken.");
    assertThat(result.trials()).filteredOn(Trial::completed).hasSizeGreaterThan(12);
    assertThat(task.openSessions()).isZero();
  }

  @Test
  void closesAllSessionsWhenItIsInterrupted() throws InterruptedException {
    Thread caller = Thread.currentThread();
    Sensitivity long_ = of(task).budget(Budget.iterations(1_000_000));
    Thread interrupting =
        new Thread(
            () -> {
              while (task.updates() < 100) {
                Thread.onSpinWait();
              }
              caller.interrupt();
            });
    interrupting.start();

    assertThatThrownBy(long_::run).isInstanceOf(InterruptedException.class);
    interrupting.join();
    assertThat(task.openSessions()).isZero();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void tellsOfEveryTrialOnce() throws InterruptedException {
    List<Trial> told = new ArrayList<>();
    List<Integer> counts = new ArrayList<>();
    SensitivityResult result =
        of(task)
            .run(
                (trial, finished, planned) -> {
                  assertThat(planned).isEqualTo(24);
                  told.add(trial);
                  counts.add(finished);
                });

    assertThat(told).containsExactlyInAnyOrderElementsOf(result.trials());
    assertThat(counts).isSorted().hasSize(24).doesNotHaveDuplicates().endsWith(24);
  }

  @Test
  void looksAtTheValidationSplitOnly() throws InterruptedException {
    of(task).run();

    assertThat(task.calls()).contains("evaluate validation");
    assertThat(task.calls()).noneMatch(call -> call.contains("test"));
  }

  @Test
  void trainsWithTheScheduleItIsGiven() throws InterruptedException {
    SensitivityResult cycle =
        of(task).policy(RatePolicy.oneCycle(OneCycle.Variant.SMITH)).seeds(1).run();

    OneCycle schedule = OneCycle.smith(150, RATES.get(4)).withWeightDecay(1e-3);
    try (TrainingSession session = new SyntheticTask().open(SETTINGS)) {
      for (int i = 0; i < 150; i++) {
        session.step(schedule.at(i));
      }
      assertThat(cycle.rates().get(4).trials().get(0).validationLoss())
          .isEqualTo(session.evaluate(Split.VALIDATION).loss());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1e-5, 1, 2, 11, 3.16e-5, 0.316",
    "1e-4, 1, 1, 5, 1e-3, 0.1",
    "0.01, 0.05, 10, 8, 0.0126, 0.0397",
    "1e-300, 1e300, 1, 601, 1e-299, 1e299"
  })
  void aGridHasRoundRatesAtEqualDistances(
      double from, double to, int perDecade, int size, double second, double lastButOne) {
    List<Double> rates = Sensitivity.grid(from, to, perDecade);

    assertThat(rates).hasSize(size).startsWith(from, second).endsWith(lastButOne, to);
    double step = Math.log(to / from < 1e308 ? to / from : 1e300) / (size - 1);
    for (int i = 1; i < size && to < 2; i++) {
      assertThat(Math.log(rates.get(i) / rates.get(i - 1)))
          .as(String.format(Locale.ROOT, "step %d", i))
          .isCloseTo(step, within(0.01));
    }
  }

  @Test
  void refusesWhatIsNoGrid() {
    assertRefused(() -> Sensitivity.grid(0, 1, 2), "(0.0)", "above 0");
    assertRefused(() -> Sensitivity.grid(1, 1, 2), "(1.0)", "above the lowest");
    assertRefused(() -> Sensitivity.grid(1, Double.POSITIVE_INFINITY, 2), "(Infinity)", "finite");
    assertRefused(() -> Sensitivity.grid(1e-3, 1, 0), "(0)", "1 to 100");
    assertRefused(() -> Sensitivity.grid(0.1, 1, 1), "(2)", "3 or more");
    assertRefused(() -> of(task).rates(List.of(0.1, 0.01, 1.0)), "(0.01)", "(0.1)");
    assertRefused(() -> of(task).rates(List.of(0.1, 1.0)), "(2)", "3 or more");
    assertRefused(() -> of(task).seeds(0), "(0)", "1 to 100");
    assertRefused(() -> of(task).seeds(Integer.MAX_VALUE), "(2147483647)", "1 to 100");
    assertRefused(
        () -> run(of(task).rates(Sensitivity.grid(1e-300, 1, 1)).seeds(100)),
        "(30100)",
        "at most 10000");
    assertRefused(() -> Parallel.of(0), "(0)", "1 to 256");
    assertRefused(() -> run(of(task).weightDecay(-1)), "(-1.0)", "0 or more");
    assertRefused(
        () -> run(of(task).settings(new SessionSettings(501, Optimizer.SGD, 1))), "(501)");
    assertThat(task.updates()).isZero();
  }

  @Test
  void refusesOutcomesThatCannotBe() {
    Trial trial = new Trial(0.1, 7, 10, 1, 0.5, "");
    assertRefused(() -> new RateOutcome(0.1, List.of()), "(0)", "1 or more");
    assertRefused(() -> new RateOutcome(0, List.of(trial)), "(0.0)", "above 0");
    assertRefused(() -> new Trial(-1, 7, 10, 1, 0.5, ""), "(-1.0)", "above 0");
    assertRefused(() -> new Trial(0.1, 7, -1, 1, 0.5, ""), "(-1)", "0 or more");
    assertRefused(() -> new Trial(0.1, 7, 10, 1, 1.5, ""), "(1.5)", "0 to 1");
  }

  private static void run(Sensitivity sensitivity) {
    try {
      sensitivity.run();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertRefused(Runnable action, String... parts) {
    assertThatIllegalArgumentException().isThrownBy(action::run).withMessageContainingAll(parts);
  }
}
