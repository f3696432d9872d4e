package dev.temper.training;

import dev.temper.schedule.HyperParameters;
import java.io.IOException;
import java.nio.file.Path;

/**
 * One network being trained on one data set: the whole of what Temper asks of an engine.
 *
 * <p>A session owns its weights, optimizer state, random generator and position in the data, and is
 * determined by its seed: two sessions of the same task and settings that receive the same calls
 * give the same losses, bit for bit, on the same machine and number of threads. Examples are drawn
 * without replacement in an order shuffled anew each epoch; an epoch is {@link
 * #iterationsPerEpoch()} updates. An update takes one batch, or where gradients are {@linkplain
 * UpdateSettings#accumulation() accumulated} several of the same size, whose mean gradient is that
 * of one batch as large as all of them; BatchNorm and dropout see each alone.
 *
 * <p>Not safe for use by several threads at once; different sessions may run in different threads.
 */
public interface TrainingSession extends AutoCloseable {

  /** Full updates in one pass over the training split; 1 or more. */
  long iterationsPerEpoch();

  /** Updates made so far; 0 in a new session. */
  long iteration();

  /**
   * Updates made so far whose gradient was {@linkplain UpdateSettings#clipNorm() clipped}; 0 where
   * gradients are not clipped. Part of what a snapshot restores.
   */
  default long clippedUpdates() {
    return 0;
  }

  /**
   * Makes one optimizer update on the next batch, or the next batches that make one update.
   *
   * @param values what this update trains with
   * @return the mean loss of these examples before the update, in training mode; NaN or infinite
   *     once training has diverged
   */
  double step(HyperParameters values);

  /**
   * Makes one optimizer update on the examples of the previous {@link #step}, or on the first ones
   * in a new session; the position in the data does not move.
   *
   * @return the mean loss of these examples before the update, as {@link #step} gives it
   */
  double stepOnSameBatch(HyperParameters values);

  /**
   * Measures the present weights; changes nothing that training depends on.
   *
   * @param split what to measure on
   * @param limit the most examples to look at, 1 or more; always the same ones for the same limit
   * @throws IllegalArgumentException if the limit is below 1
   */
  Evaluation evaluate(Split split, long limit);

  /** Measures the present weights on the whole split. */
  default Evaluation evaluate(Split split) {
    return evaluate(split, Long.MAX_VALUE);
  }

  /** Copies the whole state; the copy stays valid when training goes on. */
  Snapshot snapshot();

  /**
   * Returns to the state the snapshot was taken in: training on gives exactly what it gave then.
   *
   * @throws IllegalArgumentException if the snapshot is closed or another session's
   */
  void restore(Snapshot snapshot);

  /**
   * Returns the random state alone to that of the snapshot; weights, optimizer state, counters and
   * the position in the data stay as they are. Dropout then draws the same masks again.
   *
   * @throws IllegalArgumentException if the snapshot is closed or another session's
   * @throws UnsupportedOperationException if the engine cannot
   */
  default void restoreRandomness(Snapshot snapshot) {
    throw new UnsupportedOperationException("This engine restores no random state alone.");
  }

  /**
   * Compares the last two moves of the weights: {@code sum |w1 - w0| / sum |(w1 - w0) - (w2 - w1)|}
   * over all parameters, where w0 and w1 are the weights of the snapshots and w2 the present ones.
   * Buffers such as BatchNorm's statistics do not count.
   *
   * @param first the earlier of two snapshots of this session
   * @param second the later one
   * @return above 0; infinite where both moves are the same, NaN where nothing moved
   * @throws IllegalArgumentException if a snapshot is closed or another session's
   * @throws UnsupportedOperationException if the engine cannot compare weights
   */
  default double stepRatio(Snapshot first, Snapshot second) {
    throw new UnsupportedOperationException("This engine compares no weights.");
  }

  /**
   * Writes the present weights as a file that can be deployed without this session.
   *
   * @param file where to; replaced if it exists, and never seen half-written
   */
  void saveModel(Path file) throws IOException;

  /** Releases the native memory; closing twice is allowed, any other use afterwards is not. */
  @Override
  void close();
}
