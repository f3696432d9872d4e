package dev.temper.torch.engine;

import dev.temper.training.DataSummary;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** What a session minimizes, and what it counts beside; both in 32-bit floats. */
enum Criterion {
  /** For classes: the mean of -ln softmax(scores)[label], in nats. */
  CROSS_ENTROPY {
    @Override
    Tensor loss(Tensor scores, Tensor labels) {
      return torch.cross_entropy_loss(scores, labels);
    }

    @Override
    double right(Tensor scores, Tensor labels) {
      return scores.argmax(new LongOptional(1), false).eq(labels).sum().item_long();
    }
  },

  /** For regression: the mean of (score - target)^2 on standardized targets. */
  MEAN_SQUARED_ERROR {
    @Override
    Tensor loss(Tensor scores, Tensor labels) {
      // Of one shape: (batch, 1) against (batch) would be broadcast to (batch, batch).
      return torch.mse_loss(scores.reshape(labels.sizes()), labels);
    }

    @Override
    double right(Tensor scores, Tensor labels) {
      return Double.NaN;
    }
  };

  /** That of a data set. */
  static Criterion of(DataSummary data) {
    return data.isRegression() ? MEAN_SQUARED_ERROR : CROSS_ENTROPY;
  }

  /**
   * The mean loss of a batch, a tensor of one value.
   *
   * @param scores (batch, outputs)
   * @param labels (batch)
   */
  abstract Tensor loss(Tensor scores, Tensor labels);

  /** How many of a batch are right; NaN where that has no meaning. */
  abstract double right(Tensor scores, Tensor labels);
}
