package dev.temper.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A command in a process of its own that is killed, as by kill -9. */
final class KilledCommand {

  private KilledCommand() {}

  /**
   * Runs a command until it writes a line on stderr.
   *
   * @return whether it wrote such a line, and was killed then; else it came to its end
   */
  static boolean at(Predicate<String> line, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.temper.cli.Temper"));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      return lines.lines().anyMatch(line);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }
}
