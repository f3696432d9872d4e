package dev.temper.torch.model;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * A square 2-D convolution: (batch, inputs, h, w) to (batch, outputs, h', w') with the places of
 * its window for h' and w'.
 */
final class Convolution implements Layer {

  private static final long[] ONE = {1, 1};

  private final Tensor weight;
  private final List<Tensor> parameters;
  private final TensorOptional bias;
  private final Window window;
  private final long[] stride;
  private final long[] padding;

  /**
   * A convolution.
   *
   * @param weight of shape (outputs, inputs, size, size)
   * @param bias of shape (outputs); null for none
   */
  Convolution(Tensor weight, @Nullable Tensor bias, Window window) {
    this.weight = weight;
    this.window = window;
    if (bias == null) {
      parameters = List.of(weight);
      this.bias = Initial.kept(new TensorOptional());
    } else {
      parameters = List.of(weight, bias);
      this.bias = Initial.kept(new TensorOptional(bias));
    }
    stride = new long[] {window.stride(), window.stride()};
    padding = new long[] {window.padding(), window.padding()};
  }

  @Override
  public List<Tensor> parameters() {
    return parameters;
  }

  @Override
  public boolean givesFreshMemory() {
    return true;
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return torch.conv2d(x, weight, bias, stride, padding, ONE, 1);
  }

  @Override
  public String script(String x, Script script) {
    return "torch.conv2d(%s, %s, %s, %s, %s, [1, 1], 1)"
        .formatted(
            x,
            script.parameter(weight),
            parameters.size() > 1 ? script.parameter(parameters.get(1)) : "None",
            Script.pair(window.stride()),
            Script.pair(window.padding()));
  }
}
