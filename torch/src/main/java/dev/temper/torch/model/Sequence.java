package dev.temper.torch.model;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** Layers in a row; without any, the input itself. */
record Sequence(List<Layer> parts) implements CompoundLayer {

  Sequence {
    parts = List.copyOf(parts);
  }

  @Override
  public boolean givesFreshMemory() {
    return !parts.isEmpty() && parts.get(parts.size() - 1).givesFreshMemory();
  }

  @Override
  public Tensor forward(Tensor input, Pass pass) {
    Tensor x = input;
    for (Layer part : parts) {
      Tensor y = part.forward(x, pass);
      if (!x.equals(input) && !x.equals(y)) {
        // The gradient holds what it needs; without one the memory is free for the next layers.
        x.close();
      }
      x = y;
    }
    return x;
  }

  @Override
  public String script(String input, Script script) {
    String x = input;
    for (Layer part : parts) {
      x = script.variable(part.script(x, script));
    }
    return x;
  }
}
