package dev.temper.search;

import dev.temper.space.CategoricalParameter;
import dev.temper.space.Configuration;
import dev.temper.space.Parameter;
import dev.temper.space.Space;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Configurations that have every parameter of a space at its ends, and at each of its choices,
 * under each of the values it exists under.
 */
final class Extremes {

  private final Space space;
  private final List<Parameter> parameters;

  private Extremes(Space space) {
    this.space = space;
    this.parameters = space.parameters();
  }

  static List<Configuration> of(Space space) {
    return new Extremes(space).configurations();
  }

  private List<Configuration> configurations() {
    List<Configuration> all = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      for (double place : places(parameter)) {
        for (int way = 0; way < ways(parameter); way++) {
          double[] places = new double[parameters.size()];
          Arrays.fill(places, 0.5);
          places[i] = place;
          makeExist(parameter, way, places);
          all.add(space.at(places));
        }
      }
    }
    return all;
  }

  private static List<Double> places(Parameter parameter) {
    return parameter instanceof CategoricalParameter choice
        ? choice.choices().stream().map(choice::placeOf).toList()
        : List.of(0.0, 1.0);
  }

  /** How many values the parent has, of several the one with most, under which it exists. */
  private static int ways(Parameter parameter) {
    return parameter.condition().required().values().stream().mapToInt(List::size).max().orElse(1);
  }

  private void makeExist(Parameter parameter, int way, double[] places) {
    for (Map.Entry<String, List<Object>> parent : parameter.condition().required().entrySet()) {
      Parameter other = space.parameter(parent.getKey());
      List<Object> values = parent.getValue();
      places[parameters.indexOf(other)] =
          other.placeOf(values.get(Math.min(way, values.size() - 1)));
      makeExist(other, 0, places);
    }
  }
}
