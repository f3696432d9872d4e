package dev.temper.recipe;

import static dev.temper.recipe.EqualButForTimes.assertEqualButForTimes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.temper.diagnosis.Finding;
import dev.temper.diagnosis.Symptom;
import dev.temper.rangetest.Rule;
import dev.temper.schedule.HyperParameters;
import dev.temper.training.Evaluation;
import dev.temper.training.History;
import dev.temper.training.Optimizer;
import dev.temper.training.SessionSettings;
import dev.temper.training.Split;
import dev.temper.training.SyntheticTask;
import dev.temper.training.TrainingListener;
import dev.temper.training.TrainingRun;
import dev.temper.training.TrainingSession;
import dev.temper.training.UpdateSettings;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The procedure, on a surface whose best rates are known. */
class TuningTest {

  private static final int BATCH_SIZE = 16;

  /** Too short to compare anything by short runs. */
  private static final Budget SHORT = Budget.iterations(300);

  /** Too short for a longer run that would show what diverges before the final run does. */
  private static final Budget SHORTEST = Budget.iterations(90);

  /** Long enough for every stage. */
  private static final Budget LONG = Budget.iterations(1000);

  private final SyntheticTask task = new SyntheticTask();
  private final Tuning tuning = of(task).budget(SHORT);

  private static Tuning of(SyntheticTask task) {
    return Tuning.of(task).seed(7).batchSize(BATCH_SIZE);
  }

  @Test
  void theSameSeedGivesTheSameResultInEverythingButTimes() throws IOException {
    TuningResult second = of(new SyntheticTask()).budget(LONG).run();

    assertEqualButForTimes(tuning.budget(LONG).run(), second);
  }

  @Test
  void anotherSeedGivesAnotherRun() throws IOException {
    assertThat(tuning.run().finalRun().trainLoss())
        .isNotEqualTo(tuning.seed(8).run().finalRun().trainLoss());
  }

  @Test
  void whatListensChangesNothing() throws IOException {
    assertThat(tuning.run(new Notebook()).finalRun())
        .usingRecursiveComparison()
        .isEqualTo(tuning.run().finalRun());
  }

  @Test
  void goesThroughTheStagesInOrder() throws IOException {
    assertThat(tuning.run().costs()).extracting(StageCost::stage).containsExactly(unchecked());
  }

  /** The stages where nothing but the plain answer was chosen, which needs no check. */
  private static Stage[] unchecked() {
    return Arrays.stream(Stage.values())
        .filter(stage -> stage != Stage.CHECK)
        .toArray(Stage[]::new);
  }

  @Test
  void checksWhatIsNotThePlainAnswerAndOnlyThat() throws IOException {
    assertThat(tuning.run().costs()).extracting(StageCost::stage).doesNotContain(Stage.CHECK);

    TuningResult result = of(likesMomentum(0.97)).budget(LONG).run();
    assertThat(result.costs()).extracting(StageCost::stage).containsExactly(Stage.values());
  }

  /** A task whose loss is the lower the nearer the largest momentum is to the given one. */
  private static SyntheticTask likesMomentum(double best) {
    return new SyntheticTask()
        .whoseValidationLossIs(
            trained -> 0.1 * Math.exp(20 * Math.abs(trained.momentumMax() - best)));
  }

  @Test
  void itsCostsAddUpToAllTheUpdatesMade() throws IOException {
    TuningResult result = tuning.budget(LONG).run();

    assertThat(result.costs().stream().mapToLong(StageCost::iterations).sum())
        .isEqualTo(task.updates());
    assertThat(result.costs().stream().mapToLong(StageCost::examples).sum())
        .isEqualTo(task.examples());
    assertThat(result.costs()).allMatch(cost -> cost.seconds() >= 0);
  }

  @Test
  void countsTheUpdatesOfAnAttemptThatDivergedToo() throws IOException {
    double max = tuning.budget(SHORTEST).run().chosen().learningRateMax();
    SyntheticTask brittle = new SyntheticTask().brittleAbove(0.6 * max);
    TuningResult result = of(brittle).budget(SHORTEST).run();

    assertThat(result.costs().stream().mapToLong(StageCost::iterations).sum())
        .isEqualTo(brittle.updates());
  }

