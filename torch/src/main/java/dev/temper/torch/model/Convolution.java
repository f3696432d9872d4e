package dev.temper.torch.model;

import java.util.List;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * A square 2-D convolution of stride 1: (batch, inputs, h, w) to (batch, outputs, h', w') with h' =
 * h + 2 padding - kernel + 1.
 */
final class Convolution implements Layer {

  private static final long[] ONE = {1, 1};

  private final Tensor weight;
  private final List<Tensor> parameters;
  private final TensorOptional bias;
  private final long[] padding;

  Convolution(
      long inputs,
      long outputs,
      long kernel,
      long padding,
      boolean withBias,
      GeneratorOptional generator) {
    long fanIn = inputs * kernel * kernel;
    weight = Initial.uniform(generator, fanIn, outputs, inputs, kernel, kernel);
    if (withBias) {
      Tensor values = Initial.uniform(generator, fanIn, outputs);
      parameters = List.of(weight, values);
      bias = Initial.kept(new TensorOptional(values));
    } else {
      parameters = List.of(weight);
      bias = Initial.kept(new TensorOptional());
    }
    this.padding = new long[] {padding, padding};
  }

  @Override
  public List<Tensor> parameters() {
    return parameters;
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return torch.conv2d(x, weight, bias, ONE, padding, ONE, 1);
  }

  @Override
  public String script(Script script) {
    return "torch.conv2d(x, "
        + script.parameter(weight)
        + ", "
        + (parameters.size() > 1 ? script.parameter(parameters.get(1)) : "None")
        + ", [1, 1], ["
        + padding[0]
        + ", "
        + padding[1]
        + "], [1, 1], 1)";
  }
}
