package dev.temper.torch.model;

import java.util.List;

/** What the library says in many lines, in one. */
final class ScriptError {

  /** Marks the line of a traceback that tells what is wrong. */
  private static final String ERROR = "Error: ";

  private ScriptError() {}

  /** The line that tells what is wrong. */
  static String line(RuntimeException error) {
    List<String> lines = String.valueOf(error.getMessage()).lines().toList();
    for (int i = lines.size() - 1; i >= 0; i--) {
      int at = lines.get(i).indexOf(ERROR);
      if (at >= 0 && lines.get(i).substring(0, at).matches("[\\w.]*")) {
        return lines.get(i).substring(at + ERROR.length()).strip();
      }
    }
    return lines.stream()
        .filter(line -> !line.isBlank())
        .findFirst()
        .orElse("no reason given")
        .strip();
  }
}
