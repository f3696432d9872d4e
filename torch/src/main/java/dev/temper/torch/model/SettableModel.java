package dev.temper.torch.model;

import dev.temper.training.ModelSetting;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.GeneratorOptional;
import org.jspecify.annotations.Nullable;

/** A model with settings, whose name tells those that differ from the defaults. */
final class SettableModel implements Model {

  private final String base;
  private final ModelSettings defaults;
  private final ModelSettings settings;
  private final Variants variants;
  private final Function<ModelSettings, Factory> factory;

  /**
   * The values of some settings that have a name of their own, as {@code resnet-56} has for {@code
   * resnet:depth=56}.
   *
   * @param settings which, by name
   * @param names the values of those settings, in their order, and the name of the model with them
   */
  record Variants(List<String> settings, Map<List<Integer>, String> names) {

    static final Variants NONE = new Variants(List.of(), Map.of());

    /** Named by the model and the values, with dashes between. */
    static Variants dashed(String base, List<String> settings, List<List<Integer>> values) {
      Map<List<Integer>, String> names = new LinkedHashMap<>();
      for (List<Integer> each : values) {
        String tail = each.stream().map(Object::toString).collect(Collectors.joining("-"));
        names.put(each, base + "-" + tail);
      }
      return new Variants(settings, names);
    }

    private @Nullable String nameOf(ModelSettings present) {
      List<Double> values = settings.stream().map(present::value).toList();
      return names.entrySet().stream()
          .filter(each -> each.getKey().stream().map(Integer::doubleValue).toList().equals(values))
          .map(Map.Entry::getValue)
          .findFirst()
          .orElse(null);
    }
  }

  /** A model with its default settings. */
  SettableModel(String base, ModelSettings defaults, Function<ModelSettings, Factory> factory) {
    this(base, defaults, Variants.NONE, factory);
  }

  /** A model with its default settings, some of whose values have names. */
  SettableModel(
      String base,
      ModelSettings defaults,
      Variants variants,
      Function<ModelSettings, Factory> factory) {
    this(base, defaults, defaults, variants, factory);
  }

  private SettableModel(
      String base,
      ModelSettings defaults,
      ModelSettings settings,
      Variants variants,
      Function<ModelSettings, Factory> factory) {
    this.base = base;
    this.defaults = defaults;
    this.settings = settings;
    this.variants = variants;
    this.factory = factory;
  }

  @Override
  public String name() {
    String variant = variants.nameOf(settings);
    String name = variant == null ? base : variant;
    String changed =
        settings.differences(defaults, variant == null ? List.of() : variants.settings());
    return changed.isEmpty() ? name : name + ":" + changed;
  }

  /** The variants that have names, by name, in their order; none for most models. */
  Map<String, SettableModel> variants() {
    Map<String, SettableModel> all = new LinkedHashMap<>();
    variants
        .names()
        .forEach(
            (values, name) -> {
              SettableModel model = this;
              for (int i = 0; i < values.size(); i++) {
                model = model.with(variants.settings().get(i), values.get(i));
              }
              all.put(name, model);
            });
    return all;
  }

  @Override
  public List<ModelSetting> settings() {
    return settings.all();
  }

  @Override
  public SettableModel with(String setting, double value) {
    return new SettableModel(base, defaults, settings.with(setting, value), variants, factory);
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
