package dev.temper.recipe;

import dev.temper.diagnosis.Finding;
import dev.temper.rangetest.Bounds;
import dev.temper.rangetest.RangeCurve;
import dev.temper.rangetest.RangeTest;
import dev.temper.rangetest.Rule;
import dev.temper.rangetest.Suggestion;
import dev.temper.schedule.HyperParameters;
import dev.temper.training.Evaluation;
import dev.temper.training.History;
import dev.temper.training.Optimizer;
import dev.temper.training.SessionSettings;
import dev.temper.training.Snapshot;
import dev.temper.training.Split;
import dev.temper.training.TrainingRun;
import dev.temper.training.TrainingSession;
import dev.temper.training.TrainingTask;
import dev.temper.training.UpdateSettings;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The disciplined procedure (Smith 2018, arXiv 1803.09820, section 4.6): cheap, readable
 * experiments find the values, then one 1cycle run trains with them.
 *
 * <pre>{@code
 * TuningResult result = Tuning.of(task).seed(7).budget(Budget.epochs(12)).run();
 * }</pre>
 *
 * <p>Immutable: each setting returns a new description. The test split is looked at once, after
 * every choice has been made. The same task, settings and seed give the same result, but for times.
 */
public final class Tuning {

  /** The rules that are asked for a maximum, in their order. */
  private static final List<Rule> RULES = List.of(Rule.DEFAULT, Rule.SMITH, Rule.STEEPEST);

  private static final int RANGE_TEST_ITERATIONS = 200;
  private static final double RANGE_TEST_START = 1e-6;
  private static final int MOST_ATTEMPTS = 4;
  private static final double MOMENTUM_MAX = 0.95;
  private static final double MOMENTUM_MIN = 0.85;

  /** How far the untrained loss may lie from ln(classes), as a factor, without a finding. */
  private static final double UNTRAINED_TOLERANCE = 1.5;

  /** The share of clipped updates above which the rate is too aggressive (Google's playbook). */
  private static final double MOSTLY = 0.5;

  private final TrainingTask task;
  private final long seed;
  private final Budget budget;
  private final Optimizer optimizer;
  private final double weightDecay;
  private final int batchSize;
  private final UpdateSettings updates;
  private final @Nullable Path model;

  private Tuning(
      TrainingTask task,
      long seed,
      Budget budget,
      Optimizer optimizer,
      double weightDecay,
      int batchSize,
      UpdateSettings updates,
      @Nullable Path model) {
    this.task = task;
    this.seed = seed;
    this.budget = budget;
    this.optimizer = optimizer;
    this.weightDecay = weightDecay;
    this.batchSize = batchSize;
    this.updates = updates;
    this.model = model;
  }

  /**
   * The procedure for a task: seed 0, {@linkplain Budget#DEFAULT 15 epochs}, SGD, weight decay
   * 1e-3, the {@linkplain #defaultBatchSize batch size} by the number of examples.
   */
  public static Tuning of(TrainingTask task) {
    int size = defaultBatchSize(task.data().trainingExamples());
    return new Tuning(
        task, 0, Budget.DEFAULT, Optimizer.SGD, 1e-3, size, UpdateSettings.DEFAULT, null);
  }

  /** The same with another seed. */
  public Tuning seed(long value) {
    return new Tuning(task, value, budget, optimizer, weightDecay, batchSize, updates, model);
  }

  /** The same with a final run of another length. */
  public Tuning budget(Budget value) {
    return new Tuning(task, seed, value, optimizer, weightDecay, batchSize, updates, model);
  }

  /** The same with another optimizer for the range test and the final run. */
  public Tuning optimizer(Optimizer value) {
    return new Tuning(task, seed, budget, value, weightDecay, batchSize, updates, model);
  }

  /** The same with another weight decay; 0 or more. */
  public Tuning weightDecay(double value) {
    return new Tuning(task, seed, budget, optimizer, value, batchSize, updates, model);
  }

  /** The same with another batch size, the examples of one pass; 1 or more. */
  public Tuning batchSize(int value) {
    return new Tuning(task, seed, budget, optimizer, weightDecay, value, updates, model);
  }

  /**
   * The same with other surroundings of an update in the range test and the final run; the baseline
   * stays Adam at its defaults, on as many examples an update.
   */
  public Tuning updates(UpdateSettings value) {
    return new Tuning(task, seed, budget, optimizer, weightDecay, batchSize, value, model);
  }

