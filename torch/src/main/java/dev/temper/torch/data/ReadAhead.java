package dev.temper.torch.data;

import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.bytedeco.pytorch.Tensor;

/**
 * Decodes the batches to come while the present one is learnt from.
 *
 * <p>For use by one thread. Where batches are asked for in another order than the rising one, what
 * was read in vain is dropped. Closing waits for what is being decoded.
 */
final class ReadAhead implements AutoCloseable {

  /** Batches that are decoded, or being decoded, beyond the one that was asked for. */
  private static final int DEPTH = 3;

  private final FileFeatures features;
  private final LongFunction<Tensor> order;
  private final Map<Long, CompletableFuture<Tensor>> batches = new TreeMap<>();
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
   * The decoded bytes of a batch, and begins with those behind it. The caller need not close it,
   * but may no longer use it when it asks for the next.
   *
   * @throws IllegalArgumentException if too many files cannot be read; one line
   */
  Tensor batch(long number) {
    for (Iterator<Map.Entry<Long, CompletableFuture<Tensor>>> all = batches.entrySet().iterator();
        all.hasNext(); ) {
      Map.Entry<Long, CompletableFuture<Tensor>> one = all.next();
      if (one.getKey() < number || one.getKey() > number + DEPTH) {
        drop(one.getValue());
        all.remove();
      }
    }
    for (int ahead = 0; ahead <= DEPTH; ahead++) {
      batches.computeIfAbsent(number + ahead, this::begin);
    }
    try {
      return batches.computeIfAbsent(number, this::begin).join();
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

  /** Frees a batch that is there, and takes back one that is not. */
  private static void drop(CompletableFuture<Tensor> batch) {
    if (!batch.cancel(false) && !batch.isCompletedExceptionally()) {
      batch.join().close();
    }
  }

  @Override
  public void close() {
    batches.values().forEach(ReadAhead::drop);
    batches.clear();
    reader.shutdown();
    boolean interrupted = false;
    while (true) {
      try {
        if (reader.awaitTermination(1, TimeUnit.HOURS)) {
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
