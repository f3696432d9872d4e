package dev.temper.torch.model;

import dev.temper.training.ModelSetting;
import java.util.List;
import java.util.function.Function;
import org.bytedeco.pytorch.GeneratorOptional;

/**
 * A kind of network that can be built anew for any session: the way in for a network of one's own.
 *
 * <pre>{@code
 * Model wide = Model.of("wide", (shape, outputs, generator) ->
 *     LayeredNetwork.builder(shape, generator).flatten().linear(512).relu().linear(outputs).build());
 * }</pre>
 */
public interface Model {

  /** Builds the network. */
  @FunctionalInterface
  interface Factory {
    /**
     * A network with fresh weights.
     *
     * @param shape the shape of one example, (channels, height, width) or (features)
     * @param outputs the scores it must give for each example: as many as there are classes, or 1
     *     for regression
     * @param generator the source of the initial weights
     * @throws IllegalArgumentException if this kind of network cannot take such examples
     */
    Network create(List<Long> shape, int outputs, GeneratorOptional generator);
  }

  /**
   * The name as it stands in reports, with the {@linkplain #settings() settings} that differ from
   * the defaults, as in {@code cnn:dropout=0.1}.
   */
  String name();

  /**
   * What tells this model from another of the same name: by default the name, for a file also a
   * checksum.
   */
  default String identity() {
    return name();
  }

  /** Builds a network with fresh weights; see {@link Factory#create}. */
  Network create(List<Long> shape, int outputs, GeneratorOptional generator);

  /** What can be set, with the present values; empty for a model without settings. */
  default List<ModelSetting> settings() {
    return List.of();
  }

  /**
   * This model with another value of one of its {@linkplain #settings() settings}.
   *
   * @throws IllegalArgumentException if there is no such setting, or the value is outside its
   *     range; one line that lists what is accepted
   */
  default Model with(String setting, double value) {
    throw new IllegalArgumentException(
        "The model '" + name() + "' has no setting '" + setting + "'. Accepted: none.");
  }

  /**
   * A model of one's own with settings.
   *
   * <pre>{@code
   * ModelSetting dropout = new ModelSetting("dropout", Kind.DROPOUT, 0.2, 0, 0.9, false);
   * Model wide = Model.of("wide", List.of(dropout), settings -> (shape, outputs, generator) ->
   *     LayeredNetwork.builder(shape, generator)
   *         .linear(512).relu().dropout(settings.value("dropout")).linear(outputs).build());
   * }</pre>
   *
   * @param settings with their defaults; their names differ
   * @param factory gives what builds the network for the present values
   * @throws IllegalArgumentException if two settings have one name
   */
  static Model of(
      String name, List<ModelSetting> settings, Function<ModelSettings, Factory> factory) {
    return new SettableModel(name, new ModelSettings(settings), factory);
  }

  /**
   * What somebody who trains it should know beforehand, each one line; known in full when a network
   * has been made. By default nothing.
   */
  default List<String> notes() {
    return List.of();
  }

  /** A model of one's own without settings. */
  static Model of(String name, Factory factory) {
    return new Model() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Network create(List<Long> shape, int outputs, GeneratorOptional generator) {
        return factory.create(shape, outputs, generator);
      }
    };
  }

  /**
   * A LibTorch module of one's own, in Java, without settings.
   *
   * <p>Whatever draws from the library's own generator, the initial weights and the modules for
   * dropout among it, draws from the session's seed; passes that do so run one at a time. The saved
   * model holds the weights only.
   *
   * <pre>{@code
   * Model wide = Model.ofModule("wide", (shape, outputs) -> {
   *   Wide module = new Wide(shape.get(0), outputs);   // extends Module
   *   return new ForwardModule(module, module::forward);
   * });
   * }</pre>
   */
  static Model ofModule(String name, ModuleFactory factory) {
    return new ModuleModel(name, factory);
  }
}
