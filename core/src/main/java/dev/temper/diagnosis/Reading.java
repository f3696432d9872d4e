package dev.temper.diagnosis;

import dev.temper.statistics.Median;
import java.util.Arrays;

/**
 * The figures that all symptoms are read from, taken from the curves once.
 *
 * <p>The loss is cut into {@value #MOST_BLOCKS} blocks of equal length, or as many as there are
 * points; a level is the mean of blocks. Differences are told in shares of the span, the first loss
 * less the lowest block, and so keep when a loss is scaled or shifted.
 */
final class Reading {

  /** Fewer points say nothing about a trend. */
  static final int FEWEST_POINTS = 8;

  private static final int MOST_BLOCKS = 40;

  /** The deviation of white noise is the median of its absolute second differences over this. */
  private static final double SECOND_DIFFERENCE = 1.652;

  /** The mean rise, or fall, from value to value of white noise is this share of its deviation. */
  private static final double RISE_OR_FALL = 0.564;

  /** The same for first differences. */
  private static final double FIRST_DIFFERENCE = 0.954;

  /** Of as many blocks of white noise the highest and lowest are hardly ever further apart. */
  private static final double RANGE = 6;

  /** The mean of a block evens out about half of a swing that a single evaluation shows. */
  private static final double SINGLE_TO_MEAN = 2;

  /** A difference of means below so many of its deviations is no trend. */
  private static final double HIDDEN = 2;

  /** The deviation of single batches is below this share of an untrained network's loss. */
  private static final double NOISIEST = 0.3;

  final long[] iteration;
  final double[] loss;
  final double[] rate;

  /** The first point whose training loss is not finite, or -1. */
  final int brokenAt;

  /** Points before {@link #brokenAt}, or all. */
  final int points;

  /** The means of the blocks. */
  final double[] block;

  /** The loss before training, as far as it is known. */
  final double first;

  /** The lowest block, or the first loss where none is lower. */
  final double best;

  /** The mean of the last tenth. */
  final double end;

  /** First less best: how far the loss ever fell; 0 if never. */
  final double span;

  /**
   * What differences are told in shares of: the first loss where no loss is below 0, so that the
   * distance to a perfect fit is known, else the span.
   */
  final double scale;

  /** Whether the distance to a perfect fit is known. */
  final boolean absolute;

  /** The deviation of the loss from point to point in the second half. */
  final double noise;

  /**
   * How far the loss swings about its trend in the second half, the sampling of batches aside: what
   * the validation loss and the blocks both show, or the blocks alone.
   */
  final double swing;

  final Validation validation;

  Reading(Curves curves) {
    iteration = curves.iteration();
    loss = curves.trainLoss();
    rate = curves.learningRate();
    brokenAt = firstNotFinite(loss);
    points = brokenAt < 0 ? loss.length : brokenAt;
    block = blocks(loss, points);
    first = points == 0 ? Double.NaN : first();
    best = Math.min(first, Arrays.stream(block).min().orElse(first));
    end = points == 0 ? Double.NaN : level(0.9, 1);
    span = first - best;
    absolute = first > 0 && lowestPoint() >= 0;
    scale = absolute ? first : span;
    noise = deviation(loss, points / 2, points, 1);
    validation = new Validation(curves);
    swing = swing();
  }

  /** The share of the run from which on it is read for swings: its end where the rate falls. */
  double swingsFrom() {
    double before = rateAt(0.5);
    return rateAt(0.9) < 0.5 * before ? 0.75 : 0.5;
  }

  /** Whether the rate has come down from its height, so that the loss falls by that alone. */
  boolean isAnnealed() {
    return rateAt(1) < 0.5 * maxRate();
  }

  private double rateAt(double share) {
    return points == 0 ? Double.NaN : rate[(int) (share * (points - 1))];
  }