  /** The same, writing the trained network to a file at the end. */
  public Tuning saveModelTo(Path file) {
    return new Tuning(task, seed, budget, optimizer, weightDecay, batchSize, updates, file);
  }

  /**
   * A batch size by the number of examples alone: the power of two nearest to its root, within 16
   * to 512. It keeps the number of updates in an epoch near the batch size, neither so few that a
   * short run cannot converge nor so many that each is all noise.
   */
  public static int defaultBatchSize(long examples) {
    long power = Math.round(Math.log(Math.sqrt((double) examples)) / Math.log(2));
    return (int) Math.min(examples, Math.min(512, Math.max(16, 1L << power)));
  }

  /** Runs the procedure without telling anyone; otherwise as the longer form. */
  public TuningResult run() throws IOException {
    return run(TuningListener.NONE);
  }

  /**
   * Runs the procedure.
   *
   * @param listener told of stages, notes, steps and evaluations
   * @throws TuningException if the network does not learn, or diverges at every rate tried
   * @throws IllegalArgumentException if an update takes more than the training examples, there are
   *     more rate ratios than layers, or the weight decay is out of range; before any work
   * @throws IOException if the model cannot be written; a missing folder is told before any work
   */
  public TuningResult run(TuningListener listener) throws IOException {
    return new Execution(listener).run();
  }

  /** One execution: the notes it takes on the way. */
  private final class Execution {

    private final TuningListener listener;
    private final SessionSettings settings =
        new SessionSettings(batchSize, optimizer, seed, updates);
    private final List<Decision> decisions = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<StageCost> stages = new ArrayList<>();
    private long stageStart;

    Execution(TuningListener listener) {
      this.listener = listener;
    }

    TuningResult run() throws IOException {
      HyperParameters checked = new HyperParameters(0, optimizer.defaultMomentum(), weightDecay);
      if (model != null && !Files.isDirectory(model.toAbsolutePath().resolveSibling(""))) {
        throw new NoSuchFileException(
            model.toString(), null, "there is no folder to write the model into");
      }
      try (TrainingSession session = task.open(settings)) {
        long iterations = budget.toIterations(session.iterationsPerEpoch());
        Preflight preflight = preflight();
        History baseline = baseline(BaselineStage.iterations(iterations));
        RangeCurve curve = rangeTest(session, checked);
        Rule rule = ruleThatAnswers(curve);
        Prescription first = prescribe(curve, rule, iterations);
        Trained trained = finalRun(session, first, curve);
        compareWithBaseline(baseline, trained.history);
        lookAtClipping(trained.history);

        begin(Stage.TEST, 0);
        Evaluation test = session.evaluate(Split.TEST);
        if (model != null) {
          session.saveModel(model);
        }
        end(Stage.TEST, 0);
        return new TuningResult(
            task.data(),
            task.model(),
            task.parameters(),
            seed,
            trained.prescription,
            preflight,
            baseline,
            curve,
            rule,
            trained.history,
            last(trained.history),
            test,
            session.iterationsPerEpoch(),
            decisions,
            findings,
            stages);
      }
    }

    private Preflight preflight() {
      begin(Stage.PREFLIGHT, PreflightStage.MOST_OVERFIT_ITERATIONS);
      PreflightStage stage = new PreflightStage(task, settings);
      Preflight preflight = stage.run(listener);
      end(Stage.PREFLIGHT, stage.iterations(), stage.examples());
      double ratio = preflight.untrained().loss() / preflight.expectedLoss();
      if (!(ratio < UNTRAINED_TOLERANCE && ratio > 1 / UNTRAINED_TOLERANCE)) {
        find(
            "untrained_loss",
            0,
            0,
            say(
                "The untrained network's loss is %.3g, that of knowing nothing %.3g.",
                preflight.untrained().loss(), preflight.expectedLoss()),
            "Check the initial weights and the normalization of the data.");
      }
      if (!preflight.overfitsOneBatch()) {
        find(
            "cannot_overfit_one_batch",
            0,
            preflight.overfitIterations(),
            say(
                "Trained on a single batch, Adam at its defaults brought its loss from %.3g to %.3g only.",
                preflight.firstBatchLoss(), preflight.overfittedLoss()),
            "Check the labels and the network, or lower its dropout: what cannot learn one batch"
                + " will not learn the data.");
      }
      decide("batch size", Integer.toString(batchSize), reasonForBatchSize());
      return preflight;
    }

