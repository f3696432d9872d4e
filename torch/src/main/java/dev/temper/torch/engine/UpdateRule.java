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

  /** The tensors that carry over from update to update, most of them as long as the parameters. */
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

  /** The rule of an optimizer before its first update. */
  static UpdateRule of(Optimizer optimizer, FlatParameters parameters) {
    return switch (optimizer) {
      case SGD -> new Sgd(parameters, false);
      case NESTEROV -> new Sgd(parameters, true);
      case ADAGRAD -> new Adagrad(parameters);
      case RMSPROP -> new RmsProp(parameters);
      case ADADELTA -> new Adadelta(parameters);
      case ADAM -> new Adam(parameters, false);
      case ADAMW -> new Adam(parameters, true);
      case NADAM -> new NAdam(parameters);
      case LARS -> new Lars(parameters);
      case LAMB -> new Lamb(parameters);
    };
  }
}
