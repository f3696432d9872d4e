package dev.temper.torch.data;

import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;

/** Features that lie in memory as the network sees them: 32-bit floats, normalized. */
record ReadyFeatures(Tensor values) implements Features {

  @Override
  public long count() {
    return values.size(0);
  }

  @Override
  public Tensor at(Tensor indices) {
    return values.index_select(0, Dataset.beside(values, indices));
  }

  @Override
  public Tensor range(long from, long count) {
    return values.narrow(0, from, count);
  }

  @Override
  public Features on(Device device, Normalization normalization) {
    return new ReadyFeatures(Dataset.kept(Dataset.movedIfItFits(values, device)));
  }
}