  private double swing() {
    double ofBlocks = blockSwing();
    if (isSwingMeasured()) {
      int from = (int) (swingsFrom() * validation.loss.length);
      return Math.min(swing(validation.loss, from), SINGLE_TO_MEAN * ofBlocks);
    }
    double perBlock = Math.max(1, points / (double) Math.max(1, block.length));
    double sampled = noise / Math.sqrt(perBlock);
    return Math.sqrt(Math.max(0, ofBlocks * ofBlocks - 2 * sampled * sampled));
  }

  /** How far the blocks swing, the sampling of batches included. */
  double blockSwing() {
    return swing(block, (int) (swingsFrom() * block.length));
  }

  /** Whether there are accuracies enough to tell how far they swing. */
  boolean isAccuracySwingMeasured() {
    return validation.accuracy.length >= FEWEST_POINTS;
  }

  /** How far the accuracy swings. */
  double accuracySwing() {
    return swing(validation.accuracy, (int) (swingsFrom() * validation.accuracy.length));
  }

  /** Whether the validation loss, which no sampling of batches blurs, tells the swing. */
  boolean isSwingMeasured() {
    return validation.loss.length >= FEWEST_POINTS;
  }

  /**
   * How far a series goes up and comes down again from an index on, as a deviation: the lesser of
   * {@link #deviation} by second differences and of what white noise would have that rises, or
   * falls, as much from one value to the next.
   */
  static double swing(double[] values, int from) {
    int steps = values.length - from - 1;
    if (steps < 3) {
      return 0;
    }
    double up = 0;
    double down = 0;
    for (int i = from; i < values.length - 1; i++) {
      up += Math.max(0, values[i + 1] - values[i]);
      down += Math.max(0, values[i] - values[i + 1]);
    }
    return Math.min(
        deviation(values, from, values.length, 2), Math.min(up, down) / steps / RISE_OR_FALL);
  }

  /** The level that the swing is compared with. */
  double levelForSwing() {
    return absolute ? level(0.5, 1) : scale;
  }

  /** Whether the loss never left its first level by more than noise. */
  boolean isStill() {
    double highest = Arrays.stream(block).max().orElse(first);
    double lowest = Arrays.stream(block).min().orElse(first);
    double blockNoise = noise / Math.sqrt(Math.max(1, points / (double) block.length));
    double tolerance = Math.max(0.08 * scale, RANGE * blockNoise);
    return absolute
        && highest - lowest < tolerance
        && Math.abs(first - level(0.5, 1)) < 0.2 * scale
        && Math.abs(first - level(0, 1)) < Math.max(0.08 * scale, 3 * noise);
  }

  /** Whether the loss still falls at the end, by more than its noise. */
  boolean isFalling() {
    return isFalling(0.01);
  }

  /** The same, by at least a share of the scale. */
  boolean isFalling(double share) {
    double before = level(0.5, 0.75);
    double after = level(0.75, 1);
    double error = noise * Math.sqrt(8.0 / Math.max(1, points));
    return before - after > Math.max(share * scale, 2 * error);
  }

  /** Training above validation at the end, in shares of the scale; 0 where that is not known. */
  double heldBack() {
    int count = validation.loss.length;
    return count == 0 ? 0 : (end - validation.loss[count - 1]) / scale;
  }

  /** Unrest of the loss that a rate too large leaves: above 1 where there is any. */
  double unrest() {
    double highest = Arrays.stream(block).max().orElse(first);
    double sampled = noise / Math.sqrt(Math.max(1, points / (double) block.length));
    double spike = (highest - first - 2 * sampled) / (0.1 * scale);
    double rebound = (end - best - 2 * sampled) / (0.1 * scale);
    if (isStill()) {
      return maxRate() > PrematurePlateau.LARGE_RATE ? 2 : 0;
    }
    boolean lost = end - best - 2 * sampled > 0.03 * scale;
    boolean stuck =
        level(0.5, 1) > 0.9 * scale && (lost || maxRate() > PrematurePlateau.LARGE_RATE);
    return Math.max(Math.max(spike, rebound), Math.max(stuck ? 2 : 0, swing / (0.025 * scale)));
  }

