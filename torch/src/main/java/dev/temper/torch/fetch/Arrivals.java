package dev.temper.torch.fetch;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The body of an answer piece by piece; waiting for one ends after a while in which none comes. */
final class Arrivals implements BodySubscriber<Arrivals>, AutoCloseable {

  /**
   * What came: bytes, or how it ended.
   *
   * @param end whether this is the end, good or bad
   */
  private record Arrival(List<ByteBuffer> bytes, boolean end, @Nullable Throwable failure) {}

  private final Duration patience;
  private final BlockingQueue<Arrival> queue = new LinkedBlockingQueue<>();
  private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();

  Arrivals(Duration patience) {
    this.patience = patience;
  }

  /** At the head of the answer, before its bytes. */
  @Override
  public CompletionStage<Arrivals> getBody() {
    return CompletableFuture.completedStage(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription.complete(given);
    given.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> bytes) {
    queue.add(new Arrival(bytes, false, null));
  }

  @Override
  public void onError(Throwable failure) {
    queue.add(new Arrival(List.of(), true, failure));
  }

  @Override
  public void onComplete() {
    queue.add(new Arrival(List.of(), true, null));
  }

  /**
   * The next bytes, or an empty list at the end.
   *
   * @throws HttpTimeoutException if none come in time
   * @throws IOException if the connection was cut
   * @throws InterruptedException if the thread is interrupted
   */
  List<ByteBuffer> next() throws IOException, InterruptedException {
    Arrival arrival = queue.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
    if (arrival == null) {
      throw new HttpTimeoutException("nothing came for " + patience.toSeconds() + " s");
    }
    if (arrival.failure() != null) {
      throw new IOException("it was cut", arrival.failure());
    }
    if (!arrival.end()) {
      subscription.join().request(1);
    }
    return arrival.bytes();
  }

  /** Wants no more. */
  @Override
  public void close() {
    var unused = subscription.thenAccept(Flow.Subscription::cancel);
  }
}
