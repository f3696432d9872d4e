package dev.temper.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.report.Png;
import dev.temper.report.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of what a command leaves behind: the folder, and what it prints. */
final class OutputOptions {

  /** What to do where no plot can be drawn. */
  static final String NO_FONTS =
      "Plots are left out: Java finds no fonts. Install fontconfig and a font, for example"
          + " fonts-dejavu-core.";

  private static final Path RUNS = Path.of("runs");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Folder for the results. Default: the next free one in runs/; none where nothing is trained")
  private @Nullable Path out;

  @Option(names = "--overwrite", description = "Let --out name a folder that is not empty.")
  private boolean overwrite;

  @Option(names = "--json", description = "One JSON document on stdout, in one line.")
  private boolean json;

  @Option(names = "--quiet", description = "No progress.")
  private boolean quiet;

  /** Whether a folder was named. */
  boolean named() {
    return out != null;
  }

  /** The folder that was named, or null. */
  @Nullable Path folder() {
    return out;
  }

  /** Whether that folder may hold files already. */
  boolean overwrites() {
    return overwrite;
  }

  /** Goes on in a folder that an earlier run was writing. */
  void goOnIn(Path folder) {
    out = folder;
    overwrite = true;
  }

  /** What shows how far the work is. */
  Progress progress() {
    return Progress.create(quiet);
  }

  /**
   * Checks that the folder could be made, and makes nothing.
   *
   * @throws IllegalArgumentException if it could not; one line
   */
  void check() {
    try {
      RunFolder.check(folderOrRuns(), out == null || overwrite);
    } catch (IOException e) {
      throw refusal("read", e);
    }
  }

  /**
   * Makes the folder that was named, else the next free one in {@code runs/}.
   *
   * @param name what the run is, the first part of the name of a folder in {@code runs/}
   * @throws IllegalArgumentException if it cannot be made; one line
   */
  RunFolder open(String name) {
    try {
      return out != null ? RunFolder.open(out) : RunFolder.next(RUNS, name);
    } catch (IOException e) {
      throw refusal("made", e);
    }
  }

  private Path folderOrRuns() {
    return out != null ? out : RUNS;
  }

  private IllegalArgumentException refusal(String what, IOException e) {
    return new IllegalArgumentException(
        "The output folder '" + folderOrRuns() + "' cannot be " + what + ": " + e, e);
  }

  /**
   * Prints the document, or the summary and where the report is, if one was written.
   *
   * @param result the document; an object tells also of the folder
   * @param folder of the run; null where none was made
   * @param summary what a person wants to read, of the document
   */
  <T extends JsonNode> void print(
      T result, @Nullable RunFolder folder, Function<? super T, String> summary) {
    if (folder != null && !Png.available()) {
      System.err.println("temper: " + NO_FONTS);
    }
    if (json) {
      if (folder != null && result instanceof ObjectNode document) {
        document.put("folder", folder.path().toString());
      }
      System.out.println(result);
    } else {
      System.out.println(summary.apply(result));
      if (folder != null) {
        System.out.println("Report: " + folder.file("report.html"));
      }
    }
  }
}
