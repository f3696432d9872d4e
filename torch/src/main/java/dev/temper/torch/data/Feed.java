package dev.temper.torch.data;

import dev.temper.training.Split;
import java.util.function.LongFunction;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;

/** The batches of one session in their order: features varied anew, and labels. */
public final class Feed {

  private final Features features;
  private final Tensor labels;
  private final Augmentation augmentation;
  private final LongFunction<Tensor> order;

  /**
   * Batches of the training split.
   *
   * @param data what they are taken from
   * @param order gives the indices of a batch by its number, counted from 0
   */
  public Feed(Dataset data, LongFunction<Tensor> order) {
    this.features = data.of(Split.TRAINING);
    this.labels = data.labels(Split.TRAINING);
    this.augmentation = data.augmentation();
    this.order = order;
  }

  /**
   * A batch.
   *
   * @param features (examples, …shape), normalized and varied
   * @param labels (examples)
   */
  public record Batch(Tensor features, Tensor labels) {}

  /**
   * The batch of a number; numbers may come in any order, rising ones come without waiting.
   *
   * @param random what the variation is drawn from
   */
  public Batch batch(long number, GeneratorOptional random) {
    Tensor indices = order.apply(number);
    return new Batch(
        augmentation.of(features.at(indices), random), labels.index_select(0, indices));
  }
}
