package dev.temper.store;

import dev.temper.space.Configuration;
import dev.temper.space.FloatParameter;
import dev.temper.space.Space;
import dev.temper.study.Direction;
import dev.temper.study.StudyDefinition;
import java.util.Map;

/** A study for tests. */
final class Studies {

  static final String NAME = "digits";

  static final Space SPACE =
      Space.of(FloatParameter.log("learning_rate", 1e-5, 1), FloatParameter.linear("x", 0, 1));

  private Studies() {}

  static StudyDefinition definition() {
    return named(NAME);
  }

  static StudyDefinition named(String name) {
    return new StudyDefinition(name, SPACE, "val_loss", Direction.MINIMIZE, 7, Map.of());
  }

  static Configuration configuration(long number) {
    double place = number % 100 / 100.0;
    return SPACE.at(place, 1 - place);
  }
}
