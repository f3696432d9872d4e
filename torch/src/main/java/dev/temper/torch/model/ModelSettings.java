package dev.temper.torch.model;

import dev.temper.training.ModelSetting;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The settings of a model with their present values, found by name; immutable. */
public final class ModelSettings {

  private final List<ModelSetting> all;

  ModelSettings(List<ModelSetting> all) {
    this.all = List.copyOf(all);
    if (all.stream().map(ModelSetting::name).distinct().count() < all.size()) {
      throw new IllegalArgumentException(
          "The settings (" + accepted() + ") must have names that differ.");
    }
  }

  /** A model's own settings, and behind them those it has in common with others. */
  static ModelSettings of(List<ModelSetting> own, List<ModelSetting> common) {
    return new ModelSettings(Stream.concat(own.stream(), common.stream()).toList());
  }

  /** All of them, in the order they were declared. */
  public List<ModelSetting> all() {
    return all;
  }

  /**
   * The present value of one.
   *
   * @throws IllegalArgumentException if there is none of that name; the message lists all
   */
  public double value(String name) {
    return all.get(index(name)).value();
  }

  /**
   * The present value of one that is whole.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public int whole(String name) {
    return (int) value(name);
  }

  /** These settings with another value of one. */
  ModelSettings with(String name, double value) {
    int index = index(name);
    List<ModelSetting> changed = new ArrayList<>(all);
    changed.set(index, all.get(index).with(value));
    return new ModelSettings(changed);
  }

  /**
   * Those that differ from others of the same names, as in {@code layers=3,dropout=0.2}.
   *
   * @param except names of those that are not told
   */
  String differences(ModelSettings others, List<String> except) {
    return all.stream()
        .filter(setting -> !others.all.contains(setting) && !except.contains(setting.name()))
        .map(ModelSetting::text)
        .collect(Collectors.joining(","));
  }

  /** All names with their ranges, in words. */
  String accepted() {
    return all.isEmpty()
        ? "none"
        : all.stream().map(ModelSetting::accepted).collect(Collectors.joining("; "));
  }

  private int index(String name) {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).name().equals(name)) {
        return i;
      }
    }
    throw new IllegalArgumentException(
        "There is no model setting '" + name + "'. Accepted: " + accepted() + ".");
  }
}
