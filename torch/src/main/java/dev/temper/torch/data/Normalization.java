package dev.temper.torch.data;

import java.util.Objects;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * What brings features to mean 0 and deviation 1.
 *
 * @param mean what is subtracted from each channel or feature; broadcasts against a batch
 * @param scale what the difference is divided by; broadcasts against a batch
 */
record Normalization(Tensor mean, Tensor scale) {

  private static final double ROUNDING = 1e-6;

  /** Examples whose floats are at hand at a time. */
  private static final long AT_A_TIME = 1000;

  /**
   * That of a training split: by channel for images, by column for tables.
   *
   * @param name of the data, for messages
   * @param values 32-bit floats or bytes, (examples, …shape)
   * @throws IllegalArgumentException if nothing varies
   */
  static Normalization of(String name, Tensor values) {
    long[] others = values.dim() == 4 ? new long[] {0, 2, 3} : new long[] {0};
    if (values.scalar_type().intern() == ScalarType.Float) {
      Tensor mean = torch.mean(values, others, true, new ScalarTypeOptional());
      Tensor variance =
          torch.mean(values.sub(mean).square(), others, true, new ScalarTypeOptional());
      return of(name, mean, variance.sqrt_());
    }
    Tensor sums = moments(values, others, null);
    double each = (double) values.numel() / sums.numel();
    Tensor mean = sums.div(new Scalar(each));
    Tensor squares = moments(values, others, mean.to(ScalarType.Float));
    Tensor deviation = squares.div(new Scalar(each)).sqrt_();
    return of(name, mean.to(ScalarType.Float), deviation.to(ScalarType.Float));
  }

  /** Sums of values, or of squared distances from a centre, in 64-bit floats. */
  private static Tensor moments(Tensor values, long[] others, @Nullable Tensor centre) {
    Tensor total = null;
    for (long from = 0; from < values.size(0); from += AT_A_TIME) {
      try (PointerScope scope = new PointerScope()) {
        long count = Math.min(AT_A_TIME, values.size(0) - from);
        Tensor floats = values.narrow(0, from, count).to(ScalarType.Float);
        Tensor wanted = centre == null ? floats : floats.sub_(centre).square_();
        Tensor sum =
            torch
                .mean(wanted, others, true, new ScalarTypeOptional())
                .to(ScalarType.Double)
                .mul_(new Scalar((double) count * values.size(2) * values.size(3)));
        if (total == null) {
          sum.retainReference();
          total = sum;
        } else {
          total.add_(sum);
        }
      }
    }
    return Objects.requireNonNull(total);
  }

  /**
   * The deviation is 1 where a feature never varies: where it is within the rounding of the mean.
   */
  private static Normalization of(String name, Tensor mean, Tensor deviation) {
    Tensor constant = deviation.le(mean.abs().mul(new Scalar(ROUNDING)));
    if (constant.all().item_bool()) {
      throw new IllegalArgumentException(
          name
              + ": no feature varies over the training examples; at least one must. Maybe the"
              + " columns hold the same value in every row.");
    }
    return new Normalization(mean, deviation.masked_fill_(constant, new Scalar(1)));
  }

  /** One that leaves values as they are. */
  Normalization switchedOff() {
    return new Normalization(mean.zero_(), scale.fill_(new Scalar(1)));
  }

  /** The same on a device. */
  Normalization on(Device device) {
    return new Normalization(Dataset.moved(mean, device), Dataset.moved(scale, device));
  }

  /** Values normalized on the device of the mean, as fresh 32-bit floats; also those of bytes. */
  Tensor of(Tensor values) {
    return Dataset.beside(mean, values).sub(mean).div_(scale);
  }
}
