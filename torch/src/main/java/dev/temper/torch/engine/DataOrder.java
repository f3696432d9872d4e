package dev.temper.torch.engine;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Which examples make up which batch: in every epoch a new uniform permutation, cut into full
 * batches; the rest of it is left out of that epoch.
 *
 * <p>A pure function of the seed and the batch's number, so that the position in the data is
 * nothing but that number. The permutation of one epoch is kept at hand.
 */
final class DataOrder implements AutoCloseable {

  private final long examples;
  private final long batchSize;
  private final long seed;
  private long epoch = -1;
  private Tensor permutation = new Tensor();

  DataOrder(long examples, long batchSize, long seed) {
    this.examples = examples;
    this.batchSize = batchSize;
    this.seed = seed;
  }

  long batchesPerEpoch() {
    return examples / batchSize;
  }

  /** The indices of a batch's examples, counted from 0 over all epochs: a view of (batchSize). */
  Tensor batch(long number) {
    long wanted = number / batchesPerEpoch();
    if (wanted != epoch) {
      try (PointerScope scope = new PointerScope()) {
        Generator generator = torch.createCPUGenerator(Seeds.derive(seed, wanted));
        Tensor next = torch.randperm(examples, new GeneratorOptional(generator));
        next.retainReference();
        permutation.close();
        permutation = next;
      }
      epoch = wanted;
    }
    return permutation.narrow(0, number % batchesPerEpoch() * batchSize, batchSize);
  }

  @Override
  public void close() {
    permutation.close();
  }
}
