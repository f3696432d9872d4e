package dev.temper.torch.engine;

import dev.temper.schedule.HyperParameters;
import dev.temper.training.Optimizer;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * An optimizer over flat memory: changes all parameters in place by all gradients.
 *
 * <p>Every value may differ from one update to the next. State lives in the tensors of {@link
 * #state} and nowhere else, so that copying them copies the optimizer. Called without gradient
 * recording and inside a pointer scope.
 */
interface UpdateRule extends AutoCloseable {

  /** The tensors, as long as the parameters, that carry over from update to update. */
  List<Tensor> state();

  /**
   * Makes one update. The gradients may be overwritten.
   *
   * @param values what to update with
   * @param update the number of this update in the session, from 1
   */
  void update(HyperParameters values, long update);

  @Override
  void close();

  /** The rule of an optimizer with its state at 0. */
  static UpdateRule of(Optimizer optimizer, Tensor parameters, Tensor gradients) {
    return switch (optimizer) {
      case SGD -> new Sgd(parameters, gradients, false);
      case NESTEROV -> new Sgd(parameters, gradients, true);
      case ADAM -> new Adam(parameters, gradients, false);
      case ADAMW -> new Adam(parameters, gradients, true);
    };
  }
}
