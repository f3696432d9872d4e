package dev.temper.training;

import dev.temper.schedule.HyperParameters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;

/**
 * A session without an engine, whose loss surface is known: example i has the loss {@code sum over
 * d of c[d] (w[d] - x[i][d])^2 / 2}.
 *
 * <p>The mean over any examples is a quadratic with the curvatures {.05, .3, 1, 2.5} and its
 * minimum at the mean of the examples, so that SGD with momentum mu is stable up to the learning
 * rate 2 (1 + mu) / max c (Polyak 1964) and diverges above. Every update draws noise for its
 * gradient, so that the random state matters as it does with dropout.
 *
 * <p>Knows SGD with and without Nesterov's momentum. Each of the four weights counts as a layer;
 * none is a bias. Not safe for use by several threads at once.
 */
public final class SyntheticSession implements TrainingSession {

  private static final double[] CURVATURE = {0.05, 0.3, 1, 2.5};

  /** Examples of the training split; no multiple of the usual batch sizes. */
  public static final int TRAINING_EXAMPLES = 500;

  private static final int HELD_OUT_EXAMPLES = 90;
  private static final int DIMENSIONS = CURVATURE.length;
  private static final double SPREAD = 0.3;
  private static final double GRADIENT_NOISE = 0.05;
  private static final double[][] TRAINING = examples(TRAINING_EXAMPLES, 1);
  private static final double[][] VALIDATION = examples(HELD_OUT_EXAMPLES, 2);
  private static final double[][] TEST = examples(HELD_OUT_EXAMPLES, 3);

  private final SessionSettings settings;
  private double[] weights;
  private double[] velocity = new double[DIMENSIONS];
  private Noise noise;
  private long iteration;
  private long batches;
  private long clippedUpdates;
  private long failAt = Long.MAX_VALUE;
  private int openSnapshots;
  private boolean closed;

  /**
   * A session with fresh weights.
   *
   * @throws IllegalArgumentException if an update takes more than the training examples, if there
   *     are more rate ratios than weights, or for an optimizer other than SGD and NESTEROV
   */
  public SyntheticSession(SessionSettings settings) {
    if (settings.examplesPerUpdate() > TRAINING_EXAMPLES) {
      throw new IllegalArgumentException(
          "The batch size (" + settings.batchSize() + ") exceeds the training examples.");
    }
    if (settings.updates().rateRatios().size() > DIMENSIONS) {
      throw new IllegalArgumentException("There are more rate ratios than weights.");
    }
    if (settings.optimizer() != Optimizer.SGD && settings.optimizer() != Optimizer.NESTEROV) {
      throw new IllegalArgumentException(
          "The optimizer (" + settings.optimizer() + ") is neither SGD nor NESTEROV.");
    }
    this.settings = settings;
    Noise initial = new Noise(settings.seed());
    weights = new double[DIMENSIONS];
    Arrays.setAll(weights, d -> 4 + initial.gaussian());
    noise = new Noise(~settings.seed());
  }

  /** The largest learning rate at which training does not diverge. */
  public static double stabilityLimit(double momentum) {
    return 2 * (1 + momentum) / Arrays.stream(CURVATURE).max().orElseThrow();
  }

  /** Lets the update after the given number of updates fail with an {@link ArithmeticException}. */
  public void failAt(long updates) {
    failAt = updates;
  }

  /** Snapshots taken of this session and not closed yet. */
  public int openSnapshots() {
    return openSnapshots;
  }

  @Override
  public long iterationsPerEpoch() {
    return TRAINING_EXAMPLES / settings.examplesPerUpdate();
  }

  @Override
  public long iteration() {
    return iteration;
  }

  @Override
  public long clippedUpdates() {
    return clippedUpdates;
  }

  @Override
  public double step(HyperParameters values) {
    double loss = update(values, batches);
    batches++;
    return loss;
  }

  @Override
  public double stepOnSameBatch(HyperParameters values) {
    return update(values, Math.max(0, batches - 1));
  }

  private double update(HyperParameters values, long number) {
    requireOpen();
    if (iteration == failAt) {
      failAt = Long.MAX_VALUE;
      throw new ArithmeticException("Update " + iteration + " failed.");
    }
    double[][] batch = batch(number);
    double loss = loss(batch, batch.length);
    double[] gradients = clipped(gradients(batch));
    for (int d = 0; d < DIMENSIONS; d++) {
      double gradient = gradients[d] + values.weightDecay() * weights[d];
      velocity[d] = values.momentum() * velocity[d] + gradient;
      double direction =
          settings.optimizer() == Optimizer.NESTEROV
              ? gradient + values.momentum() * velocity[d]
              : velocity[d];
      double ratio = settings.updates().rateRatio(d, DIMENSIONS);
      weights[d] -= values.learningRate() * ratio * direction;
    }
    iteration++;
    return loss;
  }

  private double[] gradients(double[][] batch) {
    double[] gradients = new double[DIMENSIONS];
    for (int d = 0; d < DIMENSIONS; d++) {
      gradients[d] = GRADIENT_NOISE * noise.gaussian();
      for (double[] example : batch) {
        gradients[d] += CURVATURE[d] * (weights[d] - example[d]) / batch.length;
      }
    }
    return gradients;
  }

