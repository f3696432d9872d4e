package dev.temper.cli;

import dev.temper.space.Space;
import dev.temper.store.SpaceJson;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** A search space as it is given to an option: a file of JSON or YAML, or JSON itself. */
final class SpaceOption {

  private SpaceOption() {}

  /**
   * Reads a space that must be given.
   *
   * @throws IllegalArgumentException if it is not, or as {@link #read}
   */
  static Space required(@Nullable String given) {
    if (given == null) {
      throw new IllegalArgumentException("The space is missing: --space SPACE.json.");
    }
    return read(given);
  }

  /**
   * Reads a space.
   *
   * @param given JSON, which begins with a brace, or the path of a file, which is YAML where its
   *     name says so
   * @throws IllegalArgumentException if it cannot be read, or describes no space; one line
   */
  static Space read(String given) {
    if (given.stripLeading().startsWith("{")) {
      return SpaceJson.read(given);
    }
    String text = text(given);
    try {
      return given.matches("(?i).*\\.ya?ml") ? ofYaml(text) : SpaceJson.read(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(given + ": " + e.getMessage(), e);
    }
  }

  private static Space ofYaml(String text) {
    Object tree;
    try {
      tree = new Load(LoadSettings.builder().build()).loadFromString(text);
    } catch (MarkedYamlEngineException e) {
      String line =
          e.getProblemMark().map(mark -> " (line " + (mark.getLine() + 1) + ")").orElse("");
      throw new IllegalArgumentException("The space is no YAML: " + e.getProblem() + line + ".", e);
    } catch (YamlEngineException e) {
      String problem = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new IllegalArgumentException("The space is no YAML: " + problem + ".", e);
    }
    return SpaceJson.readTree(Objects.requireNonNullElse(tree, ""));
  }

  private static String text(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "The space '" + file + "' cannot be read (" + reason(e) + ").", e);
    }
  }

  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file";
    }
    return e instanceof MalformedInputException ? "it is no UTF-8" : e.getClass().getSimpleName();
  }
}
