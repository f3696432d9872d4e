package dev.temper.torch.data;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * What brings the targets of a regression to mean 0 and deviation 1.
 *
 * @param mean subtracted from a target, in the label's unit
 * @param deviation what the difference is divided by, in the label's unit; above 0
 */
record TargetScale(double mean, double deviation) {

  /** Leaves values as they are: the scale of classes. */
  static final TargetScale NONE = new TargetScale(0, 1);

  /**
   * The mean and the root of the mean square of the differences from it.
   *
   * @param name of the data, for the message
   * @param targets 64-bit floats, (examples)
   * @throws IllegalArgumentException if the targets do not differ, or by less or more than 32-bit
   *     floats can tell
   */
  static TargetScale of(String name, Tensor targets) {
    double mean = targets.mean().item_double();
    double deviation = Math.sqrt(targets.sub(new Scalar(mean)).square().mean().item_double());
    boolean constant = targets.max().item_double() == targets.min().item_double();
    if (constant || !(deviation >= Float.MIN_NORMAL && deviation <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException(
          name
              + ": the labels of the training examples have the deviation ("
              + (constant ? 0 : deviation)
              + "); regression needs labels that differ, by what 32-bit floats can hold.");
    }
    return new TargetScale(mean, deviation);
  }

  /** Targets on this scale, as 32-bit floats. */
  Tensor standardized(Tensor targets) {
    return targets.sub(new Scalar(mean)).div(new Scalar(deviation)).to(ScalarType.Float);
  }
}
