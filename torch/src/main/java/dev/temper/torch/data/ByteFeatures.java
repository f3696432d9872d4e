package dev.temper.torch.data;

import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;

/** Features that lie in memory as bytes, a quarter of it, and are normalized batch by batch. */
record ByteFeatures(Tensor bytes, Normalization normalization) implements Features {

  @Override
  public long count() {
    return bytes.size(0);
  }

  @Override
  public Tensor at(Tensor indices) {
    return normalization.of(bytes.index_select(0, Dataset.beside(bytes, indices)));
  }

  @Override
  public Tensor range(long from, long count) {
    return normalization.of(bytes.narrow(0, from, count));
  }

  @Override
  public Features on(Device device, Normalization there) {
    return new ByteFeatures(Dataset.kept(Dataset.movedIfItFits(bytes, device)), there);
  }
}
