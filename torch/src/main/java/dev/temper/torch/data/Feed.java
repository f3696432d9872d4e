package dev.temper.torch.data;

import dev.temper.training.Split;
import java.util.function.LongFunction;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The batches of one session in their order: features varied anew, and labels.
 *
 * <p>Images that are decoded when they are needed are decoded ahead, in a thread of its own and on
 * the common pool. For use by one thread.
 */
public final class Feed implements AutoCloseable {

  private final Features features;
  private final Tensor labels;
  private final Augmentation augmentation;
  private final LongFunction<Tensor> order;
  private final @Nullable ReadAhead ahead;

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
    this.ahead = features instanceof FileFeatures files ? new ReadAhead(files, order) : null;
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
   * @throws IllegalArgumentException if too many image files cannot be read any more; one line
   */
  public Batch batch(long number, GeneratorOptional random) {
    Tensor indices = order.apply(number);
    Tensor normalized = ahead == null ? features.at(indices) : ahead.batch(number);
    return new Batch(
        augmentation.of(normalized, random),
        labels.index_select(0, Dataset.beside(labels, indices)));
  }

  @Override
  public void close() {
    if (ahead != null) {
      ahead.close();
    }
  }
}
