package dev.temper.torch.model;

import java.util.List;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** A fully connected layer, {@code y = x W^T + b}: (batch, inputs) to (batch, outputs). */
final class Linear implements Layer {

  private final Tensor weight;
  private final Tensor bias;
  private final TensorOptional biasArgument;

  Linear(long inputs, long outputs, GeneratorOptional generator) {
    weight = Initial.uniform(generator, inputs, outputs, inputs);
    bias = Initial.uniform(generator, inputs, outputs);
    biasArgument = Initial.kept(new TensorOptional(bias));
  }

  @Override
  public List<Tensor> parameters() {
    return List.of(weight, bias);
  }

  @Override
  public boolean givesFreshMemory() {
    return true;
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    return torch.linear(x, weight, biasArgument);
  }

  @Override
  public String script(String x, Script script) {
    return "torch.linear("
        + x
        + ", "
        + script.parameter(weight)
        + ", "
        + script.parameter(bias)
        + ")";
  }
}
