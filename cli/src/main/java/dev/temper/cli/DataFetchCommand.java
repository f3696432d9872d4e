package dev.temper.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.temper.torch.fetch.Fetch;
import dev.temper.torch.fetch.FetchException;
import dev.temper.torch.fetch.FetchListener;
import dev.temper.torch.fetch.Pause;
import dev.temper.torch.fetch.PublishedData;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Fetches a data set, and tells by which path to open it. */
@Command(
    name = "fetch",
    description =
        "Fetches a data set, checks it against its published checksum and unpacks it. After an"
            + " interruption the same command goes on where it stopped.")
final class DataFetchCommand implements Callable<Integer> {

  private static final int KIBIBYTE = 1024;

  @Parameters(paramLabel = "NAME", description = "mnist, fashion-mnist, cifar-10 or cifar-100.")
  private String name = "";

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "Where the data set gets a folder of its name. Default: ${DEFAULT-VALUE}")
  private Path dir = Path.of("data");

  @Option(
      names = "--url",
      paramLabel = "BASE",
      description = "Another address, below which the files have their usual names.")
  private @Nullable String url;

  @Option(names = "--json", description = "One JSON document on stdout, in one line.")
  private boolean json;

  @Option(names = "--quiet", description = "No progress.")
  private boolean quiet;

  @Override
  public Integer call() throws InterruptedException {
    PublishedData data;
    try {
      data = PublishedData.named(name);
      data = url == null ? data : data.from(url);
    } catch (IllegalArgumentException e) {
      return Temper.badInput(String.valueOf(e.getMessage()));
    }
    Path folder = dir.resolve(name);
    Thread hook =
        new Thread(
            () -> System.err.println("\ntemper: interrupted; the same command goes on from here."));
    Runtime.getRuntime().addShutdownHook(hook);
    try (Progress progress = Progress.create(quiet)) {
      progress.onNote(data.citation());
      new Fetch(Fetch.PATIENCE, Pause.SLEEPING, new Shown(progress)).run(data, folder);
    } catch (FetchException e) {
      System.err.println("temper: " + e.getMessage());
      return Temper.FAILED;
    } finally {
      removeHook(hook);
    }
    if (json) {
      System.out.println(
          new ObjectMapper()
              .createObjectNode()
              .put("name", name)
              .put("path", folder.toString())
              .put("citation", data.citation()));
    } else {
      System.out.println("--data " + folder);
    }
    return Temper.DONE;
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already.
    }
  }

  /** How far it is, in KiB. */
  private record Shown(Progress progress) implements FetchListener {

    @Override
    public void onFile(String file, long before, long bytes) {
      progress.begin(file, Math.max(1, bytes / KIBIBYTE), before / KIBIBYTE);
    }

    @Override
    public void onBytes(long done) {
      progress.onTrial(done / KIBIBYTE, "KiB");
    }

    @Override
    public void onNote(String line) {
      progress.onNote(line);
    }
  }
}