    private String reasonForBatchSize() {
      long examples = task.data().trainingExamples();
      String reason =
          batchSize == defaultBatchSize(examples)
              ? say(
                  "The power of two, within 16 to 512, nearest to the root of %d training examples.",
                  examples)
              : say("As given, for %d training examples.", examples);
      return updates.accumulation() == 1
          ? reason
          : reason + say(" Each update takes the mean of %d batches.", updates.accumulation());
    }

    private History baseline(long iterations) {
      begin(Stage.BASELINE, iterations);
      History history = BaselineStage.run(task, settings, iterations, listener);
      end(Stage.BASELINE, history.iterations());
      return history;
    }

    private RangeCurve rangeTest(TrainingSession session, HyperParameters values) {
      RangeTest test =
          RangeTest.exponential(
              RANGE_TEST_START, RangeTest.defaultEnd(optimizer), RANGE_TEST_ITERATIONS);
      begin(Stage.RANGE_TEST, test.iterations());
      RangeCurve curve = test.run(session, values, listener).trainedWith(optimizer);
      end(Stage.RANGE_TEST, curve.size());
      return curve;
    }

    /** The default rule, or where it refuses the first other one that gives a maximum. */
    private Rule ruleThatAnswers(RangeCurve curve) {
      for (Rule rule : RULES) {
        if (curve.suggest(rule) instanceof Suggestion.Rate) {
          return rule;
        }
      }
      String reasons =
          RULES.stream()
              .map(curve::suggest)
              .filter(Suggestion.Refused.class::isInstance)
              .map(refused -> ((Suggestion.Refused) refused).reason())
              .distinct()
              .collect(Collectors.joining(" "));
      throw new TuningException("The range test gives no learning rate. " + reasons, curve, null);
    }

    private Prescription prescribe(RangeCurve curve, Rule rule, long iterations) {
      double max = significant(curve.suggest(rule).orElseThrow());
      Bounds bounds = Bounds.oneCycle(max);
      decide(
          "maximum learning rate",
          figure(max),
          say(
              "Rule '%s' on a range test of %d iterations from %.3g to %.3g, which ended because %s.",
              rule.label(),
              curve.size(),
              RANGE_TEST_START,
              curve.learningRate()[curve.size() - 1],
              reason(curve.end())));
      decide(
          "minimum learning rate",
          figure(bounds.min()),
          "A tenth of the maximum, the upper end of Smith's max/10 to max/20 for a 1cycle run.");
      boolean cyclical = optimizer.defaultMomentum() > 0;
      decide(
          "momentum",
          cyclical ? say("%.2f to %.2f", MOMENTUM_MAX, MOMENTUM_MIN) : "0",
          cyclical
              ? "Cyclical, opposite to the learning rate; Smith's range, on whose lower end the result"
                  + " depends little."
              : say("As is customary for %s, and as in the range test.", optimizer.label()));
      decide(
          "weight decay", figure(weightDecay), "Constant through the run, as given or by default.");
      return new Prescription(
          optimizer,
          batchSize,
          max,
          significant(bounds.min()),
          cyclical ? MOMENTUM_MAX : 0,
          cyclical ? MOMENTUM_MIN : 0,
          weightDecay,
          iterations,
          updates);
    }

    private record Trained(Prescription prescription, History history) {}

