package dev.temper.training;

import dev.temper.schedule.HyperParameters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
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

  private static final DataSummary DATA =
      new DataSummary(
          "synthetic",
          List.of(4L),
          List.of("no", "yes"),
          SyntheticSession.TRAINING_EXAMPLES,
          90,
          90,
          0.5,
          Math.log(2),
          Double.NaN,
          "");

  private static final DataSummary NUMBERS =
      new DataSummary(
          "synthetic",
          List.of(4L),
          List.of(),
          SyntheticSession.TRAINING_EXAMPLES,
          90,
          90,
          Double.NaN,
          1,
          20,
          "");

  private DataSummary data = DATA;
  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  private double untrainedFactor = 1;
  private double brittleAbove = Double.POSITIVE_INFINITY;
  private boolean teachable = true;
  private double baselineFactor = STAND_IN_FACTOR;
  private double brokenAt = Double.NaN;
  private @Nullable Split unevaluable;
  private long unevaluableFrom;
  private final AtomicLong updates = new AtomicLong();
  private final AtomicLong examples = new AtomicLong();
  private final AtomicInteger openSessions = new AtomicInteger();

  /**
   * Lets the loss be NaN above a rate while the momentum is below .9, as it is at the height of a
   * cycle and never in a range test: a fault that shows in the final run only.
   */
  public SyntheticTask brittleAbove(double learningRate) {
    brittleAbove = learningRate;
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
    data = NUMBERS;
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
    return "quadratic";
  }

  @Override
  public DataSummary data() {
    return data;
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
  public long memoryInUse() {
    return -1;
  }

  private final class Session implements TrainingSession {

    private final SessionSettings settings;
    private final SyntheticSession session;
    private final double rateFactor;
    private final double lossFactor;
    private boolean closed;

    Session(SessionSettings settings) {
      this.settings = settings;
      boolean known =
          settings.optimizer() == Optimizer.SGD || settings.optimizer() == Optimizer.NESTEROV;
      session = new SyntheticSession(known ? settings : settings.withOptimizer(Optimizer.SGD));
      rateFactor = !teachable ? 0 : known ? 1 : baselineFactor;
      lossFactor =
          untrainedFactor * data.constantLoss() / session.evaluate(Split.VALIDATION).loss();
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
      boolean breaks = values.momentum() < 0.9 && values.learningRate() > brittleAbove;
      return breaks ? Double.NaN : lossFactor * loss;
    }

    @Override
    public Evaluation evaluate(Split split, long limit) {
      calls.add("evaluate " + split.name().toLowerCase(Locale.ROOT));
      if (split == unevaluable && session.iteration() >= unevaluableFrom) {
        throw new ArithmeticException("The evaluation is broken.");
      }
      Evaluation measured = session.evaluate(split, limit);
      double loss = lossFactor * measured.loss();
      double accuracy = data.isRegression() ? Double.NaN : Math.exp(-loss);
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
