package dev.temper.training;

import dev.temper.schedule.HyperParameters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A task of two classes on {@link SyntheticSession}s, for the tests of procedures: it remembers
 * what was asked of its sessions, and can be given a fault.
 *
 * <p>Losses are scaled so that a fresh session's validation loss is that of a constant answer, ln
 * 2; the accuracy is exp(-loss), hence a half at first. The Adam family is played by SGD at a
 * hundred times the rate.
 *
 * <p>Safe for use by several threads once its faults are set.
 */
public final class SyntheticTask implements TrainingTask {

  private static final double STAND_IN_FACTOR = 100;

  /**
   * What a session has trained with so far, by which a task may be told its validation loss.
   *
   * @param settings of the session
   * @param model settings of the network that differ from the task's, by name
   * @param learningRateMax the largest rate of an update
   * @param momentumMax the largest momentum of an update
   * @param weightDecay of the last update
   * @param updates made; 1 or more
   */
  public record Trained(
      SessionSettings settings,
      Map<String, Double> model,
      double learningRateMax,
      double momentumMax,
      double weightDecay,
      long updates) {}

  private final List<String> calls;
  private final AtomicLong updates;
  private final AtomicLong examples;
  private final AtomicInteger openSessions;
  private final SortedMap<String, Double> model;
  private List<ModelSetting> modelSettings = List.of();
  private @Nullable ToDoubleFunction<Trained> validationLoss;
  private double constantLoss = Math.log(2);
  private double majorityShare = 0.5;
  private boolean regression;
  private long memoryLimit = -1;
  private double untrainedFactor = 1;
  private double brittleAbove = Double.POSITIVE_INFINITY;
  private boolean teachable = true;
  private double baselineFactor = STAND_IN_FACTOR;
  private long unrulyAfter = Long.MAX_VALUE;
  private double unrulyAbove;
  private double brokenAt = Double.NaN;
  private @Nullable Split unevaluable;
  private long unevaluableFrom;

  /** A task without faults, whose network has no settings. */
  public SyntheticTask() {
    calls = Collections.synchronizedList(new ArrayList<>());
    updates = new AtomicLong();
    examples = new AtomicLong();
    openSessions = new AtomicInteger();
    model = new TreeMap<>();
  }

  /** The same task, which remembers in the same place, with another setting of its network. */
  private SyntheticTask(SyntheticTask from, String setting, double value) {
    calls = from.calls;
    updates = from.updates;
    examples = from.examples;
    openSessions = from.openSessions;
    model = new TreeMap<>(from.model);
    model.put(setting, value);
    modelSettings =
        from.modelSettings.stream()
            .map(known -> known.name().equals(setting) ? known.with(value) : known)
            .toList();
    validationLoss = from.validationLoss;
    constantLoss = from.constantLoss;
    majorityShare = from.majorityShare;
    regression = from.regression;
    memoryLimit = from.memoryLimit;
    untrainedFactor = from.untrainedFactor;
    brittleAbove = from.brittleAbove;
    teachable = from.teachable;
    baselineFactor = from.baselineFactor;
    unrulyAfter = from.unrulyAfter;
    unrulyAbove = from.unrulyAbove;
    brokenAt = from.brokenAt;
    unevaluable = from.unevaluable;
    unevaluableFrom = from.unevaluableFrom;
  }

  /** Gives the network settings. */
  public SyntheticTask withModelSettings(ModelSetting... settings) {
    modelSettings = List.of(settings);
    return this;
  }

  /**
   * Lets the validation loss of a session that has made updates be a known function of what it
   * trained with.
   */
  public SyntheticTask whoseValidationLossIs(ToDoubleFunction<Trained> function) {
    validationLoss = function;
    return this;
  }

  /** Lets one class be more frequent than the other, as the data summary tells it. */
  public SyntheticTask imbalanced(double share) {
    majorityShare = share;
    constantLoss = -share * Math.log(share) - (1 - share) * Math.log(1 - share);
    return this;
  }

  /** Lets the process have a limit of its memory, in bytes. */
  public SyntheticTask withMemoryLimit(long bytes) {
    memoryLimit = bytes;
    return this;
  }

  /**
   * Lets the loss be NaN above a rate while the momentum is below .9, as it is at the height of a
   * cycle and never in a range test: a fault that shows in the final run only.
   */
  public SyntheticTask brittleAbove(double learningRate) {
    brittleAbove = learningRate;
    return this;
  }

  /** Lets batches have a loss of 0.15 after so many updates where the rate was above one. */
  public SyntheticTask unrulyAfter(long updates, double learningRate) {
    unrulyAfter = updates;
    unrulyAbove = learningRate;
    return this;
  }

  /** Lets every update at exactly this rate fail with an {@link ArithmeticException}. */
  public SyntheticTask brokenAt(double learningRate) {
    brokenAt = learningRate;
    return this;
  }

  /** Lets evaluations fail with an {@link ArithmeticException} once a session has made updates. */
  public SyntheticTask failsToEvaluate(Split split, long updates) {
    unevaluable = split;
    unevaluableFrom = updates;
    return this;
  }

  /** Lets no update change a weight. */
  public SyntheticTask unteachable() {
    teachable = false;
    return this;
  }

  /** Makes it a regression whose targets have the deviation 20: there is no accuracy. */
  public SyntheticTask withoutClasses() {
    regression = true;
    return this;
  }

  /** Multiplies all losses. */
  public SyntheticTask withLossesTimes(double factor) {
    untrainedFactor = factor;
    return this;
  }

  /** Lets the Adam family learn nothing. */
  public SyntheticTask withoutAdam() {
    baselineFactor = 0;
    return this;
  }

