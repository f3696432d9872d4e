package dev.temper.report.recorded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The event files of one run: which, and in what order. */
final class EventFiles {

  /** Folders in which Keras and others put the parts of one run, under the same tags. */
  private static final List<String> PARTS = List.of("train", "validation", "val", "eval");

  private static final Pattern TIME = Pattern.compile("tfevents\\.(\\d{1,18})");

  private EventFiles() {}

  /** Whether a file is an event file by its name, as TensorBoard decides it. */
  static boolean isOne(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.contains("tfevents")
        && !name.endsWith(".profile-empty")
        && Files.isRegularFile(file);
  }

  /**
   * The event files of a run in the order of their writing, by what goes before their tags:
   * nothing, or the name of the folder below and a slash.
   *
   * @param path an event file or a folder
   * @return empty if there are none
   * @throws IllegalArgumentException if a folder cannot be listed
   */
  static Map<String, List<Path>> of(Path path) {
    Map<String, List<Path>> files = new LinkedHashMap<>();
    if (!Files.isDirectory(path)) {
      files.put("", List.of(path));
      return files;
    }
    put(files, "", path);
    for (String part : PARTS) {
      Path below = path.resolve(part);
      if (Files.isDirectory(below)) {
        put(files, part + "/", below);
      }
    }
    return files;
  }

  private static void put(Map<String, List<Path>> files, String prefix, Path folder) {
    List<Path> found = list(folder).stream().filter(EventFiles::isOne).toList();
    if (!found.isEmpty()) {
      files.put(prefix, found);
    }
  }

  /** What to tell of a folder without the event files of a run. */
  static IllegalArgumentException missing(Path folder) {
    List<String> runs = new ArrayList<>();
    for (Path below : list(folder)) {
      if (Files.isDirectory(below) && !of(below).isEmpty()) {
        runs.add("'" + below + "'");
      }
    }
    return new IllegalArgumentException(
        "The folder '"
            + folder
            + "' holds neither event files (events.out.tfevents.*) nor a curves.csv."
            + (runs.isEmpty()
                ? ""
                : " Maybe one of the runs below: " + String.join(", ", runs) + "."));
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .sorted(Comparator.comparing(EventFiles::time).thenComparing(Path::toString))
          .toList();
    } catch (IOException e) {
      throw new IllegalArgumentException("The folder '" + folder + "' cannot be read: " + e, e);
    }
  }

  /** The time in the name of an event file, in seconds; 0 where there is none. */
  private static long time(Path file) {
    Matcher time = TIME.matcher(String.valueOf(file.getFileName()));
    return time.find() ? Long.parseLong(time.group(1)) : 0;
  }
}
