package dev.temper.torch.model;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * The sum of two ways from the same input to the same shape (He 2016, "Deep residual learning for
 * image recognition", equation 2).
 *
 * @param body the longer way
 * @param shortcut the shorter one; an empty sequence is the identity
 */
record Residual(Layer body, Layer shortcut) implements CompoundLayer {

  @Override
  public List<Layer> parts() {
    return List.of(body, shortcut);
  }

  @Override
  public boolean givesFreshMemory() {
    return true;
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    Tensor y = body.forward(x, pass);
    Tensor added = shortcut.forward(x, pass);
    Tensor sum = y;
    if (body.givesFreshMemory()) {
      y.add_(added);
    } else {
      sum = y.add(added);
      if (!y.equals(x)) {
        y.close();
      }
    }
    if (!added.equals(x)) {
      added.close();
    }
    return sum;
  }

  @Override
  public String script(String x, Script script) {
    String y = script.variable(body.script(x, script));
    return "torch.add(" + y + ", " + shortcut.script(x, script) + ")";
  }
}
