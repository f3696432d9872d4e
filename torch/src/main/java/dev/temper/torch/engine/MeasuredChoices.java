package dev.temper.torch.engine;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What was found fastest on this machine, in a small file; losing it costs a measurement.
 *
 * <p>A file that cannot be read or written is as good as none.
 */
public final class MeasuredChoices {

  /** The system property that names another folder. */
  private static final String PROPERTY = "temper.cache";

  private final Path file;

  /** Those in a file, which need not exist. */
  public MeasuredChoices(Path file) {
    this.file = file;
  }

  /**
   * Those of this user: in the folder {@code temper} of {@code XDG_CACHE_HOME}, else of {@code
   * .cache} at home; the system property {@code temper.cache} names another.
   */
  public static MeasuredChoices ofUser() {
    String property = System.getProperty(PROPERTY, "");
    String cache = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
    Path folder =
        !property.isEmpty()
            ? Path.of(property)
            : (cache.isEmpty()
                    ? Path.of(System.getProperty("user.home"), ".cache")
                    : Path.of(cache))
                .resolve("temper");
    return new MeasuredChoices(folder.resolve("execution.properties"));
  }

  /** The one of the candidates that was kept under a key, or null. */
  @Nullable Execution find(String key, List<Execution> candidates) {
    String value = read().getProperty(key);
    return candidates.stream().filter(one -> text(one).equals(value)).findFirst().orElse(null);
  }

  /** Keeps a choice; of two processes at the same moment one may lose its own. */
  synchronized void keep(String key, Execution choice) {
    Properties all = read();
    all.setProperty(key, text(choice));
    try {
      Path folder = file.toAbsolutePath().getParent();
      Path aside = Files.createTempFile(Files.createDirectories(folder), "execution", ".part");
      try {
        try (Writer out = Files.newBufferedWriter(aside)) {
          all.store(out, "What temper found fastest on this machine; may be deleted");
        }
        Files.move(
            aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(aside);
      }
    } catch (IOException | SecurityException e) {
      // Without a file it is measured again.
    }
  }

  private Properties read() {
    Properties all = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      all.load(in);
    } catch (IOException | IllegalArgumentException e) {
      return new Properties();
    }
    return all;
  }

  private static String text(Execution execution) {
    return execution.precision().label() + " " + execution.layout().label();
  }
}
