package dev.temper.torch.fetch;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/**
 * Fetches one file: into {@code NAME.part}, from where it stopped before, and by its name only when
 * the checksum is right.
 *
 * <p>A cut connection, a silent and an overloaded server are tried again, with pauses that double;
 * bytes that arrive set the count back.
 */
final class Download {

  /** Attempts in a row that may bring nothing. */
  private static final int ATTEMPTS = 5;

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final int REPORT_BYTES = 1 << 18;

  private final RemoteFile file;
  private final Path target;
  private final Path part;
  private final HttpClient client;
  private final Duration patience;
  private final Pause pause;
  private final FetchListener listener;

  /**
   * A download.
   *
   * @param patience how long the server may be silent
   */
  Download(
      RemoteFile file,
      Path folder,
      HttpClient client,
      Duration patience,
      Pause pause,
      FetchListener listener) {
    this.file = file;
    this.target = folder.resolve(file.name());
    this.part = folder.resolve(file.name() + ".part");
    this.client = client;
    this.patience = patience;
    this.pause = pause;
    this.listener = listener;
  }

  /** Whether a thing to wait and try again for. */
  private static final class TryAgain extends IOException {
    private static final long serialVersionUID = 1;

    TryAgain(String message, IOException cause) {
      super(message, cause);
    }

    TryAgain(String message) {
      super(message);
    }
  }

  /**
   * Fetches it, unless it is there.
   *
   * @return where it lies
   * @throws FetchException if that is not possible; one line
   * @throws InterruptedException if the thread is interrupted; what was fetched stays
   */
  Path run() throws FetchException, InterruptedException {
    try {
      if (Files.isRegularFile(target) && file.checksum().matches(target)) {
        return target;
      }
      if (partBytes() == 0 || partBytes() < file.bytes() || !file.checksum().matches(part)) {
        fetch();
      }
      if (!file.checksum().matches(part)) {
        Files.delete(part);
        throw new FetchException(
            file.address()
                + " does not have the published checksum ("
                + file.checksum().algorithm()
                + " "
                + file.checksum().hex()
                + "); what was fetched is removed. Maybe the file was changed, or another address"
                + " by --url is right.");
      }
      return Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (FetchException e) {
      throw e;
    } catch (IOException e) {
      throw new FetchException(part + " cannot be written: " + e, e);
    }
  }

  private long partBytes() throws IOException {
    return Files.exists(part) ? Files.size(part) : 0;
  }

  private void fetch() throws IOException, InterruptedException {
    Duration wait = FIRST_PAUSE;
    int failures = 0;
    while (true) {
      long before = partBytes();
      try {
        attempt(before);
        return;
      } catch (TryAgain e) {
        if (partBytes() > before) {
          failures = 0;
          wait = FIRST_PAUSE;
        }
        failures++;
        if (failures == ATTEMPTS) {
          throw new FetchException(
              e.getMessage()
                  + "; given up after "
                  + ATTEMPTS
                  + " attempts. What was fetched stays in "
                  + part
                  + ", and the same command goes on there.",
              e);
        }
        listener.onNote(e.getMessage() + "; tried again in " + wait.toSeconds() + " s.");
        pause.pause(wait);
        wait = wait.multipliedBy(2);
      }
    }
  }

  private void attempt(long before) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(file.address()).timeout(patience);
    if (before > 0) {
      request.header("Range", "bytes=" + before + "-");
    }
    HttpResponse<Arrivals> response;
    try {
      response = client.send(request.build(), info -> new Arrivals(patience));
    } catch (IOException e) {
      throw new TryAgain(file.address() + " cannot be reached (" + e + ")", e);
    }
    try (Arrivals body = response.body()) {
      int status = response.statusCode();
      if (status == 416) {
        // The part is longer than the file, so it is no part of it.
        Files.delete(part);
        throw new TryAgain(file.address() + " has no more bytes than were fetched");
      }
      if (status == 429 || status >= 500) {
        throw new TryAgain(file.address() + " answers with the status " + status);
      }
      boolean goesOn = status == 206 && startsAt(response, before);
      if (status != 200 && !goesOn) {
        throw new FetchException(
            file.address()
                + " answers with the status "
                + status
                + ". Maybe another address by --url has the file.");
      }
      receive(body, goesOn ? before : 0);
    }
  }

  private static boolean startsAt(HttpResponse<?> response, long first) {
    return response
        .headers()
        .firstValue("Content-Range")
        .map(range -> range.startsWith("bytes " + first + "-"))
        .orElse(false);
  }

  private void receive(Arrivals body, long before) throws IOException, InterruptedException {
    listener.onFile(file.name(), before, file.bytes());
    long done = before;
    long told = before;
    try (FileChannel out =
        FileChannel.open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            before > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING)) {
      for (List<ByteBuffer> bytes = next(body); !bytes.isEmpty(); bytes = next(body)) {
        for (ByteBuffer each : bytes) {
          while (each.hasRemaining()) {
            done += out.write(each);
          }
        }
        if (done - told >= REPORT_BYTES) {
          told = done;
          listener.onBytes(done);
        }
      }
    }
    listener.onBytes(done);
  }

  private List<ByteBuffer> next(Arrivals body) throws TryAgain, InterruptedException {
    try {
      return body.next();
    } catch (HttpTimeoutException e) {
      throw new TryAgain(
          file.address() + " has sent nothing for " + patience.toSeconds() + " s", e);
    } catch (IOException e) {
      throw new TryAgain("The connection to " + file.address() + " was cut", e);
    }
  }
}