  private double[] clipped(double[] gradients) {
    double norm = Math.sqrt(Arrays.stream(gradients).map(g -> g * g).sum());
    double coefficient = settings.updates().clipNorm() / (norm + 1e-6);
    if (!(coefficient < 1)) {
      return gradients;
    }
    clippedUpdates++;
    return Arrays.stream(gradients).map(g -> coefficient * g).toArray();
  }

  /** Cut from a permutation of the epoch's own, a pure function of the seed and the number. */
  private double[][] batch(long number) {
    long epoch = number / iterationsPerEpoch();
    Noise order = new Noise(settings.seed() * 31 + epoch);
    double[][] shuffled = TRAINING.clone();
    for (int i = shuffled.length - 1; i > 0; i--) {
      int j = (int) (order.uniform() * (i + 1));
      double[] swapped = shuffled[i];
      shuffled[i] = shuffled[j];
      shuffled[j] = swapped;
    }
    int size = (int) settings.examplesPerUpdate();
    int from = (int) (number % iterationsPerEpoch()) * size;
    return Arrays.copyOfRange(shuffled, from, from + size);
  }

  private double loss(double[][] examples, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      for (int d = 0; d < DIMENSIONS; d++) {
        double distance = weights[d] - examples[i][d];
        sum += CURVATURE[d] * distance * distance / 2;
      }
    }
    return sum / count;
  }

  @Override
  public Evaluation evaluate(Split split, long limit) {
    requireOpen();
    if (limit < 1) {
      throw new IllegalArgumentException("The limit (" + limit + ") must be 1 or more.");
    }
    double[][] examples =
        switch (split) {
          case TRAINING -> TRAINING;
          case VALIDATION -> VALIDATION;
          case TEST -> TEST;
        };
    int count = (int) Math.min(limit, examples.length);
    return new Evaluation(loss(examples, count), Double.NaN, count);
  }

  @Override
  public Snapshot snapshot() {
    requireOpen();
    openSnapshots++;
    return new Copy(this);
  }

  @Override
  public void restore(Snapshot snapshot) {
    Copy copy = own(snapshot);
    weights = copy.weights.clone();
    velocity = copy.velocity.clone();
    noise = new Noise(copy.noise);
    iteration = copy.iteration;
    batches = copy.batches;
    clippedUpdates = copy.clippedUpdates;
  }

  @Override
  public void restoreRandomness(Snapshot snapshot) {
    noise = new Noise(own(snapshot).noise);
  }

  @Override
  public double stepRatio(Snapshot first, Snapshot second) {
    Copy before = own(first);
    Copy between = own(second);
    double distance = 0;
    double turn = 0;
    for (int d = 0; d < DIMENSIONS; d++) {
      double move = between.weights[d] - before.weights[d];
      distance += Math.abs(move);
      turn += Math.abs(move - (weights[d] - between.weights[d]));
    }
    return distance / turn;
  }

  private Copy own(Snapshot snapshot) {
    requireOpen();
    if (!(snapshot instanceof Copy copy) || copy.session != this || copy.closed) {
      throw new IllegalArgumentException("The snapshot is closed or another session's.");
    }
    return copy;
  }

  @Override
  public void saveModel(Path file) throws IOException {
    requireOpen();
    Path aside = Files.createTempFile(file.toAbsolutePath().getParent(), "model", ".part");
    Files.writeString(aside, Arrays.toString(weights), StandardCharsets.UTF_8);
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() {
    closed = true;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("The session is closed.");
    }
  }

  private static double[][] examples(int count, long seed) {
    Noise noise = new Noise(seed);
    double[][] examples = new double[count][DIMENSIONS];
    for (double[] example : examples) {
      Arrays.setAll(example, d -> SPREAD * noise.gaussian());
    }
    return examples;
  }

  private static final class Copy implements Snapshot {
    private final SyntheticSession session;
    private final double[] weights;
    private final double[] velocity;
    private final long noise;
    private final long iteration;
    private final long batches;
    private final long clippedUpdates;
    private boolean closed;

    Copy(SyntheticSession session) {
      this.session = session;
      weights = session.weights.clone();
      velocity = session.velocity.clone();
      noise = session.noise.state;
      iteration = session.iteration;
      batches = session.batches;
      clippedUpdates = session.clippedUpdates;
    }

    @Override
    public long iteration() {
      return iteration;
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        session.openSnapshots--;
      }
    }
  }

  /** SplitMix64 (Steele, Lea and Flood 2014), chosen because its whole state is one number. */
  private static final class Noise {
    private long state;

    Noise(long state) {
      this.state = state;
    }

    /** At least 0, below 1. */
    double uniform() {
      state += 0x9E3779B97F4A7C15L;
      long z = state;
      z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
      z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
      z ^= z >>> 31;
      return (z >>> 11) * 0x1p-53;
    }

    /** Mean 0, variance 1 (Box and Muller 1958). */
    double gaussian() {
      double radius = Math.sqrt(-2 * Math.log(1 - uniform()));
      return radius * Math.cos(2 * Math.PI * uniform());
    }
  }
}
