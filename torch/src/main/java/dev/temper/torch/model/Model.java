package dev.temper.torch.model;

import java.util.List;
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

  /** The name as it stands in reports. */
  String name();

  /** Builds a network with fresh weights; see {@link Factory#create}. */
  Network create(List<Long> shape, int outputs, GeneratorOptional generator);

  /** A model of one's own. */
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
}
