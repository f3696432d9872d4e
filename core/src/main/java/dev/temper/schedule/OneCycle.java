package dev.temper.schedule;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The 1cycle policy: the learning rate rises to a maximum and falls far below where it began, while
 * the momentum moves the opposite way (Smith 2018, arXiv 1803.09820, sections 4.1 and 4.3).
 *
 * <p>Four forms are in use that differ in shape and above all in the tail; each is its own record
 * with the defaults of its source. Every one starts from these four and is refined by its {@code
 * with} methods.
 */
public sealed interface OneCycle extends Schedule
    permits SmithOneCycle, CaffeOneCycle, PyTorchOneCycle, FastaiOneCycle {

  /** The forms by name. */
  enum Variant {
    /** As the paper describes it: {@link SmithOneCycle}. */
    SMITH,
    /** As the author's own logs show it: {@link CaffeOneCycle}. */
    CAFFE,
    /** {@code torch.optim.lr_scheduler.OneCycleLR}: {@link PyTorchOneCycle}. */
    PYTORCH,
    /** {@code Learner.fit_one_cycle}: {@link FastaiOneCycle}. */
    FASTAI;

    /** The name used on the command line, in lower case. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The variant of the given {@linkplain #label() name}, in any case.
     *
     * @throws IllegalArgumentException if there is none; the message lists all
     */
    public static Variant named(String name) {
      for (Variant variant : values()) {
        if (variant.label().equalsIgnoreCase(name)) {
          return variant;
        }
      }
      throw new IllegalArgumentException(
          "There is no one-cycle variant '"
              + name
              + "'. Accepted: "
              + Arrays.stream(values()).map(Variant::label).collect(Collectors.joining(", "))
              + ".");
    }

    /** The schedule of this form with its source's defaults. */
    public OneCycle of(long iterations, double maxLearningRate) {
      return switch (this) {
        case SMITH -> smith(iterations, maxLearningRate);
        case CAFFE -> caffe(iterations, maxLearningRate);
        case PYTORCH -> pytorch(iterations, maxLearningRate);
        case FASTAI -> fastai(iterations, maxLearningRate);
      };
    }
  }

  /** Updates in the whole run, tail included; 2 or more. */
  long iterations();

  /** The highest learning rate; above 0. */
  double maxLearningRate();

  /** The learning rate of iteration 0; above 0, at most the maximum. */
  double minLearningRate();

  /** The momentum at the lowest rates; below 1. */
  double maxMomentum();

  /** The momentum at the highest rate; 0 or more, at most the maximum. */
  double minMomentum();

  /** The weight decay of every iteration; 0 or more. */
  double weightDecay();

  /** This cycle with another starting rate. */
  OneCycle withMinLearningRate(double value);

  /**
   * This cycle with another range of momentum.
   *
   * @param max at the lowest rates
   * @param min at the highest rate; the same as {@code max} for a constant momentum
   */
  OneCycle withMomentum(double max, double min);

  /** This cycle with another, constant weight decay. */
  OneCycle withWeightDecay(double value);

  /** The paper's form over the given number of iterations: max/10, .95 to .85, a tail of 10 %. */
  static SmithOneCycle smith(long iterations, double maxLearningRate) {
    return new SmithOneCycle(
        iterations, maxLearningRate, maxLearningRate / 10, 0.1, 1e-3, 0.95, 0.85, 0);
  }

  /** The form of the author's logs: max/10, .95 to .85, a peak at 45 % of all iterations. */
  static CaffeOneCycle caffe(long iterations, double maxLearningRate) {
    return new CaffeOneCycle(
        iterations, maxLearningRate, maxLearningRate / 10, 0.45, 1e-3, 0.95, 0.85, 0);
  }

  /** PyTorch's form: max/25, cosine, a peak at 30 %, .95 to .85, the end at the start / 1e4. */
  static PyTorchOneCycle pytorch(long iterations, double maxLearningRate) {
    return new PyTorchOneCycle(
        iterations,
        maxLearningRate,
        maxLearningRate / 25,
        maxLearningRate / 25 / 1e4,
        0.3,
        Interpolation.COSINE,
        false,
        0.95,
        0.85,
        0);
  }

  /** fastai's form: max/25, cosine, a peak at 25 %, .95 to .85, the end at max / 1e5. */
  static FastaiOneCycle fastai(long iterations, double maxLearningRate) {
    return new FastaiOneCycle(
        iterations,
        maxLearningRate,
        maxLearningRate / 25,
        maxLearningRate / 1e5,
        0.25,
        0.95,
        0.85,
        0);
  }
}
