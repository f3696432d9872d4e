package dev.temper.torch.model;

/**
 * The square places that a convolution or a pooling layer looks at.
 *
 * @param size height and width of a place; 1 or more
 * @param stride from one place to the next; 1 or more
 * @param padding rows and columns added around the image; at most half the size where pooled
 * @param partial whether a last place that reaches over the padded edge counts too, as in Caffe's
 *     pooling
 */
record Window(long size, long stride, long padding, boolean partial) {

  Window {
    if (size < 1 || stride < 1 || padding < 0) {
      throw new IllegalArgumentException(
          "A window of size (%d), stride (%d) and padding (%d) must have a size and a stride of 1"
                  .formatted(size, stride, padding)
              + " or more, and no negative padding.");
    }
  }

  /** A window that never reaches over the padded edge. */
  Window(long size, long stride, long padding) {
    this(size, stride, padding, false);
  }

  /** How many places there are along a side; 0 or below where the window does not fit. */
  long places(long side) {
    long room = side + 2 * padding - size + (partial ? stride - 1 : 0);
    long all = Math.max(0, Math.floorDiv(room, stride) + 1);
    // A place that would begin in the padding behind the image sees nothing of it.
    return partial && (all - 1) * stride >= side + padding ? all - 1 : all;
  }
}
