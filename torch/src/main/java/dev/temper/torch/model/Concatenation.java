package dev.temper.torch.model;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The channels of several ways from the same input, one behind the other; an empty sequence among
 * them is the input itself.
 */
record Concatenation(List<Layer> parts) implements CompoundLayer {

  Concatenation {
    parts = List.copyOf(parts);
  }

  @Override
  public boolean givesFreshMemory() {
    return true;
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    List<Tensor> outputs = new ArrayList<>();
    for (Layer part : parts) {
      outputs.add(part.forward(x, pass));
    }
    try (TensorVector vector = new TensorVector(outputs.toArray(new Tensor[0]))) {
      return torch.cat(vector, 1);
    } finally {
      for (Tensor output : outputs) {
        if (!output.equals(x)) {
          output.close();
        }
      }
    }
  }

  @Override
  public String script(String x, Script script) {
    List<String> outputs = new ArrayList<>();
    for (Layer part : parts) {
      outputs.add(script.variable(part.script(x, script)));
    }
    return "torch.cat([" + String.join(", ", outputs) + "], 1)";
  }
}
