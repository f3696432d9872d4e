package dev.temper.torch.model;

import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The shortcut without weights between shapes that differ: every {@code stride}-th place, and
 * channels of zeros behind those that are there (He 2016, section 3.3, option A).
 */
final class PaddedIdentity implements Layer {

  private final long stride;
  private final long[] padding;
  private final LongOptional whole = Initial.kept(new LongOptional());

  /**
   * A shortcut.
   *
   * @param channels how many are added; 0 or more
   * @param stride 1 or more
   */
  PaddedIdentity(long channels, long stride) {
    this.stride = stride;
    // From the last dimension to the first, in front and behind.
    padding = new long[] {0, 0, 0, 0, 0, channels};
  }

  @Override
  public boolean givesFreshMemory() {
    return true;
  }

  @Override
  public Tensor forward(Tensor x, Pass pass) {
    Tensor places = x.slice(2, whole, whole, stride).slice(3, whole, whole, stride);
    return torch.constant_pad_nd(places, padding);
  }

  @Override
  public String script(String x, Script script) {
    String places = x + "[:, :, ::" + stride + ", ::" + stride + "]";
    return "torch.constant_pad_nd(" + places + ", [0, 0, 0, 0, 0, " + padding[5] + "])";
  }
}
