package dev.temper.torch.data;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongFunction;
import org.bytedeco.pytorch.Tensor;

/**
 * Decodes the batches to come while the present one is learnt from.
 *
 * <p>For use by one thread. Where batches are asked for in another order than the rising one, what
 * was read in vain is dropped. After closing the batch at hand is decoded to its end, and freed.
 */
final class ReadAhead implements AutoCloseable {

  /** Batches that are decoded, or being decoded, beyond the one that was asked for. */
  private static final int DEPTH = 3;

  private final FileFeatures features;
  private final LongFunction<Tensor> order;
  private final NavigableMap<Long, CompletableFuture<Tensor>> batches = new TreeMap<>();
  private final ExecutorService reader =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "temper-read-ahead");
            thread.setDaemon(true);
            return thread;
          });

  ReadAhead(FileFeatures features, LongFunction<Tensor> order) {
    this.features = features;
    this.order = order;
  }

  /**
   * The features of a batch, normalized; begins to decode those behind it.
   *
   * @throws IllegalArgumentException if too many files cannot be read; one line
   */
  Tensor batch(long number) {
    drop(batches.headMap(number));
    drop(batches.tailMap(number + DEPTH + 1));
    CompletableFuture<Tensor> wanted = batches.computeIfAbsent(number, this::begin);
    for (int ahead = 1; ahead <= DEPTH; ahead++) {
      batches.computeIfAbsent(number + ahead, this::begin);
    }
    try {
      return features.normalized(wanted.join());
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private CompletableFuture<Tensor> begin(long number) {
    long[] files = features.numbers(order.apply(number));
    CompletableFuture<Tensor> batch = new CompletableFuture<>();
    reader.execute(
        () -> {
          if (batch.isDone()) {
            return;
          }
          try {
            Tensor bytes = features.decoded(files);
            if (!batch.complete(bytes)) {
              bytes.close();
            }
          } catch (RuntimeException | Error e) {
            batch.completeExceptionally(e);
          }
        });
    return batch;
  }

  /** Frees what is there; what is not is freed by the reader, or never begun. */
  private static void drop(Map<Long, CompletableFuture<Tensor>> some) {
    for (CompletableFuture<Tensor> batch : some.values()) {
      if (!batch.cancel(false) && !batch.isCompletedExceptionally()) {
        batch.join().close();
      }
    }
    some.clear();
  }

  @Override
  public void close() {
    drop(batches);
    reader.shutdown();
  }
}
