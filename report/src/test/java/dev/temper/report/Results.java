package dev.temper.report;

import dev.temper.diagnosis.Curves;
import dev.temper.diagnosis.Finding;
import dev.temper.dynamics.Dynamics;
import dev.temper.dynamics.DynamicsListener;
import dev.temper.rangetest.RangeCurve;
import dev.temper.rangetest.RangeTest;
import dev.temper.rangetest.RangeTestGrid;
import dev.temper.rateestimate.EstimateForm;
import dev.temper.rateestimate.RateEstimation;
import dev.temper.recipe.Budget;
import dev.temper.recipe.Candidate;
import dev.temper.recipe.Comparison;
import dev.temper.recipe.Prescription;
import dev.temper.recipe.Stage;
import dev.temper.recipe.StageResult;
import dev.temper.recipe.Trial;
import dev.temper.recipe.Tuning;
import dev.temper.recipe.TuningResult;
import dev.temper.recipe.WeightDecayBy;
import dev.temper.schedule.HyperParameters;
import dev.temper.sensitivity.Sensitivity;
import dev.temper.sensitivity.SensitivityResult;
import dev.temper.training.DataSummary;
import dev.temper.training.Evaluation;
import dev.temper.training.History;
import dev.temper.training.Optimizer;
import dev.temper.training.Parallel;
import dev.temper.training.SessionSettings;
import dev.temper.training.SyntheticTask;
import dev.temper.training.TrainingListener;
import dev.temper.training.TrainingSession;
import dev.temper.training.UpdateSettings;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Results of real runs on a synthetic surface, for the tests of reports. */
final class Results {

  /** A name of data that breaks out of every kind of text that is not escaped. */
  static final String HOSTILE_NAME = "a</script><img src=x onerror=alert(1)> & \"b\" {{body}}";

  static final SessionSettings SETTINGS = new SessionSettings(16, Optimizer.SGD, 7);
  static final Map<String, String> ENGINE = Map.of("threads", "1", "precision", "f32");

  private Results() {}

  /** A procedure that found one thing. */
  private static final Experiment EXPERIMENT =
      new Experiment(data("synthetic"), "quadratic", SETTINGS, ENGINE);

  static TuningResult tuning() throws IOException {
    return with(
        Tuning.of(new SyntheticTask()).seed(7).budget(Budget.iterations(200)).run(),
        "synthetic",
        new Evaluation(0.5, 0.8, 90),
        List.of(new Finding("odd", 0.5, 3, 9, "It was 1 < 2.", "Lower it to 1e-3.")));
  }

  /** A procedure long enough to compare batch sizes, momenta and weight decays. */
  static TuningResult compared(WeightDecayBy way) throws IOException {
    Tuning tuning =
        Tuning.of(new SyntheticTask()).seed(7).budget(Budget.iterations(1600)).weightDecayBy(way);
    // Batch sizes are compared by measured times, which no figure of the other ways may hang on;
    // and those take what the momenta would have taken.
    return way == WeightDecayBy.GRID
        ? tuning.run()
        : tuning.batchSize(16).momentum(0.95, 0.85).run();
  }

  /** The same on labels that are numbers, with settings of the network and what else is rare. */
  static TuningResult regression() throws IOException {
    TuningResult r = compared(WeightDecayBy.GRID);
    DataSummary data =
        new DataSummary(
            "houses.csv",
            List.of(4L),
            List.of(),
            500,
            90,
            90,
            Double.NaN,
            1,
            9.5,
            "",
            List.of("area", "rooms", "town=east", "town=west"));
    Trial baseline = r.baseline();
    return new TuningResult(
        data,
        "mlp:dropout=0.2,layers=3",
        r.parameters(),
        r.seed(),
        r.budget(),
        r.plain(),
        r.chosen().withModel("dropout", 0.2),
        r.preflight(),
        new Trial(
            baseline.kind(),
            baseline.prescription(),
            baseline.seed(),
            withoutAccuracy(baseline.history()),
            null,
            baseline.seconds()),
        r.rangeTest(),
        r.rule(),
        withoutAccuracy(r.finalRun()),
        new Evaluation(r.validation().loss(), Double.NaN, 90),
        new Evaluation(0.16, Double.NaN, 90),
        r.iterationsPerEpoch(),
        r.stages());
  }

  private static History withoutAccuracy(History history) {
    History copy = new History();
    for (int i = 0; i < history.iterations(); i++) {
      copy.onStep(
          i,
          new HyperParameters(
              history.learningRate()[i], history.momentum()[i], history.weightDecay()[i]),
          history.trainLoss()[i]);
    }
    history
        .evaluations()
        .forEach(
            e ->
                copy.onEvaluation(
                    e.iteration(), new Evaluation(e.evaluation().loss(), Double.NaN, 90)));
    return copy;
  }

  /**
   * A comparison of four momenta in two seeds at most, with 5 % of noise: the second is taken, the
   * first ties, the third is worse, the fourth diverged.
   */
  static Comparison comparison() {
    return new Comparison(
        "momentum",
        List.of(
            new Candidate("0.99 to 0.85", List.of(trial(0.99, 0, 0.51))),
            new Candidate("0.95 to 0.85", List.of(trial(0.95, 0, 0.5), trial(0.95, 1, 0.52))),
            new Candidate("0.90 to 0.80", List.of(trial(0.9, 0, 0.8))),
            new Candidate("0.50 to 0.50", List.of(trial(0.5, 0, Double.NaN)))),
        1,
        1,
        0.05,
        "It is the best.");
  }

