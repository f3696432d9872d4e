package dev.temper.torch.fetch;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * Fetches a published data set into a folder from which it can be opened.
 *
 * <p>What was cut off goes on where it stopped; what is there is not fetched again. Files appear
 * under their names only when they are complete. Not for two at once in one folder.
 */
public final class Fetch {

  /** How long a server may be silent where nothing else is said. */
  public static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient client;
  private final Duration patience;
  private final Pause pause;
  private final FetchListener listener;

  /**
   * Fetches by the given means.
   *
   * @param patience how long a server may be silent before it is asked anew; above 0
   * @param pause waits before another attempt
   * @param listener hears how far it is
   */
  public Fetch(Duration patience, Pause pause, FetchListener listener) {
    this.client =
        HttpClient.newBuilder().connectTimeout(patience).followRedirects(Redirect.NORMAL).build();
    this.patience = patience;
    this.pause = pause;
    this.listener = listener;
  }

  /**
   * Fetches all files of a data set, and unpacks archives.
   *
   * @param folder made where it is missing
   * @throws FetchException if that is not possible; one line
   * @throws InterruptedException if the thread is interrupted; what was fetched stays
   */
  public void run(PublishedData data, Path folder) throws FetchException, InterruptedException {
    try {
      Files.createDirectories(folder);
      for (RemoteFile file : data.files()) {
        Path unpacked = folder.resolve("." + file.name() + ".unpacked");
        if (file.isArchive() && isThere(unpacked)) {
          continue;
        }
        Path fetched = new Download(file, folder, client, patience, pause, listener).run();
        if (file.isArchive()) {
          List<String> names = unpack(fetched, folder);
          // Tells what must be there, once the archive is gone.
          Files.writeString(unpacked, String.join("\n", names));
          Files.delete(fetched);
        }
      }
    } catch (FetchException e) {
      throw e;
    } catch (IOException e) {
      throw new FetchException("The folder '" + folder + "' cannot be written: " + e, e);
    }
  }

  private static boolean isThere(Path unpacked) throws IOException {
    return Files.exists(unpacked)
        && Files.readAllLines(unpacked).stream()
            .allMatch(name -> Files.exists(unpacked.resolveSibling(name)));
  }

  /** Unpacks aside, then moves: a folder under its own name is complete. Returns the names. */
  private static List<String> unpack(Path archive, Path folder) throws IOException {
    Path aside = folder.resolve(".unpacking");
    delete(aside);
    Files.createDirectories(aside);
    try {
      TarArchive.unpack(archive, aside);
      List<Path> top;
      try (var entries = Files.list(aside)) {
        top = entries.toList();
      }
      for (Path entry : top) {
        Path target = folder.resolve(entry.getFileName());
        delete(target);
        Files.move(entry, target, StandardCopyOption.ATOMIC_MOVE);
      }
      return top.stream().map(entry -> entry.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new FetchException(archive + " cannot be unpacked: " + e.getMessage(), e);
    } finally {
      delete(aside);
    }
  }

  private static void delete(Path path) throws IOException {
    if (Files.exists(path)) {
      try (var all = Files.walk(path)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }
}
