package dev.temper.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.temper.pruner.Pruner;
import dev.temper.pruner.Report;
import dev.temper.pruner.Rungs;
import dev.temper.recipe.Budget;
import dev.temper.sampler.Sampler;
import dev.temper.space.CategoricalParameter;
import dev.temper.space.FloatParameter;
import dev.temper.space.IntParameter;
import dev.temper.space.Parameter;
import dev.temper.space.Space;
import dev.temper.study.Study;
import dev.temper.study.StudyDefinition;
import dev.temper.study.StudyStore;
import dev.temper.study.Trial;
import dev.temper.study.TrialState;
import dev.temper.study.Trials;
import dev.temper.training.History;
import dev.temper.training.ModelSetting;
import dev.temper.training.Optimizer;
import dev.temper.training.SessionSettings;
import dev.temper.training.SyntheticTask;
import dev.temper.training.TrainingListener;
import dev.temper.training.TrainingRun;
import dev.temper.training.TrainingSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Trials that train: what they report, and that pausing, diverging and replaying lose nothing. */
class TrainingObjectiveTest {

  private static final Space SPACE =
      Space.of(
          FloatParameter.log("learning_rate", 1e-3, 0.3),
          FloatParameter.linear("momentum", 0.5, 0.95),
          FloatParameter.log("weight_decay", 1e-5, 1e-2));

  private final SyntheticTask task =
      new SyntheticTask()
          .withModelSettings(
              new ModelSetting("dropout", ModelSetting.Kind.DROPOUT, 0, 0, 0.9, false));

  private final StudyStore store = StudyStore.inMemory();

  @AfterEach
  void everySessionIsClosed() {
    assertThat(task.openSessions()).isZero();
    store.close();
  }

  private TrainingObjective objective(Budget budget) {
    return new TrainingObjective(
        TrialSettings.of(task, new SessionSettings(32, Optimizer.SGD, 3), TrialSchedule.ONE_CYCLE),
        Goal.VAL_LOSS,
        budget);
  }

  private Study study(String name, Space space, Pruner pruner) {
    StudyDefinition definition =
        StudyDefinition.minimizing(name, space, Goal.VAL_LOSS.label()).withSeed(5);
    return Study.open(store, definition, Sampler.sobol(5), pruner);
  }

  @ParameterizedTest
  @EnumSource(TrialSchedule.class)
  void trainsAsARunWithTheSameValues(TrialSchedule schedule) throws Exception {
    TrainingObjective objective =
        new TrainingObjective(
            objective(Budget.epochs(4)).settings().withSchedule(schedule),
            Goal.VAL_LOSS,
            Budget.epochs(4));
    try (Study study = study("plain", SPACE, Pruner.none())) {
      study.optimize(objective, Trials.of(2), 1);
      Trial trial = study.trials().get(1);

      long iterations = 4 * 15;
      History expected;
      try (TrainingSession session =
          task.open(new SessionSettings(32, Optimizer.SGD, trial.seed()))) {
        expected =
            new TrainingRun(
                    schedule.of(
                        trial.configuration().getDouble("learning_rate"),
                        trial.configuration().getDouble("momentum"),
                        trial.configuration().getDouble("weight_decay"),
                        iterations),
                    iterations,
                    6)
                .run(session, TrainingListener.NONE);
      }
      assertThat(trial.value()).isEqualTo(expected.finalValidationLoss());
      List<Report> reports = study.reports(1);
      assertThat(reports)
          .extracting(Report::step)
          .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
      assertThat(reports.get(9).value()).isEqualTo(trial.value());
      assertThat(reports.get(0).measures())
          .containsOnlyKeys("train_loss", "val_loss", "val_accuracy", "learning_rate");
      double[] losses = expected.trainLoss();
      double mean = 0;
      for (int i = 6; i < 12; i++) {
        mean += losses[i] / 6;
      }
      assertThat(reports.get(1).measures().get("train_loss")).isCloseTo(mean, within(1e-12));
      assertThat(reports.get(1).measures().get("learning_rate"))
          .isEqualTo(expected.learningRate()[11]);
    }
  }

