package dev.temper.torch.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Argument;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.JitModule;

/**
 * A TorchScript file as a model: every network begins with the weights of the file, whatever the
 * seed.
 */
final class ScriptModel implements Model {

  private static final String FORWARD = "forward";

  private final ScriptFile file;
  private final JitModule original;

  /** What one pass showed: whether it draws from the library's generator, and what is off. */
  private record Trial(List<Long> shape, boolean draws, Set<String> off) {}

  private volatile Trial tried = new Trial(List.of(), false, Set.of());

  ScriptModel(Path path) {
    file = ScriptFile.of(path);
    try (PointerScope scope = new PointerScope()) {
      original = Initial.kept(file.load());
      requireOneInput();
      new ScriptTensors(name(), original).close();
    }
  }

  private void requireOneInput() {
    if (!original.find_method(FORWARD).has_value()) {
      throw new IllegalArgumentException(about() + "has no method forward.");
    }
    Argument arguments = original.get_method(FORWARD).function().getSchema().arguments();
    List<String> needed = new ArrayList<>();
    // The first is the module itself.
    for (long i = 1; i < arguments.limit(); i++) {
      Argument argument = new Argument(arguments.getPointer(i));
      if (!argument.default_value().has_value()) {
        needed.add(argument.name().getString());
      }
    }
    if (needed.size() > 1) {
      throw new IllegalArgumentException(
          about() + "takes " + needed + "; forward must take one tensor of examples.");
    }
  }

  private String about() {
    return "The network '" + name() + "' ";
  }

  @Override
  public String name() {
    return file.name();
  }

  @Override
  public String identity() {
    return name() + " with the CRC-32 " + file.checksum();
  }

  @Override
  public List<String> notes() {
    Set<String> off = tried.off;
    return off.isEmpty()
        ? List.of()
        : List.of(
            about()
                + "has "
                + String.join(" and ", off)
                + " fixed as in evaluation, also while it trains. Maybe it was traced:"
                + " torch.jit.script keeps both ways.");
  }

  @Override
  public Network create(List<Long> shape, int outputs, GeneratorOptional generator) {
    if (!tried.shape.equals(shape)) {
      tryOnce(shape);
    }
    return network(tried.draws);
  }

  private ScriptNetwork network(boolean draws) {
    return new ScriptNetwork(name(), file.load(), original, draws);
  }

  private void tryOnce(List<Long> shape) {
    try (PointerScope scope = new PointerScope()) {
      ScriptNetwork network = network(false);
      try {
        boolean draws = FirstPass.draws(name(), network, shape);
        tried = new Trial(List.copyOf(shape), draws, network.off());
      } finally {
        network.close();
      }
    }
  }
}
