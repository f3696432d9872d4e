package dev.temper.study;

import dev.temper.space.Space;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a study is about, fixed when it is created but for its settings.
 *
 * @param name unique in its store; one line
 * @param space what is searched over
 * @param objective what is measured, such as {@code val_loss}
 * @param direction which values of it are better
 * @param seed of all chance: a trial's own follows from it and the trial's number
 * @param settings whatever else is needed to go on with it, by name: sampler, pruner, experiment
 */
public record StudyDefinition(
    String name,
    Space space,
    String objective,
    Direction direction,
    long seed,
    Map<String, String> settings) {

  /**
   * Copies.
   *
   * @throws IllegalArgumentException if the name or the objective is blank or of several lines
   */
  public StudyDefinition {
    checkLine("study's name", name);
    checkLine("objective", objective);
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /** A study that seeks low values, with the seed 0 and without settings. */
  public static StudyDefinition minimizing(String name, Space space, String objective) {
    return new StudyDefinition(name, space, objective, Direction.MINIMIZE, 0, Map.of());
  }

  /** A study that seeks high values, with the seed 0 and without settings. */
  public static StudyDefinition maximizing(String name, Space space, String objective) {
    return new StudyDefinition(name, space, objective, Direction.MAXIMIZE, 0, Map.of());
  }

  /** The same with another seed. */
  public StudyDefinition withSeed(long other) {
    return new StudyDefinition(name, space, objective, direction, other, settings);
  }

  /** The same with other settings. */
  public StudyDefinition withSettings(Map<String, String> other) {
    return new StudyDefinition(name, space, objective, direction, seed, other);
  }

  private static void checkLine(String what, String text) {
    if (text.isBlank() || text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "The " + what + " (" + text.strip() + ") must be a word or more in one line.");
    }
  }
}
