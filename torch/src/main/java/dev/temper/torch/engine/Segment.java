package dev.temper.torch.engine;

import org.bytedeco.pytorch.Tensor;

/**
 * Where one of a network's parameters lies in flat memory, and how updates treat it.
 *
 * @param offset values in front of it
 * @param length its values; 1 or more
 * @param adapted whether LARS and LAMB adapt its learning rate: so for matrices and kernels, not
 *     for biases and normalization
 * @param decayed whether weight decay applies to it
 * @param rateRatio what its learning rate is multiplied by; finite, 0 or more
 */
record Segment(long offset, long length, boolean adapted, boolean decayed, double rateRatio) {

  /** This stretch of a flat vector, a view. */
  Tensor of(Tensor flat) {
    return flat.narrow(0, offset, length);
  }
}