  @Test
  void aPausedTrialComesToTheSameAsOneThatIsNot() throws Exception {
    TrainingObjective objective = objective(Budget.epochs(6));
    try (Study plain = study("plain", SPACE, Pruner.none());
        Study paused = study("paused", SPACE, Pruner.ashaByPromotion(Rungs.of(10)))) {
      plain.optimize(objective, Trials.of(9), 1);
      paused.optimize(objective, Trials.of(9), 2);

      List<Trial> completed =
          paused.trials().stream().filter(trial -> trial.state() == TrialState.COMPLETED).toList();
      assertThat(completed).isNotEmpty().hasSizeLessThan(9);
      assertThat(completed).anyMatch(trial -> trial.lease() > 1);
      for (Trial trial : completed) {
        Trial same =
            plain.trials().stream()
                .filter(other -> other.configuration().equals(trial.configuration()))
                .filter(other -> other.seed() == trial.seed())
                .findFirst()
                .orElseThrow();
        assertThat(trial.value()).isEqualTo(same.value());
        assertThat(paused.reports(trial.number())).isEqualTo(plain.reports(same.number()));
      }
    }
  }

  @Test
  void aTrialThatDivergesIsInfeasibleAndItsCurveTellsWhere() throws Exception {
    Space wild = Space.of(FloatParameter.log("learning_rate", 1e6, 1e7));
    try (Study study = study("wild", wild, Pruner.none())) {
      study.optimize(objective(Budget.epochs(2)), Trials.of(3), 1);

      for (Trial trial : study.trials()) {
        assertThat(trial.state()).isEqualTo(TrialState.INFEASIBLE);
        assertThat(trial.note()).contains("at step");
        List<Report> reports = study.reports(trial.number());
        assertThat(reports.get(reports.size() - 1).value()).isNotFinite();
      }
    }
  }

  @Test
  void stepsAreSharesOfTheRunWhateverTheBatchSize() throws Exception {
    Space sizes =
        Space.of(
            IntParameter.linear("batch_size", 16, 256).withStep(120),
            FloatParameter.log("learning_rate", 0.01, 0.02));
    try (Study study = study("sizes", sizes, Pruner.none())) {
      study.optimize(objective(Budget.epochs(2)), Trials.of(8), 1);

      assertThat(study.trials())
          .extracting(trial -> trial.configuration().getInt("batch_size"))
          .contains(16, 256);
      for (Trial trial : study.trials()) {
        List<Report> reports = study.reports(trial.number());
        assertThat(reports.get(reports.size() - 1).step()).isEqualTo(10);
        long updates = 2L * (500 / trial.configuration().getInt("batch_size"));
        long every = (updates + 9) / 10;
        assertThat(reports).hasSize((int) ((updates + every - 1) / every));
      }
    }
  }

  @Test
  void theBestIsTrainedOnceMoreForItsNetworkAndItsTest(@TempDir Path folder) throws Exception {
    TrainingObjective objective = objective(Budget.epochs(4));
    try (Study study = study("best", SPACE, Pruner.none())) {
      study.optimize(objective, Trials.of(4), 2);
      Trial best = study.best().orElseThrow();

      Path model = folder.resolve("model");
      BestRun run = BestRun.of(study, best.number(), objective, model, TrainingListener.NONE);

      assertThat(run.replay().isSame()).isTrue();
      assertThat(run.validation().loss()).isEqualTo(best.value());
      assertThat(run.history().finalValidationLoss()).isEqualTo(best.value());
      assertThat(run.test().loss()).isFinite().isNotEqualTo(best.value());
      assertThat(run.iterationsPerEpoch()).isEqualTo(15);
      assertThat(Files.exists(model)).isTrue();
      assertThat(study.trials()).hasSize(4);
    }
  }

  @Test
  void whatIsNotSearchedIsCustomary() {
    TrialSettings cycle = objective(Budget.epochs(1)).settings();

    assertThat(cycle.momentum()).isEqualTo(0.95);
    assertThat(cycle.withSchedule(TrialSchedule.FIXED).momentum()).isEqualTo(0.9);
    assertThat(cycle.withOptimizer(Optimizer.RMSPROP).momentum()).isZero();
    assertThat(cycle.weightDecay()).isEqualTo(1e-3);
    assertThat(cycle.withOptimizer(Optimizer.ADAMW).weightDecay()).isEqualTo(1e-2);
    assertThat(TrialSchedule.ONE_CYCLE.lowestMomentum(0.95)).isCloseTo(0.85, within(1e-12));
    assertThat(TrialSchedule.ONE_CYCLE.lowestMomentum(0.05)).isZero();
  }

