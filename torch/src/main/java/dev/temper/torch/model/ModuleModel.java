package dev.temper.torch.model;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.global.torch;

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
    Drawing drawing = known;
    if (!drawing.shape.equals(shape)) {
      try (PointerScope scope = new PointerScope()) {
        // Of its own, so that the weights of the network asked for are the same the second time.
        GeneratorOptional aside = new GeneratorOptional(torch.createCPUGenerator(0));
        Network tried = network(shape, outputs, aside, false);
        try {
          drawing = new Drawing(List.copyOf(shape), FirstPass.draws(name, tried, shape));
        } finally {
          tried.close();
        }
        known = drawing;
      }
    }
    return network(shape, outputs, generator, drawing.draws);
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