  @Test
  void looksAtTheTestSplitOnceAfterEverythingElse(@TempDir Path folder) throws IOException {
    Path model = folder.resolve("model.pt");
    TuningResult result = tuning.budget(LONG).saveModelTo(model).run();

    List<String> calls = task.calls();
    assertThat(Collections.frequency(calls, "evaluate test")).isEqualTo(1);
    assertThat(calls.subList(calls.indexOf("evaluate test") + 1, calls.size()))
        .containsExactly("save", "close");
    assertThat(result.test().examples()).isEqualTo(task.data().testExamples());
    assertThat(model).isNotEmptyFile();
  }

  @Test
  void theTestSplitIsNotLookedAtWhereTheRunFails() {
    SyntheticTask broken = new SyntheticTask().brittleAbove(0);

    assertThatThrownBy(() -> of(broken).budget(SHORTEST).run()).isInstanceOf(TuningException.class);
    assertThat(broken.calls()).doesNotContain("evaluate test", "save");
  }

  @Test
  void neverTrainsOnWhatItMeasuresBy() throws IOException {
    tuning.run();
    assertThat(task.calls()).doesNotContain("evaluate training");
  }

  @Test
  void closesEverySession() throws IOException {
    tuning.run();
    assertThat(task.openSessions()).isZero();

    SyntheticTask broken = new SyntheticTask().brittleAbove(0);
    assertThatThrownBy(() -> of(broken).budget(SHORTEST).run()).isInstanceOf(TuningException.class);
    assertThat(broken.openSessions()).isZero();
  }

  @Test
  void trainsFreshWeightsWithThePrescriptionsSchedule() throws IOException {
    assertTrainedByPrescription(tuning.run());
    assertTrainedByPrescription(tuning.budget(LONG).run());
  }

  @Test
  void restartsADivergedRunFromTheSameWeightsAtHalfTheMaximum() throws IOException {
    Prescription first = tuning.budget(SHORTEST).run().chosen();
    SyntheticTask brittle = new SyntheticTask().brittleAbove(0.6 * first.learningRateMax());
    TuningResult result = of(brittle).budget(SHORTEST).run();

    Prescription second = result.chosen();
    assertThat(second.learningRateMax()).isEqualTo(first.learningRateMax() / 2);
    assertThat(second.learningRateMin()).isEqualTo(first.learningRateMin() / 2);
    assertThat(second)
        .usingRecursiveComparison()
        .ignoringFields("learningRateMax", "learningRateMin")
        .isEqualTo(first);
    assertTrainedByPrescription(result);
  }

  /** The final run is what anyone gets from its prescription and seed. */
  private void assertTrainedByPrescription(TuningResult result) {
    Prescription chosen = result.chosen();
    SessionSettings settings =
        new SessionSettings(
            chosen.batchSize(), chosen.optimizer(), result.seed(), chosen.updates());
    try (TrainingSession session = task.open(settings)) {
      TrainingRun run = new TrainingRun(chosen.schedule(), chosen.iterations(), 1000);
      History history = run.run(session, TrainingListener.NONE);

      assertThat(result.finalRun().trainLoss()).isEqualTo(history.trainLoss());
      assertThat(result.finalRun().learningRate()).isEqualTo(history.learningRate());
      assertThat(result.finalRun().momentum()).isEqualTo(history.momentum());
      assertThat(result.finalRun().weightDecay()).isEqualTo(history.weightDecay());
      assertThat(result.validation()).isEqualTo(session.evaluate(Split.VALIDATION));
      assertThat(result.test()).isEqualTo(session.evaluate(Split.TEST));
    }
  }

  @Test
  void saysThatARunDivergedAndWhatWasDoneAboutIt() throws IOException {
    double max = tuning.budget(SHORTEST).run().chosen().learningRateMax();
    SyntheticTask brittle = new SyntheticTask().brittleAbove(0.3 * max);
    TuningResult result = of(brittle).budget(SHORTEST).run();

    List<Finding> restarts =
        result.findings().stream()
            .filter(finding -> finding.advice().startsWith("Started again"))
            .toList();
    assertThat(restarts).extracting(Finding::code).containsExactly("diverged", "diverged");
    assertThat(restarts.get(1).advice()).contains(String.format(Locale.ROOT, "%.3g", max / 4));
    assertThat(result.chosen().learningRateMax()).isEqualTo(max / 4);
  }

