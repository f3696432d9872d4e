package dev.temper.torch.engine;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * What an optimizer changes: the parameters in flat memory, their gradients, and the operations in
 * which parameters differ, weight decay and the last step of an update.
 *
 * <p>Where all are treated alike, each operation is one pass. Where they are not, it takes a vector
 * of factors, as long as the parameters, made only then.
 */
final class FlatParameters implements AutoCloseable {

  private static final double CLIP_EPSILON = 1e-6;

  final Tensor values;
  final Tensor gradients;
  final List<Segment> segments;
  private final @Nullable Tensor decays;
  private final @Nullable Tensor rates;
  private final @Nullable Tensor shrinks;

  /**
   * Parameters cut into segments.
   *
   * @param values the flat vector of all parameters; stays the caller's
   * @param gradients as long; stays the caller's
   * @param segments in the order of their offsets, without overlap; gaps between them are 0
   */
  FlatParameters(Tensor values, Tensor gradients, List<Segment> segments) {
    this.values = values;
    this.gradients = gradients;
    this.segments = List.copyOf(segments);
    decays = factors(segment -> segment.decayed() ? 1 : 0);
    rates = factors(Segment::rateRatio);
    shrinks = factors(segment -> segment.decayed() ? segment.rateRatio() : 0);
  }

  /** A vector of one factor for each segment; null where all are 1. */
  private @Nullable Tensor factors(ToDoubleFunction<Segment> factor) {
    if (segments.stream().allMatch(segment -> factor.applyAsDouble(segment) == 1)) {
      return null;
    }
    try (PointerScope scope = new PointerScope()) {
      Tensor vector = torch.zeros_like(values);
      for (Segment segment : segments) {
        segment.of(vector).fill_(new Scalar(factor.applyAsDouble(segment)));
      }
      vector.retainReference();
      return vector;
    }
  }

  /**
   * Scales the gradients so that the Euclidean norm of all together is at most a given one, as
   * PyTorch's {@code clip_grad_norm_} does: by {@code norm / (present + 1e-6)} where that is below
   * 1.
   *
   * @return whether they were scaled
   */
  boolean clip(double norm) {
    double present = torch.linalg_vector_norm(gradients).item_double();
    double coefficient = norm / (present + CLIP_EPSILON);
    if (!(coefficient < 1)) {
      return false;
    }
    gradients.mul_(new Scalar(coefficient));
    return true;
  }

  /**
   * Adds {@code factor * parameters} to a vector where weight decay applies; a factor of 0 does
   * nothing.
   */
  void addDecay(Tensor vector, double factor) {
    if (factor == 0) {
      return;
    }
    if (decays == null) {
      vector.add_(values, new Scalar(factor));
    } else {
      vector.addcmul_(values, decays, new Scalar(factor));
    }
  }

  /** Decoupled weight decay: takes {@code rate * weightDecay} of the parameters away. */
  void shrink(double rate, double weightDecay) {
    if (weightDecay == 0) {
      return;
    }
    if (shrinks == null) {
      values.mul_(new Scalar(1 - rate * weightDecay));
    } else {
      values.addcmul_(values, shrinks, new Scalar(-rate * weightDecay));
    }
  }

  /** Takes {@code rate * direction} away, the rate times each parameter's ratio. */
  void descend(Tensor direction, double rate) {
    if (rates == null) {
      values.add_(direction, new Scalar(-rate));
    } else {
      values.addcmul_(direction, rates, new Scalar(-rate));
    }
  }

  /**
   * Takes {@code rate * direction / scale} away, the rate times each parameter's ratio; the scale
   * may be overwritten.
   */
  void descend(Tensor direction, Tensor scale, double rate) {
    if (rates == null) {
      values.addcdiv_(direction, scale, new Scalar(-rate));
    } else {
      torch.div_out(scale, direction, scale);
      values.addcmul_(scale, rates, new Scalar(-rate));
    }
  }

  /** Frees the factors; parameters and gradients stay. */
  @Override
  public void close() {
    for (Tensor vector : new Tensor[] {decays, rates, shrinks}) {
      if (vector != null) {
        vector.close();
      }
    }
  }
}