    /** Trains; where training diverges, again from the same weights at half the maximum rate. */
    private Trained finalRun(TrainingSession session, Prescription first, RangeCurve curve) {
      begin(Stage.FINAL_RUN, first.iterations());
      long every = Math.min(session.iterationsPerEpoch(), Math.max(1, first.iterations() / 10));
      long made = 0;
      Prescription prescription = first;
      try (Snapshot fresh = session.snapshot()) {
        for (int attempt = 1; ; attempt++) {
          History history =
              new TrainingRun(prescription.schedule(), prescription.iterations(), every)
                  .run(session, listener);
          made += history.iterations();
          if (!history.diverged()) {
            end(Stage.FINAL_RUN, made);
            return new Trained(prescription, history);
          }
          double max = prescription.learningRateMax();
          if (attempt == MOST_ATTEMPTS) {
            throw new TuningException(
                say(
                    "The final run diverged at every maximum rate tried, the last %.3g. Maybe the"
                        + " data are not normalized, or the network needs BatchNorm.",
                    max),
                curve,
                history);
          }
          find(
              "diverged",
              history.iterations() - 1L,
              history.iterations() - 1L,
              say("The final run at a maximum rate of %.3g met a loss that is not finite.", max),
              say("Started again from the same weights with the maximum rate %.3g.", max / 2));
          session.restore(fresh);
          prescription = halved(prescription);
          decide(
              "maximum learning rate",
              figure(prescription.learningRateMax()),
              say(
                  "Halved: at %.3g the loss was not finite at iteration %d.",
                  max, history.iterations() - 1));
          decide(
              "minimum learning rate",
              figure(prescription.learningRateMin()),
              "Halved with the maximum.");
          listener.onStage(Stage.FINAL_RUN, prescription.iterations());
        }
      }
    }

    private static Prescription halved(Prescription p) {
      return new Prescription(
          p.optimizer(),
          p.batchSize(),
          p.learningRateMax() / 2,
          p.learningRateMin() / 2,
          p.momentumMax(),
          p.momentumMin(),
          p.weightDecay(),
          p.iterations(),
          p.updates());
    }

    private void compareWithBaseline(History baseline, History finalRun) {
      if (baseline.diverged() || last(finalRun).loss() < last(baseline).loss()) {
        return;
      }
      find(
          "baseline_not_beaten",
          0,
          finalRun.iterations() - 1L,
          say(
                  "The final validation loss %.4g is no better than %.4g after %d iterations of Adam at its",
                  last(finalRun).loss(), last(baseline).loss(), baseline.iterations())
              + " defaults.",
          optimizer == Optimizer.ADAMW
              ? "Give the final run more epochs."
              : "Give the final run more epochs, or try AdamW as its optimizer.");
    }

    private void lookAtClipping(History finalRun) {
      if (finalRun.clippedShare() > MOSTLY) {
        find(
            "mostly_clipped",
            0,
            finalRun.iterations() - 1L,
            say(
                "The gradient was clipped to a norm of %s in %.0f %% of the final run's updates.",
                figure(updates.clipNorm()), 100 * finalRun.clippedShare()),
            "Lower the maximum rate, or clip at a larger norm.");
      }
    }

    private void begin(Stage stage, long iterations) {
      stageStart = System.nanoTime();
      listener.onStage(stage, iterations);
    }

    private void end(Stage stage, long iterations) {
      end(stage, iterations, iterations * settings.examplesPerUpdate());
    }

    private void end(Stage stage, long iterations, long examples) {
      double seconds = (System.nanoTime() - stageStart) / 1e9;
      stages.add(new StageCost(stage, iterations, examples, seconds));
    }

    private void decide(String subject, String choice, String reason) {
      decisions.add(new Decision(subject, choice, reason));
      listener.onNote(subject + ": " + choice);
    }

    private void find(String code, long from, long to, String evidence, String advice) {
      findings.add(new Finding(code, 1, from, to, evidence, advice));
      listener.onNote(evidence + " " + advice);
    }
  }

  private static Evaluation last(History history) {
    List<History.Evaluated> evaluations = history.evaluations();
    return evaluations.get(evaluations.size() - 1).evaluation();
  }

  private static String reason(RangeCurve.End end) {
    return switch (end) {
      case COMPLETED -> "the range was done";
      case DIVERGED -> "the smoothed loss had risen to 4 times its best";
      case NOT_FINITE -> "the loss was no longer finite";
    };
  }

  /** {@link String#format} the same in every locale. */
  private static String say(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }

  /** A value as people write it: {@code 0.0148}, {@code 1e-05}. */
  private static String figure(double value) {
    return value == 0 || value >= 1e-4
        ? new BigDecimal(say("%.3g", value)).stripTrailingZeros().toPlainString()
        : say("%.3g", value).replaceAll("\\.?0+e", "e");
  }

  /** Rounded to three significant figures: more would feign a precision the test does not have. */
  private static double significant(double value) {
    double unit = Math.pow(10, Math.floor(Math.log10(value)) - 2);
    return Double.parseDouble(say("%.10g", Math.rint(value / unit) * unit));
  }
}
