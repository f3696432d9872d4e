package dev.temper.torch.fetch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server of one file on this machine, which misbehaves as it is told. */
final class FileServer implements AutoCloseable {

  /** What the next answers are: none of these once they are used up, but the whole truth. */
  enum Fault {
    CUT,
    SILENCE,
    BUSY,
    NOT_FOUND,
    NO_RANGES
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final byte[] content;
  private final List<Fault> faults = new CopyOnWriteArrayList<>();
  private final List<String> ranges = new CopyOnWriteArrayList<>();

  FileServer(byte[] content) throws IOException {
    this.content = content;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    // One that has fallen silent must not keep the next from being answered.
    server.setExecutor(threads);
    server.start();
  }

  FileServer with(Fault... next) {
    faults.addAll(List.of(next));
    return this;
  }

  /** The address below which the file lies, whatever its name. */
  String base() {
    return "http://"
        + server.getAddress().getAddress().getHostAddress()
        + ":"
        + server.getAddress().getPort()
        + "/files";
  }

  /** The header Range of each request so far, empty where there was none. */
  List<String> ranges() {
    return ranges;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    ranges.add(range == null ? "" : range);
    Fault fault = faults.isEmpty() ? null : faults.remove(0);
    int from = 0;
    if (range != null && fault != Fault.NO_RANGES) {
      from = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
    }
    byte[] body = Arrays.copyOfRange(content, Math.min(from, content.length), content.length);
    try (exchange) {
      if (fault == Fault.NOT_FOUND || fault == Fault.BUSY) {
        exchange.sendResponseHeaders(fault == Fault.BUSY ? 503 : 404, -1);
      } else if (from >= content.length && from > 0) {
        exchange.sendResponseHeaders(416, -1);
      } else {
        exchange
            .getResponseHeaders()
            .set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/*");
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, body.length);
        OutputStream out = exchange.getResponseBody();
        boolean whole = fault != Fault.CUT && fault != Fault.SILENCE;
        out.write(body, 0, whole ? body.length : body.length / 2);
        out.flush();
        if (fault == Fault.SILENCE) {
          closed.await();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
