package dev.temper.recipe;

import dev.temper.diagnosis.LiveDiagnosis;
import dev.temper.diagnosis.WatchedRun;
import dev.temper.rangetest.RangeCurve;
import dev.temper.rangetest.RangeTest;
import dev.temper.schedule.HyperParameters;
import dev.temper.schedule.Schedule;
import dev.temper.training.Evaluation;
import dev.temper.training.History;
import dev.temper.training.Optimizer;
import dev.temper.training.SessionSettings;
import dev.temper.training.Split;
import dev.temper.training.TrainingListener;
import dev.temper.training.TrainingRun;
import dev.temper.training.TrainingSession;
import dev.temper.training.TrainingTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the experiments of one procedure, each at most once, and knows what they cost.
 *
 * <p>An experiment that this procedure has made already costs nothing more; one that the journal
 * holds is not made again, but counts as if it were, so that a resumed procedure spends and decides
 * as an uninterrupted one.
 */
final class Laboratory {

  /** Evaluations in a short run: enough to see its curve, cheap beside its updates. */
  private static final int SHORT_RUN_EVALUATIONS = 4;

  private static final Ending NOTHING_ELSE = (session, history) -> null;

  private final TrainingTask task;
  private final long seed;
  private final Journal journal;
  private final TuningListener listener;
  private final Map<String, Experiment> made = new LinkedHashMap<>();
  private final List<List<Candidate>> comparisons = new ArrayList<>();
  private final Spending spending = new Spending();

  Laboratory(TrainingTask task, long seed, Journal journal, TuningListener listener) {
    this.task = task;
    this.seed = seed;
    this.journal = journal;
    this.listener = listener;
  }

  TrainingTask task() {
    return task;
  }

  /** What all experiments took. */
  Spending spending() {
    return spending;
  }

  /** Training examples that may still be spent on finding values; at the speed so far, if timed. */
  double left() {
    return spending.left();
  }

  /** Begins a stage of so many updates at most: what is made from here on is counted for it. */
  void begin(Stage stage, long iterations) {
    spending.begin(stage);
    listener.onStage(stage, iterations);
  }

  /** Tells that the stage that goes on takes so many updates more. */
  void extend(Stage stage, long iterations) {
    listener.onStage(stage, spending.stageIterations() + iterations);
  }

  /** Keeps what a comparison tells of the noise. */
  void compared(List<Candidate> candidates) {
    comparisons.add(List.copyOf(candidates));
  }

  /** How far equally good values end apart, by all comparisons so far. */
  Noise noise() {
    return Noise.of(comparisons, task.data().validationExamples());
  }

  /** The same, with a comparison that still goes on. */
  Noise noise(List<Candidate> candidates) {
    List<List<Candidate>> all = new ArrayList<>(comparisons);
    all.add(candidates);
    return Noise.of(all, task.data().validationExamples());
  }

  /** The short runs so far, in their order. */
  List<Trial> shortRuns() {
    return made.values().stream()
        .filter(Trial.class::isInstance)
        .map(Trial.class::cast)
        .filter(trial -> trial.kind() == Trial.Kind.SHORT_RUN)
        .toList();
  }

  /**
   * The checks before the first run.
   *
   * @param finalIterations updates of one batch in the final run; infinite if not known yet
   */
  Preflight preflight(SessionSettings settings, double finalIterations) {
    return experiment(
        Preflight.class,
        Preflight.key(settings.batchSize(), settings.seed()),
        () -> new PreflightStage(task, settings, finalIterations).run(counted()));
  }

  /** Training examples that a short run would cost; 0 if it was made already. */
  long costOf(Prescription prescription, int repetition) {
    String key = Trial.key(Trial.Kind.SHORT_RUN, prescription, seed + repetition);
    return made.containsKey(key) ? 0 : prescription.examples();
  }

  /**
   * A short run that compares values.
   *
   * @param label what is tried, in words
   * @param prescription what it trains with
   * @param repetition 0 for the first run of these values; others have other seeds
   */
  Trial shortRun(String label, Prescription prescription, int repetition) {
    long own = seed + repetition;
    return experiment(
        Trial.class,
        Trial.key(Trial.Kind.SHORT_RUN, prescription, own),
        () -> {
          listener.onExperiment(label);
          return train(Trial.Kind.SHORT_RUN, prescription, own, every(prescription), NOTHING_ELSE);
        });
  }

  /** Adam at its defaults, with nothing around its updates, on as many examples in each. */
  Trial baseline(Prescription prescription) {
    return experiment(
        Trial.class,
        Trial.key(Trial.Kind.BASELINE, prescription, seed),
        () -> train(Trial.Kind.BASELINE, prescription, seed, every(prescription), NOTHING_ELSE));
  }

  /** Iterations between the evaluations of a short run. */
  private static long every(Prescription prescription) {
    return Math.max(1, prescription.iterations() / SHORT_RUN_EVALUATIONS);
  }

