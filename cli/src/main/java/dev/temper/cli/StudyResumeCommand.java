package dev.temper.cli;

import dev.temper.study.StudyDefinition;
import dev.temper.study.StudyStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Goes on with a search that was interrupted. */
@Command(
    name = "resume",
    description =
        "Goes on with a search, by the options it was begun with, until it has its trials; then the"
            + " best is trained once more and the report written. Several processes may do so at"
            + " once.")
final class StudyResumeCommand extends StudyAction {

  /** Under which a study keeps what its trials are run by. */
  static final String COMMAND = "command";

  private static final String SEARCH = "search";

  @Option(
      names = "--trials",
      paramLabel = "N",
      description = "Trials in total, more or fewer than were planned. Default: as planned")
  private @Nullable Long trials;

  @Option(
      names = "--time",
      paramLabel = "N",
      description = "Begin no trial after so long, as in 10minutes. Default: as planned")
  private @Nullable String time;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      description = "Trials at a time. Default: as before")
  private @Nullable Integer parallel;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Processors to use. Default: as before")
  private @Nullable Integer threads;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Folder for the results, whose files are replaced. Default: the folder of the store of a"
              + " run of 'search', else the next free one in runs/")
  private @Nullable Path out;

  @Option(names = "--json", description = "One JSON document on stdout, in one line.")
  private boolean json;

  @Option(names = "--quiet", description = "No progress.")
  private boolean quiet;

  private List<String> arguments = List.of();

  StudyResumeCommand() {
    super(Use.READ);
  }

  @Override
  public Integer call() throws java.io.IOException {
    int code = super.call();
    return code == Temper.DONE ? Temper.execute(arguments.toArray(new String[0])) : code;
  }

  @Override
  int run(StudyStore opened) {
    StudyDefinition definition = reader(opened).definition();
    if (!SEARCH.equals(definition.settings().get(COMMAND))) {
      throw new IllegalArgumentException(
          "The study '"
              + definition.name()
              + "' was not begun by 'temper search': its trials are run by other programs, which"
              + " go on by 'study ask'.");
    }
    arguments = arguments(definition);
    return Temper.DONE;
  }

  private List<String> arguments(StudyDefinition definition) {
    List<String> all = new ArrayList<>(List.of(SEARCH));
    for (Map.Entry<String, String> kept : definition.settings().entrySet()) {
      if (kept.getKey().startsWith("--")) {
        all.add(kept.getKey() + "=" + kept.getValue());
      }
    }
    all.add("--store=" + location());
    all.add("--name=" + definition.name());
    add(all, "--trials", trials);
    add(all, "--time", time);
    add(all, "--parallel", parallel);
    add(all, "--threads", threads);
    Path folder = folder();
    add(all, "--out", folder);
    add(all, "--overwrite", folder == null ? null : true);
    add(all, "--json", json ? true : null);
    add(all, "--quiet", quiet ? true : null);
    return all;
  }

  private static void add(List<String> all, String option, @Nullable Object value) {
    if (value != null) {
      all.add(option + "=" + value);
    }
  }

  /** The folder that was named, or that which holds the store. */
  private @Nullable Path folder() {
    if (out != null) {
      return out;
    }
    String store = location().toString();
    if (!store.endsWith(StoreLocation.FILE)) {
      return null;
    }
    Path file = Path.of(store).toAbsolutePath();
    return file.endsWith(StoreLocation.FILE) ? file.getParent() : null;
  }
}
