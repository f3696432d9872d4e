package dev.temper.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.report.Text;
import dev.temper.study.StudyDefinition;
import dev.temper.study.StudyReader;
import dev.temper.study.StudyStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  @Option(
      names = "--trials",
      paramLabel = "N",
      description =
          "Trials in total, more or fewer than were planned; planned from then on. Default: as"
              + " planned")
  private @Nullable Long trials;

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description =
          "Where the data of the search are on this machine. Default: where they were when it was"
              + " begun")
  private @Nullable String data;

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
  public Integer call() throws IOException {
    int code = super.call();
    return code == Temper.DONE && !arguments.isEmpty()
        ? Temper.execute(arguments.toArray(new String[0]))
        : code;
  }

  @Override
  int run(StudyStore opened) throws IOException {
    StudyReader study = reader(opened);
    List<String> goingOn = arguments(study.definition());
    Path folder = folder();
    Optional<ObjectNode> result =
        folder == null
            ? Optional.empty()
            : FinishedSearch.in(folder).result(study, planned(study.definition()));
    if (folder == null || result.isEmpty()) {
      arguments = goingOn;
    } else if (json) {
      System.out.println(result.get().put("folder", folder.toString()));
    } else {
      System.out.println(
          Text.of(
              "Nothing is left to do: the search has its %s, and the best was trained once"
                  + " more.%nReport: %s",
              Text.count(study.summary().trials(), "trial"), folder.resolve("report.html")));
    }
    return Temper.DONE;
  }

  private long planned(StudyDefinition study) {
    return trials != null ? trials : KeptOptions.planned(study);
  }

  private List<String> arguments(StudyDefinition study) {
    Map<String, String> all = new LinkedHashMap<>();
    add(all, "--store", location().text());
    add(all, "--name", study.name());
    add(all, "--trials", trials);
    add(all, "--data", data);
    add(all, "--time", time);
    add(all, "--parallel", parallel);
    add(all, "--threads", threads);
    Path folder = folder();
    add(all, "--out", folder);
    add(all, "--overwrite", folder == null ? null : true);
    add(all, "--json", json ? true : null);
    add(all, "--quiet", quiet ? true : null);
    return KeptOptions.arguments(study, all);
  }

  private static void add(Map<String, String> all, String option, @Nullable Object value) {
    if (value != null) {
      all.put(option, value.toString());
    }
  }

  /** The folder that was named, or that which holds the store. */
  private @Nullable Path folder() {
    if (out != null) {
      return out;
    }
    String store = location().text();
    if (!store.endsWith(StoreLocation.FILE) || store.contains("://")) {
      return null;
    }
    Path file = Path.of(store).toAbsolutePath();
    return file.endsWith(StoreLocation.FILE) ? file.getParent() : null;
  }
}
