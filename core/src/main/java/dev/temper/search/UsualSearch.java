package dev.temper.search;

import dev.temper.space.Configuration;
import dev.temper.space.FloatParameter;
import dev.temper.space.Parameter;
import dev.temper.space.Space;
import dev.temper.training.ModelSetting;
import dev.temper.training.Optimizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is searched over where nobody says it, and what is tried first. */
public final class UsualSearch {

  /** Four of them, as a factor. */
  private static final double DECADES = 1e4;

  private static final double MOST_DROPOUT = 0.5;

  private UsualSearch() {}

  /**
   * The learning rate over four decades around the optimizer's customary one, for SGD up to 1; the
   * momentum from 0.8 to 0.99, where there is one; the weight decay over four decades; and the
   * dropout of a model that has it, to 0.5.
   */
  public static Space space(TrialSettings settings) {
    Optimizer optimizer = settings.session().optimizer();
    double rate = 100 * optimizer.defaultLearningRate();
    double decay = 10 * settings.weightDecay();
    List<Parameter> parameters = new ArrayList<>();
    parameters.add(FloatParameter.log(Knob.LEARNING_RATE.label(), rate / DECADES, rate));
    if (settings.momentum() > 0) {
      parameters.add(FloatParameter.linear(Knob.MOMENTUM.label(), 0.8, 0.99));
    }
    if (decay > 0) {
      parameters.add(FloatParameter.log(Knob.WEIGHT_DECAY.label(), decay / DECADES, decay));
    }
    for (ModelSetting setting : settings.task().modelSettings()) {
      if (setting.kind() == ModelSetting.Kind.DROPOUT) {
        double most = Math.min(MOST_DROPOUT, setting.high());
        parameters.add(FloatParameter.linear(setting.name(), setting.low(), most));
      }
    }
    return Space.of(parameters);
  }

  /**
   * What would be trained with if nothing were searched, as far as the space allows: the likely
   * value of a parameter, else the value that the settings have, else the middle.
   */
  public static Configuration first(Space space, TrialSettings settings) {
    Map<String, Object> usual = usual(settings);
    double[] places = new double[space.dimension()];
    for (int i = 0; i < places.length; i++) {
      Parameter parameter = space.parameters().get(i);
      if (parameter instanceof FloatParameter number && !Double.isNaN(number.likely())) {
        usual.put(parameter.name(), number.likely());
      }
      places[i] =
          accepted(parameter, usual.get(parameter.name())).map(parameter::placeOf).orElse(0.5);
    }
    Map<String, Object> values = new LinkedHashMap<>(space.at(places).values());
    // Places round; who looks at the trial expects what was said.
    values.replaceAll(
        (name, value) -> accepted(space.parameter(name), usual.get(name)).orElse(value));
    return space.configuration(values);
  }

  /** A value that may be missing, or outside of what is searched over. */
  private static Optional<Object> accepted(Parameter parameter, @Nullable Object value) {
    try {
      return value == null ? Optional.empty() : Optional.of(parameter.checked(value));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Map<String, Object> usual(TrialSettings settings) {
    Map<String, Object> usual = new LinkedHashMap<>();
    usual.put(Knob.OPTIMIZER.label(), settings.session().optimizer().label());
    usual.put(Knob.SCHEDULE.label(), settings.schedule().label());
    usual.put(Knob.BATCH_SIZE.label(), settings.session().batchSize());
    usual.put(Knob.CLIP_NORM.label(), settings.session().updates().clipNorm());
    usual.put(Knob.MOMENTUM.label(), settings.momentum());
    usual.put(Knob.WEIGHT_DECAY.label(), settings.weightDecay());
    usual.put(
        Knob.LEARNING_RATE.label(),
        settings.learningRate().orElse(settings.session().optimizer().defaultLearningRate()));
    settings.task().modelSettings().forEach(each -> usual.put(each.name(), each.value()));
    return usual;
  }
}
