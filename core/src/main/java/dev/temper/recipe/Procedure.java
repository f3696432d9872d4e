package dev.temper.recipe;

import static dev.temper.recipe.Figures.say;

import dev.temper.rangetest.MaximumRate;
import dev.temper.rangetest.RangeCurve;
import dev.temper.rangetest.Rule;
import dev.temper.training.Evaluation;
import dev.temper.training.History;
import dev.temper.training.Optimizer;
import dev.temper.training.SessionSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/**
 * One execution of the procedure: its stages in their order, each given what the ones before chose.
 *
 * <p>All state is in the laboratory's experiments; a stage decides by nothing else.
 */
final class Procedure {

  private static final double SECONDS_PER_MINUTE = 60;

  /** What evaluations add to the time of the updates, by which a wall time is planned. */
  private static final double EVALUATIONS = 1.2;

  private final TuningSettings given;
  private final Laboratory lab;
  private final Story story;

  Procedure(TuningSettings given, TuningListener listener) {
    this.given = given;
    lab = new Laboratory(given.task(), given.seed(), given.journal(), listener);
    story = new Story(lab, listener);
  }

  TuningResult run() throws IOException {
    Prescription values = values();
    check(values);
    SessionSettings settings =
        new SessionSettings(values.batchSize(), given.optimizer(), given.seed(), given.updates());

    double finalPasses =
        given.budget().isTime()
            ? Double.POSITIVE_INFINITY
            : counted(values).finalExamples() / values.batchSize();
    Preflight preflight = PreflightStage.run(lab, story, settings, finalPasses);
    Plan plan = plan(preflight, values);
    lab.spending().allow(plan.allowance(), secondsForFinding());
    values = values.over(plan.finalExamples());
    Trial baseline = BaselineStage.run(lab, story, values);

    RangeTestStage rangeTests = new RangeTestStage(lab, plan);
    BadStart badStart = new BadStart(lab, preflight, baseline);
    story.begin(Stage.RANGE_TEST, rangeTests.ramp(values).iterations());
    Prescription plain = rangeTests.run(story, values, badStart);
    RangeCurve curve = rangeTests.test("range test", values).curve();
    badStart.refuse(curve, plain.over(plan.longRun(lab.left())));
    story.end();

    Prescription chosen = findValues(plan, preflight, rangeTests, plain);

    BalanceStage balance =
        new BalanceStage(lab, plan, given.explored(), given.weightDecay() != null);
    story.begin(Stage.BALANCE, balance.iterations(chosen));
    chosen = balance.explore(story, chosen);
    double length = plan.longRun(lab.left());
    Prescription balanced = balance.run(story, chosen, length);
    story.end();

    if (Check.isNeeded(plain, balanced)) {
      // A seed by which the balance took another value has chosen something.
      boolean changed = !balanced.equals(chosen);
      int first = changed ? Check.REPETITION + 1 : Check.REPETITION;
      double each = changed ? Math.min(length, lab.left() / 2) : length;
      Check check = new Check(lab);
      story.begin(Stage.CHECK, check.iterations(plain, balanced, each));
      balanced = check.run(story, plain, balanced, each, first);
      story.end();
    }
    return finish(plan, preflight, badStart, baseline, curve, plain, balanced);
  }

  /** What is given, and the defaults of what is to be found; the rate is not known yet. */
  private Prescription values() {
    Optimizer optimizer = given.optimizer();
    boolean cyclical = optimizer.defaultMomentum() > 0;
    Double max = given.momentumMax();
    Double min = given.momentumMin();
    Integer size = given.batchSize();
    Double decay = given.weightDecay();
    return new Prescription(
        optimizer,
        size != null ? size : BatchSizeStage.defaultSize(given.task().data().trainingExamples()),
        optimizer.defaultLearningRate(),
        optimizer.defaultLearningRate() / 10,
        max != null ? max : cyclical ? MomentumStage.DEFAULT_MAX : 0,
        min != null ? min : cyclical ? MomentumStage.DEFAULT_MIN : 0,
        decay != null ? decay : WeightDecayStage.defaultFor(optimizer),
        2,
        given.updates(),
        new TreeMap<>());
  }

  private void check(Prescription values) throws IOException {
    // The schedule checks the ranges of its values.
    values.schedule();
    given
        .task()
        .check(
            new SessionSettings(
                values.batchSize(), values.optimizer(), given.seed(), values.updates()));
    Path model = given.modelFile();
    if (model != null && !Files.isDirectory(model.toAbsolutePath().resolveSibling(""))) {
      throw new NoSuchFileException(
          model.toString(), null, "there is no folder to write the model into");
    }
  }