  @Test
  void theLastDecisionOnARateIsTheRateThatTrained() throws IOException {
    for (Budget budget : List.of(SHORTEST, SHORT, LONG)) {
      double max = tuning.budget(budget).run().plain().learningRateMax();
      for (double share : new double[] {0.3, 0.6, 2}) {
        TuningResult result =
            of(new SyntheticTask().brittleAbove(share * max)).budget(budget).run();
        assertTheLastDecisionsHold(result);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theLastDecisionOnEveryValueIsWhatTrained(WeightDecayBy way) throws IOException {
    for (double best : new double[] {0.99, 0.97, 0.9}) {
      assertTheLastDecisionsHold(of(likesMomentum(best)).budget(LONG).weightDecayBy(way).run());
    }
  }

  private static void assertTheLastDecisionsHold(TuningResult result) {
    Prescription chosen = result.chosen();
    assertThat(lastDecision(result, "batch size")).isEqualTo("" + chosen.batchSize());
    assertThat(lastDecision(result, "momentum")).isEqualTo(MomentumStage.label(chosen));
    assertThat(lastDecision(result, "weight decay"))
        .isEqualTo(Figures.figure(chosen.weightDecay()));
    assertThat(lastDecision(result, "maximum learning rate"))
        .isEqualTo(Figures.figure(chosen.learningRateMax()));
    assertThat(lastDecision(result, "minimum learning rate"))
        .isEqualTo(Figures.figure(chosen.learningRateMin()));
  }

  private static String lastDecision(TuningResult result, String subject) {
    return result.decisions().stream()
        .filter(decision -> decision.subject().equals(subject))
        .map(Decision::choice)
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  @Test
  void keepsWhatWasRecordedWhereItGivesUp() {
    assertThatThrownBy(() -> of(new SyntheticTask().brittleAbove(0)).budget(SHORTEST).run())
        .isInstanceOfSatisfying(
            TuningException.class,
            failure -> {
              assertThat(failure.rangeTest().orElseThrow().size()).isGreaterThan(10);
              assertThat(failure.lastRun().orElseThrow().diverged()).isTrue();
            });
  }

  @Test
  void refusesBadSettingsBeforeAnyWork(@TempDir Path folder) {
    Notebook notebook = new Notebook();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> tuning.weightDecay(-1).run(notebook))
        .withMessageContaining("(-1.0)");
    assertThatIllegalArgumentException().isThrownBy(() -> tuning.momentum(0.8, 0.9).run(notebook));
    assertThatIllegalArgumentException().isThrownBy(() -> tuning.batchSize(0).run(notebook));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tuning.explore(Set.of("depth")).run(notebook))
        .withMessageContaining("'depth'")
        .withMessageContaining("none");
    assertThatThrownBy(() -> tuning.saveModelTo(folder.resolve("missing/model.pt")).run(notebook))
        .isInstanceOf(NoSuchFileException.class);
    assertThat(notebook.notes).isEmpty();
  }

  @Test
  void givesUpWhereTrainingDivergesAtEveryRate() throws IOException {
    double max = tuning.budget(SHORTEST).run().chosen().learningRateMax();
    SyntheticTask broken = new SyntheticTask().brittleAbove(0);

    assertThatThrownBy(() -> of(broken).budget(SHORTEST).run())
        .isInstanceOf(TuningException.class)
        .hasMessageContaining("diverged at every maximum rate")
        .hasMessageContaining(String.format(Locale.ROOT, "%.3g", max / 8))
        .message()
        .hasLineCount(1);
  }

  @Test
  void noticesNothingWhereNothingIsWrong() throws IOException {
    TuningResult result = tuning.run();

    assertThat(noticed(result)).isEmpty();
    assertThat(result.preflight().overfitsOneBatch()).isTrue();
    assertThat(result.preflight().expectedLoss()).isEqualTo(Math.log(2));
    assertThat(result.preflight().untrained().loss()).isCloseTo(Math.log(2), within(1e-12));
  }

  /** What the procedure noticed by itself, beside what the shape of curves shows. */
  private static List<String> noticed(TuningResult result) {
    Set<String> symptoms = new HashSet<>();
    for (Symptom symptom : Symptom.values()) {
      symptoms.add(symptom.code());
    }
    return result.findings().stream()
        .map(Finding::code)
        .filter(code -> !symptoms.contains(code))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 2})
  void noticesAnUntrainedLossFarFromThatOfKnowingNothing(double factor) throws IOException {
    SyntheticTask odd = new SyntheticTask().withLossesTimes(factor);

    assertThat(noticed(of(odd).budget(SHORT).run())).containsExactly("untrained_loss");
  }

  @Test
  void noticesWhereOneBatchCannotBeOverfitted() throws IOException {
    SyntheticTask slow = new SyntheticTask().withoutAdam();

    assertThat(noticed(of(slow).budget(LONG).run())).containsExactly("cannot_overfit_one_batch");
    assertThat(noticed(of(slow).budget(SHORTEST).run()))
        .as("where too few updates were made to tell")
        .isEmpty();
  }

  @Test
  void noticesWhereTheBaselineIsNotBeatenAndOnlyThere() throws IOException {
    Set<Boolean> seen = new HashSet<>();
    for (int iterations = 10; iterations <= 40; iterations += 2) {
      TuningResult result = tuning.budget(Budget.iterations(iterations)).run();
      boolean beaten = result.validation().loss() < result.baseline().validationLoss();
      assertThat(noticed(result)).isEqualTo(beaten ? List.of() : List.of("baseline_not_beaten"));
      seen.add(beaten);
    }
    assertThat(seen).as("runs of both kinds").hasSize(2);
  }

  @Test
  void findsARateThatLearnsAndThatTheSurfaceStands() throws IOException {
    TuningResult result = tuning.run();

    assertThat(result.rule()).isEqualTo(Rule.DEFAULT);
    assertThat(result.chosen().learningRateMax())
        .isCloseTo(result.rangeTest().suggest(Rule.DEFAULT).orElseThrow(), within(1e-3))
        .isLessThan(1.5);
    assertThat(result.validation().loss()).isLessThan(0.1 * result.preflight().untrained().loss());
  }

  @Test
  void prescribesSmithsBoundsAndTheValuesGiven() throws IOException {
    Prescription chosen =
        tuning.budget(LONG).weightDecay(0.02).momentum(0.93, 0.81).batchSize(25).run().chosen();

    assertThat(chosen.learningRateMin())
        .isCloseTo(chosen.learningRateMax() / 10, within(0.01 * chosen.learningRateMax()));
    assertThat(chosen.momentumMax()).isEqualTo(0.93);
    assertThat(chosen.momentumMin()).isEqualTo(0.81);
    assertThat(chosen.weightDecay()).isEqualTo(0.02);
    assertThat(chosen.batchSize()).isEqualTo(25);
    assertThat(chosen.iterations()).isEqualTo(1000);
  }

  @Test
  void takesSmithsMomentumAndACustomaryWeightDecayWhereTheBudgetIsSmall() throws IOException {
    Prescription chosen = tuning.run().chosen();

    assertThat(chosen.momentumMax()).isEqualTo(0.95);
    assertThat(chosen.momentumMin()).isEqualTo(0.85);
    assertThat(chosen.weightDecay()).isEqualTo(1e-3);
    assertThat(chosen.batchSize()).isEqualTo(BATCH_SIZE);
    assertThat(chosen.iterations()).isEqualTo(300);
  }

  @ParameterizedTest
  @EnumSource(names = {"SGD", "NESTEROV"})
  void tunesTheOptimizerGivenAgainstAdam(Optimizer optimizer) throws IOException {
    assertThat(tuning.optimizer(optimizer).run().chosen().optimizer()).isEqualTo(optimizer);
    assertThat(task.calls())
        .contains("open " + optimizer.label() + " " + BATCH_SIZE, "open adam " + BATCH_SIZE);
  }

  @ParameterizedTest
  @EnumSource(names = {"ADAGRAD", "RMSPROP", "ADADELTA"})
  void trainsWithoutMomentumWhereTheRangeTestHasNone(Optimizer optimizer) throws IOException {
    TuningResult result = tuning.optimizer(optimizer).run();

    assertThat(result.finalRun().momentum()).containsOnly(0);
    assertThat(result.decisions()).contains(momentum(optimizer));
  }

  @ParameterizedTest
  @CsvSource({"SGD, 10", "ADAMW, 10", "LARS, 100"})
  void theRangeTestReachesTheRatesAnOptimizerWants(Optimizer optimizer, double end)
      throws IOException {
    assertThat(tuning.optimizer(optimizer).run().rangeTest().test().end()).isEqualTo(end);
  }

  private static Decision momentum(Optimizer optimizer) {
    return new Decision(
        "momentum",
        "0",
        "As is customary for " + optimizer.label() + ", and as in the range test.");
  }

  @Test
  void whatSurroundsAnUpdateIsPrescribedAndTrainedWith() throws IOException {
    UpdateSettings updates = new UpdateSettings(2, 3, true, List.of(0.5, 1.0));
    TuningResult result = tuning.updates(updates).run();

    assertThat(result.chosen().updates()).isEqualTo(updates);
    assertThat(result.iterationsPerEpoch()).isEqualTo(500 / (2 * BATCH_SIZE));
    assertThat(result.costs().stream().mapToLong(StageCost::examples).sum())
        .isEqualTo(task.examples());
    assertTrainedByPrescription(result);
  }

  @Test
  void theBaselineStaysAdamAtItsDefaults() throws IOException {
    History plain = tuning.run().baseline().history();
    UpdateSettings clipping = UpdateSettings.DEFAULT.withClipNorm(0.1);
    History beside =
        tuning.updates(clipping.withRateRatios(List.of(0.1, 1.0))).run().baseline().history();

    assertThat(beside.trainLoss()).isEqualTo(plain.trainLoss());
  }

  @Test
  void noticesWhereMostUpdatesAreClippedAndOnlyThere() throws IOException {
    Set<Boolean> seen = new HashSet<>();
    for (double norm : new double[] {0.1, 100}) {
      TuningResult result = tuning.updates(UpdateSettings.DEFAULT.withClipNorm(norm)).run();
      boolean mostly = result.finalRun().clippedShare() > 0.5;
      assertThat(result.findings().stream().anyMatch(f -> f.code().equals("mostly_clipped")))
          .isEqualTo(mostly);
      seen.add(mostly);
    }
    assertThat(seen).as("runs of both kinds").hasSize(2);
  }

  @Test
  void trainsAsManyEpochsAsTheBudgetSays() throws IOException {
    TuningResult result = tuning.budget(Budget.epochs(2.5)).run();

    assertThat(result.iterationsPerEpoch()).isEqualTo(500 / BATCH_SIZE);
    assertThat(result.finalRun().iterations()).isEqualTo(78);
    assertThat(result.epochs()).isCloseTo(2.5, within(0.5 / result.iterationsPerEpoch()));
  }

  @Test
  void decidesEveryValueWithAReason() throws IOException {
    List<Decision> decisions = tuning.run().decisions();

    assertThat(decisions)
        .extracting(Decision::subject)
        .containsExactly(
            "maximum learning rate",
            "minimum learning rate",
            "batch size",
            "momentum",
            "weight decay",
            "balance");
    assertThat(decisions).allMatch(decision -> !decision.reason().isBlank());
    assertThat(decisions.get(2).choice()).isEqualTo("16");
  }

  @Test
  void timesTheBatchSizesAroundTheChosenOneThatTheDataAllow() throws IOException {
    assertThat(timed(16)).containsExactly(8, 16, 32, 64);
    assertThat(timed(300)).containsExactly(150, 300);
    assertThat(timed(1)).containsExactly(1, 2, 4);
  }

  private List<Integer> timed(int batchSize) throws IOException {
    return tuning.batchSize(batchSize).run().preflight().timings().stream()
        .map(Preflight.Timing::batchSize)
        .toList();
  }

  @Test
  void refusesABatchSizeAboveTheTrainingExamples() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tuning.batchSize(501).run())
        .withMessageContaining("(501)");
  }

  @ParameterizedTest
  @CsvSource({"500, 16", "3441, 64", "54000, 256", "60000, 256", "1000000000, 512", "5, 5"})
  void theDefaultBatchSizeIsThePowerOfTwoNearestToTheRootOfTheExamples(
      long examples, int batchSize) {
    assertThat(Tuning.defaultBatchSize(examples)).isEqualTo(batchSize);
  }

  @Test
  void theDefaultBatchSizeNeverFallsWithMoreExamplesAndStaysInItsBounds() {
    int before = 0;
    for (long examples = 1; examples < 1 << 20; examples += 1 + examples / 50) {
      int size = Tuning.defaultBatchSize(examples);
      assertThat(size).isGreaterThanOrEqualTo(before).isLessThanOrEqualTo(512);
      if (examples >= 16) {
        assertThat(Integer.bitCount(size)).as("one bit in %d", size).isEqualTo(1);
      } else {
        assertThat(size).isEqualTo((int) examples);
      }
      if (size > 16 && size < 512) {
        // Nearest on the scale of powers: within a factor of the root of two.
        assertThat(size / Math.sqrt((double) examples)).isBetween(0.7071, 1.4143);
      }
      before = size;
    }
  }

  @Test
  void tellsItsListenerOfStagesNotesStepsAndEvaluations() throws IOException {
    Notebook notebook = new Notebook();
    TuningResult result = tuning.budget(LONG).run(notebook);

    assertThat(notebook.stages)
        .containsExactlyElementsOf(result.costs().stream().map(StageCost::stage).toList());
    assertThat(notebook.notes)
        .contains("batch size: 16")
        .containsAll(
            result.decisions().stream()
                .map(decision -> decision.subject() + ": " + decision.choice())
                .toList());
    for (StageCost cost : result.costs()) {
      long steps = notebook.steps.getOrDefault(cost.stage(), 0L);
      if (cost.stage() == Stage.PREFLIGHT) {
        assertThat(steps).isEqualTo(result.preflight().overfitIterations());
      } else {
        assertThat(steps).as(cost.stage().label()).isEqualTo(cost.iterations());
      }
      assertThat(steps)
          .as("announced for " + cost.stage().label())
          .isLessThanOrEqualTo(notebook.announced.getOrDefault(cost.stage(), 0L));
    }
    assertThat(notebook.evaluations.get(Stage.FINAL_RUN))
        .isEqualTo((long) result.finalRun().evaluations().size());
    assertThat(notebook.evaluations.get(Stage.RANGE_TEST))
        .isEqualTo(
            Arrays.stream(result.rangeTest().validationLoss()).filter(Double::isFinite).count());
    assertThat(notebook.evaluations).doesNotContainKeys(Stage.PREFLIGHT, Stage.BATCH_SIZE);
  }

  @Test
  void tellsItsListenerOfEachExperimentOnce() throws IOException {
    Notebook notebook = new Notebook();
    tuning.budget(LONG).run(notebook);

    assertThat(notebook.experiments)
        .doesNotHaveDuplicates()
        .contains("range test", "momentum 0.95 to 0.85", "momentum 0.99 to 0.85")
        .contains("weight decay 0.01");
  }

  @Test
  void tellsItsListenerOfEveryFinding() throws IOException {
    Notebook notebook = new Notebook();
    TuningResult result = of(new SyntheticTask().withLossesTimes(2)).budget(SHORT).run(notebook);

    assertThat(result.findings()).isNotEmpty();
    for (Finding finding : result.findings()) {
      assertThat(notebook.notes).contains(finding.evidence() + " " + finding.advice());
    }
  }

  /** What a listener hears, by stage. */
  private static final class Notebook implements TuningListener {

    private final List<Stage> stages = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> experiments = new ArrayList<>();
    private final Map<Stage, Long> announced = new EnumMap<>(Stage.class);
    private final Map<Stage, Long> steps = new EnumMap<>(Stage.class);
    private final Map<Stage, Long> evaluations = new EnumMap<>(Stage.class);

    private Stage current() {
      return stages.get(stages.size() - 1);
    }

    @Override
    public void onStage(Stage stage, long iterations) {
      stages.add(stage);
      announced.put(stage, iterations);
    }

    @Override
    public void onExperiment(String label) {
      experiments.add(label);
    }

    @Override
    public void onNote(String line) {
      notes.add(line);
    }

    @Override
    public void onStep(long iteration, HyperParameters values, double loss) {
      steps.merge(current(), 1L, Long::sum);
    }

    @Override
    public void onEvaluation(long iteration, Evaluation evaluation) {
      evaluations.merge(current(), 1L, Long::sum);
    }
  }
}
