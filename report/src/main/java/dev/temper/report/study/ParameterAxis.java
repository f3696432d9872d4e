package dev.temper.report.study;

import dev.temper.report.sketch.Scale;
import dev.temper.report.sketch.Tick;
import dev.temper.space.CategoricalParameter;
import dev.temper.space.Configuration;
import dev.temper.space.FloatParameter;
import dev.temper.space.IntParameter;
import dev.temper.space.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A parameter on an axis from one end of what is searched to the other, on its own scale.
 *
 * @param parameter what stands on the axis
 */
record ParameterAxis(Parameter parameter) {

  /** More values have no room of their own. */
  private static final int MOST_CELLS = 12;

  /** Of so many values each is labelled. */
  private static final int FEW = 6;

  String label() {
    return isLogarithmic() ? parameter.name() + " (log)" : parameter.name();
  }

  boolean isNumeric() {
    return !(parameter instanceof CategoricalParameter);
  }

  /** Whether it has more than one value. */
  boolean isFree() {
    return parameter.values().orElse(2) > 1;
  }

  private boolean isLogarithmic() {
    return (parameter instanceof FloatParameter real && real.log())
        || (parameter instanceof IntParameter whole && whole.log());
  }

  /** The place of a trial from 0 to 1; empty where the parameter does not exist in it. */
  OptionalDouble place(Configuration configuration) {
    return configuration.has(parameter.name())
        ? OptionalDouble.of(parameter.placeOf(configuration.get(parameter.name())))
        : OptionalDouble.empty();
  }

  /** How many separate values stand side by side with room for each; 0 where they have none. */
  int cells() {
    long values = parameter.values().orElse(Long.MAX_VALUE);
    return values <= MOST_CELLS && (!isLogarithmic() || !isNumeric()) ? (int) values : 0;
  }

  /** Labelled places, at most about so many. */
  List<Tick> ticks(int most) {
    long values = parameter.values().orElse(Long.MAX_VALUE);
    if (values <= Math.min(most, FEW)) {
      return evenly((int) values);
    }
    if (parameter instanceof CategoricalParameter) {
      return evenly(most);
    }
    List<Tick> ticks = new ArrayList<>();
    for (double value : range().round(most)) {
      try {
        ticks.add(new Tick(parameter.placeOf(value), Scale.text(value)));
      } catch (IllegalArgumentException e) {
        // A round number that is none of its steps.
      }
    }
    return ticks.size() > 1 ? ticks : evenly((int) Math.min(most, values));
  }

  private Scale range() {
    if (parameter instanceof FloatParameter real) {
      return new Scale(real.low(), real.high(), real.log());
    }
    IntParameter whole = (IntParameter) parameter;
    return new Scale(whole.low(), whole.high(), whole.log());
  }

  private List<Tick> evenly(int count) {
    List<Tick> ticks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Object value = parameter.valueAt((i + 0.5) / count);
      ticks.add(new Tick(parameter.placeOf(value), text(value)));
    }
    return ticks;
  }

  private static String text(Object value) {
    return value instanceof Number number ? Scale.text(number.doubleValue()) : value.toString();
  }
}