  private Plan plan(Preflight preflight, Prescription values) {
    Budget budget = given.budget();
    long perUpdate = values.examplesPerUpdate();
    if (!budget.isTime()) {
      return counted(values);
    }
    double seconds = SECONDS_PER_MINUTE * budget.amount() - preflight.seconds();
    double speed =
        preflight.timings().stream()
            .filter(timing -> timing.batchSize() == values.batchSize())
            .mapToDouble(Preflight.Timing::examplesPerSecond)
            .findFirst()
            .orElseThrow();
    double all = Math.max(seconds, 0) * speed / EVALUATIONS;
    return new Plan(Math.max(2.0 * perUpdate, all / (1 + Budget.FINDING_SHARE)));
  }

  private Plan counted(Prescription values) {
    long perUpdate = values.examplesPerUpdate();
    long perEpoch = given.task().data().trainingExamples() / perUpdate;
    return new Plan((double) given.budget().toIterations(perEpoch, perUpdate) * perUpdate);
  }

  private double secondsForFinding() {
    return given.budget().isTime()
        ? SECONDS_PER_MINUTE
            * given.budget().amount()
            * Budget.FINDING_SHARE
            / (1 + Budget.FINDING_SHARE)
        : Double.POSITIVE_INFINITY;
  }

  /** Batch size, momentum and weight decay, each as given or by its stage. */
  private Prescription findValues(
      Plan plan, Preflight preflight, RangeTestStage rangeTests, Prescription plain) {
    Prescription chosen = plain;
    WeightDecayStage weightDecay =
        new WeightDecayStage(lab, plan, rangeTests, given.weightDecayBy());
    if (given.batchSize() == null) {
      chosen = find(Stage.BATCH_SIZE, new BatchSizeStage(lab, plan, preflight, rangeTests), chosen);
    } else {
      asGiven(
          Stage.BATCH_SIZE,
          Integer.toString(chosen.batchSize()),
          say("As given, for %d training examples.", lab.task().data().trainingExamples()));
    }
    if (given.momentumMax() == null) {
      double later = given.weightDecay() == null ? weightDecay.reserve(chosen) : 0;
      chosen = find(Stage.MOMENTUM, new MomentumStage(lab, plan, later), chosen);
    } else {
      asGiven(Stage.MOMENTUM, MomentumStage.label(chosen), "As given.");
    }
    if (given.weightDecay() == null) {
      chosen = find(Stage.WEIGHT_DECAY, weightDecay, chosen);
    } else {
      asGiven(
          Stage.WEIGHT_DECAY,
          Figures.figure(chosen.weightDecay()),
          "As given, constant through the run.");
    }
    return chosen;
  }

  private Prescription find(Stage stage, ValueStage search, Prescription current) {
    story.begin(stage, search.iterations(current));
    Prescription chosen = search.run(story, current);
    story.end();
    return chosen;
  }

  /** The stages that find one value are named for it. */
  private void asGiven(Stage stage, String choice, String reason) {
    story.begin(stage, 0);
    story.decide(stage.label(), choice, reason);
    story.end();
  }

  private TuningResult finish(
      Plan plan,
      Preflight preflight,
      BadStart badStart,
      Trial baseline,
      RangeCurve curve,
      Prescription plain,
      Prescription chosen) {
    Prescription last = chosen.over(finalExamples(plan, chosen));
    long perEpoch = given.task().data().trainingExamples() / last.examplesPerUpdate();
    story.begin(Stage.FINAL_RUN, last.iterations());
    FinalStage stage = new FinalStage(lab, curve, given.modelFile());
    Trial trial = stage.run(story, last, perEpoch, !given.budget().isTime());
    stage.read(story, badStart, baseline, trial);
    story.end();
    List<History.Evaluated> evaluations = trial.history().evaluations();
    Evaluation test = trial.test();
    if (test == null) {
      throw new IllegalStateException("A final run that did not diverge ends with the test.");
    }
    Rule rule = MaximumRate.of(curve).orElseThrow().rule();
    return new TuningResult(
        given.task().data(),
        lab.task(trial.prescription()).model(),
        lab.task(trial.prescription()).parameters(),
        given.seed(),
        given.budget(),
        plain,
        trial.prescription(),
        preflight,
        baseline,
        curve,
        rule,
        trial.history(),
        evaluations.get(evaluations.size() - 1).evaluation(),
        test,
        perEpoch,
        story.stages());
  }

  /** As planned; in a wall time as many as the time that is left allows at the speed so far. */
  private double finalExamples(Plan plan, Prescription chosen) {
    if (!given.budget().isTime()) {
      return plan.finalExamples();
    }
    double left = SECONDS_PER_MINUTE * given.budget().amount() - lab.spending().seconds();
    double speed =
        lab.shortRuns().stream()
            .filter(trial -> trial.prescription().batchSize() == chosen.batchSize())
            .max((a, b) -> Long.compare(a.examples(), b.examples()))
            .map(trial -> trial.examples() / trial.seconds())
            .orElse(lab.spending().examples() / lab.spending().seconds());
    return Math.max(2.0 * chosen.examplesPerUpdate(), left * speed);
  }
}
