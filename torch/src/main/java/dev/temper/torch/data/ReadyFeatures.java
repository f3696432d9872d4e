package dev.temper.torch.data;

import org.bytedeco.pytorch.Tensor;

/** Features that lie in memory as the network sees them: 32-bit floats, normalized. */
record ReadyFeatures(Tensor values) implements Features {

  @Override
  public long count() {
    return values.size(0);
  }

  @Override
  public Tensor at(Tensor indices) {
    return values.index_select(0, indices);
  }

  @Override
  public Tensor range(long from, long count) {
    return values.narrow(0, from, count);
  }
}
