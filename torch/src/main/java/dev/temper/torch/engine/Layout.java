package dev.temper.torch.engine;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/** The order in which images and convolution kernels lie in memory; the values are the same. */
public enum Layout {
  /** All values of a channel together (NCHW): what a network has where nobody chooses. */
  CONTIGUOUS(MemoryFormat.Contiguous),

  /** All channels of a pixel together (NHWC): what most processors convolve fastest. */
  CHANNELS_LAST(MemoryFormat.ChannelsLast);

  private final MemoryFormat format;

  Layout(MemoryFormat format) {
    this.format = format;
  }

  /**
   * The name used on the command line and in reports: {@code contiguous}, {@code channels-last}.
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The layout of the given {@linkplain #label() name}.
   *
   * @throws IllegalArgumentException if there is none; the message lists all
   */
  public static Layout named(String name) {
    for (Layout layout : values()) {
      if (layout.label().equals(name)) {
        return layout;
      }
    }
    throw new IllegalArgumentException(
        "There is no layout '"
            + name
            + "'. Accepted: "
            + Arrays.stream(values()).map(Layout::label).collect(Collectors.joining(", "))
            + ".");
  }

  /** A batch in this order; what is no batch of images as it is. */
  Tensor of(Tensor batch) {
    return batch.dim() == 4 ? batch.contiguous(format) : batch;
  }
}