  /** The lowest block from a share of the run on. */
  double lowestOf(double share) {
    int from = (int) Math.min(block.length - 1, share * block.length);
    return Arrays.stream(block, from, block.length).min().orElse(Double.NaN);
  }

  /** The iteration after the lowest block, where a rise began. */
  long risenFrom() {
    int lowest = 0;
    for (int b = 1; b < block.length; b++) {
      lowest = block[b] < block[lowest] ? b : lowest;
    }
    return first <= block[lowest] ? iteration[0] : at((lowest + 1.0) / block.length);
  }

  /** The mean training loss of a twentieth of the points up to an iteration. */
  double around(long updates) {
    int to = Arrays.binarySearch(iteration, 0, points, updates);
    to = Math.max(1, to < 0 ? -to - 1 : to);
    return mean(loss, Math.max(0, to - Math.max(1, points / 20)), to);
  }

  /** The largest learning rate; NaN where none is known. */
  double maxRate() {
    return Arrays.stream(rate).filter(value -> !Double.isNaN(value)).max().orElse(Double.NaN);
  }

  private double lowestPoint() {
    double lowest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < points; i++) {
      lowest = Math.min(lowest, loss[i]);
    }
    return lowest;
  }

  private static int firstNotFinite(double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        return i;
      }
    }
    return -1;
  }

  private static double[] blocks(double[] values, int count) {
    double[] means = new double[Math.min(count, MOST_BLOCKS)];
    for (int b = 0; b < means.length; b++) {
      int from = (int) ((long) b * count / means.length);
      int to = (int) ((long) (b + 1) * count / means.length);
      means[b] = mean(values, from, to);
    }
    return means;
  }

  /**
   * The loss before training: the mean of the first batches, of twice as many as long as their
   * noise hides any trend among them; a rise to several times the first is no noise.
   */
  private double first() {
    double early = deviation(loss, 0, Math.max(Math.min(4, points), points / 4), 1);
    double most = Math.min(early, NOISIEST * Math.abs(loss[0]));
    int count = 1;
    while (count <= points / 20
        && Math.abs(mean(loss, 0, count) - mean(loss, count, 2 * count))
            < HIDDEN * most * Math.sqrt(2.0 / count)) {
      count *= 2;
    }
    return mean(loss, 0, count);
  }

  /** The mean of the training loss over a part of the points, told in shares of all. */
  double level(double fromShare, double toShare) {
    int from = (int) Math.min(points - 1, Math.floor(fromShare * points));
    int to = (int) Math.max(from + 1, Math.floor(toShare * points));
    return mean(loss, from, to);
  }

  /** The middle of the blocks' means over a part of the points: what a spike does not move. */
  double middle(double fromShare, double toShare) {
    int from = (int) Math.min(block.length - 1, Math.floor(fromShare * block.length));
    int to = (int) Math.max(from + 1, Math.floor(toShare * block.length));
    return Median.of(Arrays.copyOfRange(block, from, to));
  }

  /** The iteration at a share of the run. */
  long at(double share) {
    return iteration[(int) Math.min(iteration.length - 1, share * iteration.length)];
  }

  /** The last iteration logged. */
  long last() {
    return iteration[iteration.length - 1];
  }

  static double mean(double[] values, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += values[i];
    }
    return sum / (to - from);
  }

  /** The deviation of white noise whose first or second differences are as large; 0 for few. */
  static double deviation(double[] values, int from, int to, int order) {
    if (to - from < order + 2) {
      return 0;
    }
    double[] differences = new double[to - from - order];
    for (int i = 0; i < differences.length; i++) {
      double step = values[from + i + 1] - values[from + i];
      differences[i] =
          Math.abs(order == 1 ? step : values[from + i + 2] - values[from + i + 1] - step);
    }
    return Median.of(differences) / (order == 1 ? FIRST_DIFFERENCE : SECOND_DIFFERENCE);
  }
}
