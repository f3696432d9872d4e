package dev.temper.torch.engine;

import dev.temper.torch.model.Network;
import dev.temper.torch.model.Pass;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.Tensor;

/** A network that tells its layers in a way of its own. */
record OwnLayers(Network network, Supplier<List<List<Tensor>>> told) implements Network {

  @Override
  public List<List<Tensor>> layers() {
    return told.get();
  }

  @Override
  public List<Tensor> parameters() {
    return network.parameters();
  }

  @Override
  public List<Tensor> buffers() {
    return network.buffers();
  }

  @Override
  public Tensor forward(Tensor input, Pass pass) {
    return network.forward(input, pass);
  }

  @Override
  public JitModule export(Tensor mean, Tensor scale) {
    return network.export(mean, scale);
  }
}
