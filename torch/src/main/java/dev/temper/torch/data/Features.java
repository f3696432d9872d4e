package dev.temper.torch.data;

import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;

/**
 * The features of one split: where they lie, and how a batch is made of them.
 *
 * <p>Every form gives the same values for the same data, to the last bit.
 */
interface Features {

  /** The examples. */
  long count();

  /** Those at the given indices, normalized: 32-bit floats of shape (indices, …shape). */
  Tensor at(Tensor indices);

  /** Consecutive ones, normalized; may share memory with all. */
  Tensor range(long from, long count);

  /**
   * The same on a device, where that has the room; else they stay, and whoever takes a batch moves
   * it.
   *
   * @param normalization on that device
   */
  Features on(Device device, Normalization normalization);
}
