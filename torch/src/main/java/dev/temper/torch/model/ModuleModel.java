package dev.temper.torch.model;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GeneratorOptional;

/** A LibTorch module in Java as a model. */
final class ModuleModel implements Model {

  private final String name;
  private final ModuleFactory factory;

  /** Whether passes over examples of a shape draw from the library's generator. */
  private record Drawing(List<Long> shape, boolean draws) {}

  private volatile Drawing known = new Drawing(List.of(), false);

  ModuleModel(String name, ModuleFactory factory) {
    this.name = name;
    this.factory = factory;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<String> notes() {
    return List.of(
        "The model.pt of the network '"
            + name
            + "' will hold its weights only: LibTorch cannot write a Java module as TorchScript.");
  }

  @Override
  public Network create(List<Long> shape, int outputs, GeneratorOptional generator) {
    if (!known.shape.equals(shape)) {
      try (PointerScope scope = new PointerScope()) {
        Network tried = network(shape, outputs, generator, false);
        known = new Drawing(List.copyOf(shape), FirstPass.draws(name, tried, shape));
      }
    }
    return network(shape, outputs, generator, known.draws);
  }

  private Network network(
      List<Long> shape, int outputs, GeneratorOptional generator, boolean draws) {
    ForwardModule made =
        DefaultGenerator.drawingFrom(
            generator.get(),
            () -> {
              try (KeepingScope scope = new KeepingScope()) {
                return factory.create(shape, outputs);
              }
            });
    return new ModuleNetwork(name, made, draws);
  }
}
