package dev.temper.rangetest;

import dev.temper.statistics.Median;
import dev.temper.training.Optimizer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The maximum rate of the 1cycle run that follows, from the centre of the valley of the training
 * loss.
 *
 * <p>The idea: the rates at which a network learns form a valley in the loss, its near slope where
 * the rate begins to matter, its far slope where training breaks down. Single points of it, the
 * lowest, the steepest, the first of the rise, hang on the noise of single batches and on how fast
 * the rate rose. The centre of mass of the whole valley hangs on neither slope alone, and a 1cycle
 * run ends best a fixed factor below it. With x = log10(rate), U the loss before learning (the
 * median of the first tenth), s the loss, capped at 2 U and smoothed over a tenth of a decade, and
 * m its least value:
 *
 * <pre>
 * weight = max(0, (U - s) / (U - m))^4
 * centre = sum(weight x dx) / sum(weight dx)
 * </pre>
 *
 * <p>Two corrections follow. A ramp that rises faster there meets both slopes at larger rates,
 * since learning and breaking down take iterations: 0.6 decades for each decade of speed. And over
 * networks and data the best maxima of one family of optimizers lie closer together (SGD) or wider
 * apart (Adam) than the centres do, so that the distance from the family's usual centre is
 * shortened or stretched, by a bounded amount: for losses and weights of unusual scale the answer
 * follows the valley wherever it lies.
 *
 * <p>The constants were fitted on recorded range tests with the truth beside them and judged on
 * data and networks left out of the fit; docs/range-test.md has the figures. Time and memory O(n).
 */
final class TemperRule {

  /** Half the width of the moving average, in decades of the rate, applied three times. */
  private static final double SMOOTHING = 0.05;

  /** Decades the valley moves for each decade of the ramp's speed. */
  private static final double LAG = 0.6;

  /** Decades of the rate an iteration, to which the constants below refer: 7 decades in 119. */
  private static final double USUAL_SPEED = 7.0 / 119;

  /** From the centre to the best maximum for optimizers of no measured family, in decades. */
  private static final double DISTANCE = -0.35;

  /**
   * A family of optimizers whose best maxima are related to the centres in one way.
   *
   * @param centre the usual centre, log10 of the rate
   * @param best the best maximum at the usual centre, likewise
   * @param slope decades of the maximum for each decade of the centre
   */
  private record Family(double centre, double best, double slope) {

    /** The most that the slope may add or take away, in decades. */
    private static final double MOST = 0.5;

    double maximum(double x) {
      double bent = (slope - 1) * (x - centre);
      return x + (best - centre) + MOST * Math.tanh(bent / MOST);
    }
  }

  private static final Family MOMENTUM = new Family(-0.8, -1.15, 0.35);
  private static final Family ADAPTIVE = new Family(-1.7, -2.05, 0.9);

  /** Between the families: where an unknown optimizer is as likely of one as of the other. */
  private static final double BETWEEN = -1.25;

  private static final double SHARPNESS = 0.1;

  private TemperRule() {}

  static Suggestion read(RangeCurve curve) {
    Suggestion refusal = Descent.refusal(curve.trimmed());
    if (refusal != null) {
      return refusal;
    }
    double[] rate = curve.learningRate();
    double[] loss = curve.trainLoss();
    int from = rate[0] == 0 ? 1 : 0;
    int to = from;
    while (to < loss.length && Double.isFinite(loss[to])) {
      to++;
    }
    Suggestion tooFew = Descent.refusal(to - from);
    if (tooFew != null) {
      return tooFew;
    }
    double[] x = Arrays.stream(rate, from, to).map(Math::log10).toArray();
    double before = Median.of(Arrays.copyOfRange(loss, from, from + Math.max(5, (to - from) / 10)));
    double cap = before + Math.abs(before);
    double[] smoothed =
        smooth(x, Arrays.stream(loss, from, to).map(s -> Math.min(s, cap)).toArray());
    int lowest = Descent.lowest(smoothed);
    if (!(before - smoothed[lowest] > Descent.LEAST_FALL * Math.abs(before))) {
      return Descent.none(before, smoothed[lowest]);
    }
    if (lowest == smoothed.length - 1
        && curve.end() == RangeCurve.End.COMPLETED
        && !SmithRule.validationLossRose(curve)) {
      return Descent.noDivergence(curve);
    }
    double centre = centre(x, smoothed, before, smoothed[lowest]);
    double corrected = centre - LAG * Math.log10(speed(x, centre) / USUAL_SPEED);
    double answer = Math.pow(10, maximum(corrected, curve.optimizer()));
    return new Suggestion.Rate(Math.max(rate[from], Math.min(rate[rate.length - 1], answer)));
  }

  private static double maximum(double centre, @Nullable Optimizer optimizer) {
    if (optimizer == null) {
      double momentum = 1 / (1 + Math.exp((BETWEEN - centre) / SHARPNESS));
      return momentum * MOMENTUM.maximum(centre) + (1 - momentum) * ADAPTIVE.maximum(centre);
    }
    return switch (optimizer) {
      case SGD, NESTEROV -> MOMENTUM.maximum(centre);
      case ADAM, ADAMW, NADAM, RMSPROP -> ADAPTIVE.maximum(centre);
      case ADAGRAD, ADADELTA, LARS, LAMB -> centre + DISTANCE;
    };
  }

  /**
   * The centre of mass of the valley, each point weighted by its depth and its share of the axis.
   */
  private static double centre(double[] x, double[] loss, double before, double least) {
    double mass = 0;
    double moment = 0;
    for (int i = 0; i < x.length; i++) {
      double depth = Math.max(0, (before - loss[i]) / (before - least));
      int left = Math.max(0, i - 1);
      int right = Math.min(x.length - 1, i + 1);
      double weight = depth * depth * depth * depth * (x[right] - x[left]) / (right - left);
      mass += weight;
      moment += weight * x[i];
    }
    return moment / mass;
  }

  /** Decades of the rate an iteration, about where the valley is. */
  private static double speed(double[] x, double centre) {
    int found = Arrays.binarySearch(x, centre);
    int at = Math.min(x.length - 1, found >= 0 ? found : -found - 1);
    int left = Math.max(0, at - 1);
    int right = Math.min(x.length - 1, at + 1);
    return (x[right] - x[left]) / (right - left);
  }

  /** The mean over the neighbours within {@link #SMOOTHING}, three times: nearly a Gaussian. */
  private static double[] smooth(double[] x, double[] values) {
    double[] now = values;
    for (int pass = 0; pass < 3; pass++) {
      double[] next = new double[now.length];
      double sum = 0;
      int from = 0;
      int to = 0;
      for (int i = 0; i < now.length; i++) {
        while (to < now.length && x[to] <= x[i] + SMOOTHING) {
          sum += now[to++];
        }
        while (x[from] < x[i] - SMOOTHING) {
          sum -= now[from++];
        }
        next[i] = sum / (to - from);
      }
      now = next;
    }
    return now;
  }
}