  /**
   * The final run, then the test and the saved network, unless it diverges or is not good enough.
   *
   * @param evaluateEvery iterations between evaluations
   * @param model where the network goes; null for nowhere
   * @param isKept whether the curves of a run that did not diverge are good enough
   */
  Trial finalRun(
      Prescription prescription,
      long evaluateEvery,
      @Nullable Path model,
      Predicate<History> isKept) {
    Trial.Kind kind = Trial.Kind.FINAL_RUN;
    Ending testAndSave =
        (session, history) -> {
          if (history.diverged() || !isKept.test(history)) {
            return null;
          }
          Evaluation test = session.evaluate(Split.TEST);
          if (model != null) {
            session.saveModel(model);
          }
          return test;
        };
    Supplier<Trial> run = () -> train(kind, prescription, seed, evaluateEvery, testAndSave);
    Trial trial = experiment(Trial.class, Trial.key(kind, prescription, seed), run);
    boolean lost = model != null && trial.test() != null && !Files.exists(model);
    // The journal holds what was measured, not the network: that is trained again.
    return lost ? run.get() : trial;
  }

  /** What is done with a trained session before it is closed; gives the test, if one was made. */
  private interface Ending {
    @Nullable Evaluation of(TrainingSession session, History history) throws IOException;
  }

  private Trial train(
      Trial.Kind kind, Prescription prescription, long own, long every, Ending ending) {
    long began = System.nanoTime();
    try (TrainingSession session = task(prescription).open(settings(prescription, own))) {
      Schedule schedule =
          kind == Trial.Kind.BASELINE
              ? Schedule.fixed(BaselineStage.ADAM_DEFAULTS)
              : prescription.schedule();
      History history = new History();
      TrainingRun run = new TrainingRun(schedule, prescription.iterations(), every);
      new WatchedRun(run).run(session, history, listener(kind));
      Evaluation test = ending.of(session, history);
      return new Trial(kind, prescription, own, history, test, secondsSince(began));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Training examples that a range test would cost at most; 0 if it was made already. */
  double costOf(RangeTest test, Prescription values) {
    Prescription own = ofRangeTest(test, values);
    return made.containsKey(RangeTrial.key(test, own, seed)) ? 0 : own.examples();
  }

  private static Prescription ofRangeTest(RangeTest test, Prescription values) {
    double momentum = values.optimizer().defaultMomentum();
    return values
        .withLearningRateMax(test.end())
        .withMomentum(momentum, momentum)
        .withIterations(test.iterations());
  }

  /**
   * A range test.
   *
   * @param label what is tried, in words
   * @param test the ramp
   * @param values what it trains with but for the rate and the momentum, which is the customary one
   */
  RangeTrial rangeTest(String label, RangeTest test, Prescription values) {
    Optimizer optimizer = values.optimizer();
    Prescription own = ofRangeTest(test, values);
    return experiment(
        RangeTrial.class,
        RangeTrial.key(test, own, seed),
        () -> {
          listener.onExperiment(label);
          long began = System.nanoTime();
          try (TrainingSession session = task(own).open(settings(own, seed))) {
            HyperParameters fixed = new HyperParameters(0, own.momentumMax(), own.weightDecay());
            RangeCurve curve = test.run(session, fixed, counted()).trainedWith(optimizer);
            return new RangeTrial(own, seed, curve, secondsSince(began));
          }
        });
  }

  /** Restarts from the snapshot of a run that stalled. */
  SnapshotRestarts restarts(Prescription middle, List<Double> weightDecays) {
    return experiment(
        SnapshotRestarts.class,
        SnapshotRestarts.key(middle, seed),
        () -> {
          long began = System.nanoTime();
          try (TrainingSession session = task(middle).open(settings(middle, seed))) {
            return new Restarting(session, middle, seed, counted())
                .run(weightDecays, () -> secondsSince(began));
          }
        });
  }

  /** The task with the settings of the network that a prescription has. */
  TrainingTask task(Prescription prescription) {
    TrainingTask with = task;
    for (Map.Entry<String, Double> setting : prescription.model().entrySet()) {
      with = with.with(setting.getKey(), setting.getValue());
    }
    return with;
  }

  private static SessionSettings settings(Prescription prescription, long seed) {
    return new SessionSettings(
        prescription.batchSize(), prescription.optimizer(), seed, prescription.updates());
  }

  private <E extends Experiment> E experiment(Class<E> type, String key, Supplier<E> make) {
    Experiment known = made.get(key);
    if (known == null) {
      known = journal.find(key).orElse(null);
      if (known == null) {
        known = make.get();
        try {
          journal.add(known);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      made.put(key, known);
      spending.add(known);
    }
    return type.cast(known);
  }

  /** What hears of a run; of the final one it is told while it goes on what its curves show. */
  private TrainingListener listener(Trial.Kind kind) {
    return kind == Trial.Kind.FINAL_RUN
        ? counted()
            .and(
                new LiveDiagnosis(
                    finding -> listener.onNote(finding.evidence() + " " + finding.advice())))
        : counted();
  }

  /** Tells the listener of steps as the stage counts them, over all its experiments. */
  private TrainingListener counted() {
    long before = spending.stageIterations();
    return new TrainingListener() {
      private long steps;

      @Override
      public void onStep(long iteration, HyperParameters values, double loss) {
        listener.onStep(before + steps, values, loss);
        steps++;
      }

      @Override
      public void onEvaluation(long iteration, Evaluation evaluation) {
        listener.onEvaluation(before + steps, evaluation);
      }
    };
  }

  private static double secondsSince(long nanoTime) {
    return (System.nanoTime() - nanoTime) / 1e9;
  }
}