  private static Trial trial(double momentum, long seed, double loss) {
    History history = history(40);
    history.onEvaluation(41, new Evaluation(loss, 0.5, 90));
    Prescription prescription =
        new Prescription(
            Optimizer.SGD,
            16,
            0.1,
            0.01,
            momentum,
            Math.min(momentum, 0.85),
            1e-3,
            40,
            UpdateSettings.DEFAULT,
            new TreeMap<>());
    return new Trial(Trial.Kind.SHORT_RUN, prescription, seed, history, null, 0.5);
  }

  /** The same with another prescription. */
  static TuningResult with(TuningResult r, Prescription chosen) {
    return new TuningResult(
        r.data(),
        r.model(),
        r.parameters(),
        r.seed(),
        r.budget(),
        r.plain(),
        chosen,
        r.preflight(),
        r.baseline(),
        r.rangeTest(),
        r.rule(),
        r.finalRun(),
        r.validation(),
        r.test(),
        r.iterationsPerEpoch(),
        r.stages());
  }

  /** The same with another name of its data, another test and other findings. */
  static TuningResult with(TuningResult r, String name, Evaluation test, List<Finding> findings) {
    return new TuningResult(
        data(name),
        r.model(),
        r.parameters(),
        r.seed(),
        r.budget(),
        r.plain(),
        r.chosen(),
        r.preflight(),
        r.baseline(),
        r.rangeTest(),
        r.rule(),
        r.finalRun(),
        r.validation(),
        test,
        r.iterationsPerEpoch(),
        r.stages().stream()
            .map(
                stage ->
                    new StageResult(
                        stage.stage(),
                        stage.rangeTests(),
                        stage.comparisons(),
                        stage.restarts(),
                        stage.decisions(),
                        stage.stage() == Stage.FINAL_RUN ? findings : List.of(),
                        stage.cost()))
            .toList());
  }

  static DataSummary data(String name) {
    return new DataSummary(
        name, List.of(4L), List.of("no", "yes"), 500, 90, 90, 0.5, Math.log(2), Double.NaN, "");
  }

  static RangeCurve curve(RangeTest test) {
    try (TrainingSession session = new SyntheticTask().open(SETTINGS)) {
      return test.run(session, new HyperParameters(0, 0.9, 1e-3), TrainingListener.NONE);
    }
  }

  static RangeTestReport rangeTest(RangeTest test) {
    return rangeTests(RangeTestGrid.of(test, SETTINGS, new HyperParameters(0, 0.9, 1e-3)));
  }

  static RangeTestReport rangeTests(RangeTestGrid grid) {
    return new RangeTestReport(EXPERIMENT, grid.run(new SyntheticTask()), 1.23456);
  }

  static RateEstimateReport estimate(EstimateForm form) {
    try (TrainingSession session = new SyntheticTask().open(SETTINGS)) {
      RateEstimation estimation = new RateEstimation(form, new HyperParameters(0.05, 0, 1e-3), 30);
      return new RateEstimateReport(EXPERIMENT, estimation.run(session, TrainingListener.NONE), 1);
    }
  }

  static TrainReport train(History history, Evaluation test) {
    return new TrainReport(EXPERIMENT, "fixed", history, test, 10, 2);
  }

  /** Eight rates up to 1e6, of which the last diverges; at one of them every trial fails. */
  static SensitivityResult sensitivity() {
    try {
      return Sensitivity.of(new SyntheticTask().brokenAt(1e-4))
          .settings(SETTINGS)
          .rates(List.of(1e-4, 1e-3, 1e-2, 3e-2, 0.1, 1.0, 10.0, 1e6))
          .budget(Budget.iterations(60))
          .run();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The classic panels for 30 epochs; that of the rate 1e-5 fails. */
  static DynamicsReport dynamics() {
    return dynamics(new SyntheticTask().brokenAt(1e-5));
  }

  /** The classic panels of a task for 30 epochs. */
  static DynamicsReport dynamics(SyntheticTask task) {
    try {
      return new DynamicsReport(
          Dynamics.classic(task, 7, Parallel.of(2)).withEpochs(30).run(DynamicsListener.NONE),
          ENGINE);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static SensitivityReport report(SensitivityResult result) {
    return new SensitivityReport(EXPERIMENT, "constant rate", result);
  }

  /** A run that falls for 200 iterations, then blows up and ends with NaN, and what was found. */
  static DiagnosedRun diagnosed(String name) {
    Curves.Builder curves = Curves.builder();
    for (int i = 0; i < 300; i++) {
      double loss =
          i < 200 ? 2.0 / (1 + i / 20.0) : i < 270 ? Math.exp((i - 200) / 5.0) : Double.NaN;
      curves.step(i, loss, 0.1 + i / 1000.0);
      if (i % 10 == 9) {
        curves.evaluation(i + 1, loss * 1.1 + i / 1000.0, i < 200 ? i / 250.0 : 0.1);
      }
    }
    return new DiagnosedRun(
        name,
        curves.build(),
        List.of(
            new Finding(
                "diverged", 0.9, 200, 299, "It rose to 1 < NaN.", "Lower the rate to 0.05."),
            new Finding("overfitting", 0.5, 120, 199, "The gap grew.", "Raise it."),
            new Finding("overfitting", 0.25, 299, 299, "The gap grew again.", "Raise it.")));
  }

  /** A falling loss with an evaluation at every tenth iteration. */
  static History history(int iterations) {
    History history = new History();
    for (int i = 0; i < iterations; i++) {
      history.onStep(i, new HyperParameters(0.1 / (1 + i), 0.9, 1e-3), 2.0 / (1 + i));
      if ((i + 1) % 10 == 0) {
        history.onEvaluation(i + 1L, new Evaluation(3.0 / (1 + i), 1 - 0.5 / (1 + i), 90));
      }
    }
    return history;
  }
}