  /** Lets the Adam family learn little. */
  public SyntheticTask withSlowAdam() {
    baselineFactor = 0.3;
    return this;
  }

  /**
   * What the sessions were asked, in order: {@code open sgd 16}, {@code step}, {@code evaluate
   * validation}, {@code snapshot}, {@code restore}, {@code save} and {@code close}.
   */
  public List<String> calls() {
    synchronized (calls) {
      return List.copyOf(calls);
    }
  }

  /** Updates made by all sessions. */
  public long updates() {
    return updates.get();
  }

  /** Training examples in those updates. */
  public long examples() {
    return examples.get();
  }

  /** Sessions opened and not closed yet. */
  public int openSessions() {
    return openSessions.get();
  }

  @Override
  public String model() {
    return "quadratic" + (model.isEmpty() ? "" : ":" + model);
  }

  @Override
  public List<ModelSetting> modelSettings() {
    return modelSettings;
  }

  @Override
  public TrainingTask with(String setting, double value) {
    if (modelSettings.stream().noneMatch(known -> known.name().equals(setting))) {
      return TrainingTask.super.with(setting, value);
    }
    return new SyntheticTask(this, setting, value);
  }

  @Override
  public DataSummary data() {
    return new DataSummary(
        "synthetic",
        List.of(4L),
        regression ? List.of() : List.of("no", "yes"),
        SyntheticSession.TRAINING_EXAMPLES,
        90,
        90,
        regression ? Double.NaN : majorityShare,
        regression ? 1 : constantLoss,
        regression ? 20 : Double.NaN,
        "");
  }

  @Override
  public long parameters() {
    return 4;
  }

  @Override
  public TrainingSession open(SessionSettings settings) {
    Session session = new Session(settings);
    calls.add("open " + settings.optimizer().label() + " " + settings.batchSize());
    openSessions.incrementAndGet();
    return session;
  }

  @Override
  public long peakMemory() {
    return -1;
  }

  @Override
  public long memoryLimit() {
    return memoryLimit;
  }

  private final class Session implements TrainingSession {

    private final SessionSettings settings;
    private final SyntheticSession session;
    private final double rateFactor;
    private final double lossFactor;
    private double learningRateMax;
    private double momentumMax;
    private double weightDecay;
    private boolean closed;

    Session(SessionSettings settings) {
      this.settings = settings;
      boolean known =
          settings.optimizer() == Optimizer.SGD || settings.optimizer() == Optimizer.NESTEROV;
      session = new SyntheticSession(known ? settings : settings.withOptimizer(Optimizer.SGD));
      rateFactor = !teachable ? 0 : known ? 1 : baselineFactor;
      double untrained = regression ? 1 : Math.log(2);
      lossFactor = untrainedFactor * untrained / session.evaluate(Split.VALIDATION).loss();
    }

    @Override
    public long iterationsPerEpoch() {
      return session.iterationsPerEpoch();
    }

    @Override
    public long iteration() {
      return session.iteration();
    }

    @Override
    public long clippedUpdates() {
      return session.clippedUpdates();
    }

    @Override
    public double step(HyperParameters values) {
      if (values.learningRate() == brokenAt) {
        throw new ArithmeticException("The rate is broken.");
      }
      return count(session.step(scaled(values)), values);
    }

    @Override
    public double stepOnSameBatch(HyperParameters values) {
      return count(session.stepOnSameBatch(scaled(values)), values);
    }

    private HyperParameters scaled(HyperParameters values) {
      return values.withLearningRate(rateFactor * values.learningRate());
    }

    private double count(double loss, HyperParameters values) {
      calls.add("step");
      updates.incrementAndGet();
      examples.addAndGet(settings.examplesPerUpdate());
      learningRateMax = Math.max(learningRateMax, values.learningRate());
      momentumMax = Math.max(momentumMax, values.momentum());
      weightDecay = values.weightDecay();
      boolean breaks = values.momentum() < 0.9 && values.learningRate() > brittleAbove;
      boolean unruly = session.iteration() > unrulyAfter && learningRateMax > unrulyAbove;
      return breaks ? Double.NaN : unruly ? 0.15 : lossFactor * loss;
    }

    @Override
    public Evaluation evaluate(Split split, long limit) {
      calls.add("evaluate " + split.name().toLowerCase(Locale.ROOT));
      if (split == unevaluable && session.iteration() >= unevaluableFrom) {
        throw new ArithmeticException("The evaluation is broken.");
      }
      Evaluation measured = session.evaluate(split, limit);
      double loss = lossFactor * measured.loss();
      if (split == Split.VALIDATION && validationLoss != null && session.iteration() > 0) {
        loss =
            validationLoss.applyAsDouble(
                new Trained(
                    settings,
                    model,
                    learningRateMax,
                    momentumMax,
                    weightDecay,
                    session.iteration()));
      }
      double accuracy = regression ? Double.NaN : Math.exp(-loss);
      return new Evaluation(loss, accuracy, measured.examples());
    }

    @Override
    public Snapshot snapshot() {
      calls.add("snapshot");
      return session.snapshot();
    }

    @Override
    public void restore(Snapshot snapshot) {
      calls.add("restore");
      session.restore(snapshot);
    }

    @Override
    public void restoreRandomness(Snapshot snapshot) {
      calls.add("restore randomness");
      session.restoreRandomness(snapshot);
    }

    @Override
    public double stepRatio(Snapshot first, Snapshot second) {
      return session.stepRatio(first, second);
    }

    @Override
    public void saveModel(Path file) throws IOException {
      calls.add("save");
      session.saveModel(file);
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        openSessions.decrementAndGet();
        calls.add("close");
        session.close();
      }
    }
  }
}
