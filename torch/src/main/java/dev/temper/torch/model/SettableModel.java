package dev.temper.torch.model;

import dev.temper.training.ModelSetting;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.bytedeco.pytorch.GeneratorOptional;

/** A model with settings, whose name tells those that differ from the defaults. */
final class SettableModel implements Model {

  private final String base;
  private final ModelSettings defaults;
  private final ModelSettings settings;
  private final Function<ModelSettings, Factory> factory;

  /** A model with its default settings. */
  SettableModel(String base, ModelSettings defaults, Function<ModelSettings, Factory> factory) {
    this(base, defaults, defaults, factory);
  }

  private SettableModel(
      String base,
      ModelSettings defaults,
      ModelSettings settings,
      Function<ModelSettings, Factory> factory) {
    this.base = base;
    this.defaults = defaults;
    this.settings = settings;
    this.factory = factory;
  }

  @Override
  public String name() {
    String changed = settings.differences(defaults);
    return changed.isEmpty() ? base : base + ":" + changed;
  }

  @Override
  public List<ModelSetting> settings() {
    return settings.all();
  }

  @Override
  public SettableModel with(String setting, double value) {
    return new SettableModel(base, defaults, settings.with(setting, value), factory);
  }

  /**
   * This model with the settings of a text like {@code layers=3,dropout=0.2}.
   *
   * @throws IllegalArgumentException if it is not of that form, one stands twice, there is none of
   *     a name, or a value is outside its range; one line that tells what is accepted
   */
  SettableModel reading(String text) {
    SettableModel model = this;
    Set<String> seen = new HashSet<>();
    for (String piece : text.split(",", -1)) {
      String[] pair = piece.strip().split("=", 2);
      if (pair.length < 2) {
        throw refusal("'" + piece + "' is not of the form name=value");
      }
      double value;
      try {
        value = Double.parseDouble(pair[1]);
      } catch (NumberFormatException e) {
        throw refusal("the value '" + pair[1] + "' of '" + pair[0] + "' is no number");
      }
      if (!seen.add(pair[0])) {
        throw refusal("'" + pair[0] + "' stands there twice");
      }
      model = model.with(pair[0], value);
    }
    return model;
  }

  private IllegalArgumentException refusal(String what) {
    return new IllegalArgumentException(
        "In the settings of the model '"
            + base
            + "' "
            + what
            + ". Accepted: "
            + settings.accepted()
            + ".");
  }

  @Override
  public Network create(List<Long> shape, int outputs, GeneratorOptional generator) {
    return factory.apply(settings).create(shape, outputs, generator);
  }
}