  @Test
  void aConfigurationMeansWhatItSays() {
    Space space =
        Space.of(
            CategoricalParameter.of("optimizer", "sgd", "adagrad"),
            CategoricalParameter.of("schedule", "fixed", "cosine"),
            IntParameter.linear("batch_size", 8, 64),
            FloatParameter.log("learning_rate", 1e-4, 1),
            FloatParameter.linear("momentum", 0, 0.9).when("optimizer", "sgd"),
            FloatParameter.log("weight_decay", 1e-6, 1),
            FloatParameter.linear("clip_norm", 1, 10),
            FloatParameter.linear("dropout", 0, 0.5));
    TrainingObjective objective = objective(Budget.epochs(1));
    objective.check(space);

    TrialSettings settings =
        objective.settings(
            space.configuration(
                Map.of(
                    "optimizer",
                    "adagrad",
                    "schedule",
                    "cosine",
                    "batch_size",
                    24,
                    "learning_rate",
                    0.02,
                    "weight_decay",
                    0.1,
                    "clip_norm",
                    4,
                    "dropout",
                    0.25)));

    assertThat(settings.session().optimizer()).isEqualTo(Optimizer.ADAGRAD);
    assertThat(settings.session().batchSize()).isEqualTo(24);
    assertThat(settings.session().updates().clipNorm()).isEqualTo(4);
    assertThat(settings.schedule()).isEqualTo(TrialSchedule.COSINE);
    assertThat(settings.momentum()).isZero();
    assertThat(settings.weightDecay()).isEqualTo(0.1);
    assertThat(settings.task().model()).contains("dropout=0.25");
    assertThat(settings.schedule(10).at(0).learningRate()).isEqualTo(0.02);
    assertThat(settings.iterations(Budget.epochs(1))).isEqualTo(500 / 24);
  }

  static Stream<Arguments> refused() {
    FloatParameter rate = FloatParameter.log("learning_rate", 1e-3, 1);
    return Stream.of(
        Arguments.of(
            List.of(FloatParameter.linear("momentum", 0, 0.9)),
            "The learning rate is neither searched over nor given"),
        Arguments.of(
            List.of(rate, FloatParameter.linear("speed", 0, 1)),
            "The parameter 'speed' is nothing that can be searched over. Accepted: optimizer,"
                + " schedule, batch_size, learning_rate, momentum, weight_decay, clip_norm,"
                + " dropout."),
        Arguments.of(
            List.of(rate, FloatParameter.linear("momentum", 0.5, 1)), "The momentum (1.0) must be"),
        Arguments.of(
            List.of(FloatParameter.linear("learning_rate", 0, 1)), "The learning rate (0.0) must"),
        Arguments.of(
            List.of(rate, IntParameter.linear("batch_size", 0, 64)), "The batch size (0) must be"),
        Arguments.of(
            List.of(rate, IntParameter.linear("batch_size", 1, 501)),
            "The batch size (501) must be at most the training examples (500)."),
        Arguments.of(
            List.of(rate, FloatParameter.linear("batch_size", 16, 64)),
            "The batch_size (40.0) is no whole number"),
        Arguments.of(
            List.of(rate, FloatParameter.linear("dropout", 0, 1)),
            "The dropout (1) must be 0 to 0.9."),
        Arguments.of(
            List.of(rate, CategoricalParameter.of("optimizer", "sgd", "sdg")),
            "There is no optimizer 'sdg'."),
        Arguments.of(
            List.of(
                rate,
                CategoricalParameter.of("optimizer", "sgd", "adagrad"),
                FloatParameter.linear("momentum", 0.5, 0.9)),
            "has no place in the optimizer adagrad"),
        Arguments.of(
            List.of(
                rate,
                CategoricalParameter.of("optimizer", "sgd", "adadelta"),
                FloatParameter.linear("momentum", 0.5, 0.9).when("optimizer", "sgd", "adadelta")),
            "has no place in the optimizer adadelta"),
        Arguments.of(
            List.of(rate, CategoricalParameter.of("schedule", "fixed", "step")),
            "There is no schedule 'step' for a search."));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesWhatCannotBeSetBeforeAnythingIsTrained(List<Parameter> parameters, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> objective(Budget.epochs(1)).check(Space.of(parameters)))
        .withMessageContaining(message);
    assertThat(task.updates()).isZero();
  }

  @Test
  void refusesABudgetOfTimeAndAccuracyWithoutClasses() {
    TrialSettings settings = objective(Budget.epochs(1)).settings();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TrainingObjective(settings, Goal.VAL_LOSS, Budget.minutes(1)))
        .withMessageContaining("wall time");
    TrialSettings regression = settings.withTask(new SyntheticTask().withoutClasses());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TrainingObjective(regression, Goal.VAL_ACCURACY, Budget.epochs(1)))
        .withMessageContaining("The objective (val_accuracy)");
  }
}
