package dev.temper.torch.model;

import java.util.List;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.Tensor;

/**
 * A network on LibTorch: its tensors and its forward pass.
 *
 * <p>The session that trains a network replaces the memory behind its tensors and then owns it; the
 * tensor objects stay the same. Not safe for use by several threads at once.
 */
public interface Network {

  /** The trainable tensors, leaves that require a gradient, always in the same order. */
  List<Tensor> parameters();

  /**
   * Which of the {@linkplain #parameters() parameters} are weights proper, in their order: those
   * that weight decay is meant for, and whose rate LARS and LAMB adapt. By default those of two or
   * more dimensions, which leaves out biases and normalization.
   */
  default List<Boolean> weightsProper() {
    return parameters().stream().map(parameter -> parameter.dim() > 1).toList();
  }

  /**
   * What the learning rate of each of the {@linkplain #parameters() parameters} is multiplied by,
   * in their order; each finite and 0 or more. By default 1.
   */
  default List<Double> rateRatios() {
    return parameters().stream().map(parameter -> 1.0).toList();
  }

  /**
   * The {@linkplain #parameters() parameters} layer by layer, in their order: what ratios of the
   * rate that are given for groups of layers divide. By default each is a layer of its own.
   */
  default List<List<Tensor>> layers() {
    return parameters().stream().map(List::of).toList();
  }

  /**
   * The floating-point tensors that training updates without a gradient, BatchNorm's statistics.
   */
  List<Tensor> buffers();

  /**
   * The tensors of other kinds that training changes, such as a count of batches. By default none.
   */
  default List<Tensor> counters() {
    return List.of();
  }

  /**
   * The tensors that training does not change, such as parameters that require no gradient. By
   * default none.
   */
  default List<Tensor> constants() {
    return List.of();
  }

  /**
   * Computes the scores of a batch.
   *
   * @param input the examples, of shape (batch, …shape of one example)
   * @param pass training or evaluation, and the random source
   * @return the unnormalized scores, of shape (batch, classes), or for regression (batch, 1)
   */
  Tensor forward(Tensor input, Pass pass);

  /**
   * A TorchScript module with copies of the present weights, in evaluation mode, that takes
   * examples as they are in the data, before normalization, and gives the scores of {@link
   * #forward}; the caller closes it. Those of a regression are standardized: the session that saves
   * it brings them to the label's unit.
   *
   * @param mean subtracted from the input; broadcasts against a batch
   * @param scale what the difference is divided by; broadcasts against a batch
   */
  JitModule export(Tensor mean, Tensor scale);

  /**
   * Frees what the network holds beside its {@linkplain #parameters() parameters} and {@linkplain
   * #buffers() buffers}, which the session frees. By default nothing.
   */
  default void close() {}
}
