package dev.temper.torch.data;

import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;

/** Features that lie in image files, which are decoded whenever they are needed. */
final class FileFeatures implements Features {

  private final ImageFiles files;
  private final Tensor members;
  private final Normalization normalization;

  /**
   * The images of one split.
   *
   * @param files those of all splits
   * @param members the numbers of those in this one, 64-bit integers of shape (examples)
   */
  FileFeatures(ImageFiles files, Tensor members, Normalization normalization) {
    this.files = files;
    this.members = members;
    this.normalization = normalization;
  }

  @Override
  public long count() {
    return members.size(0);
  }

  @Override
  public Tensor at(Tensor indices) {
    return normalized(files.read(numbers(indices)));
  }

  @Override
  public Tensor range(long from, long count) {
    return normalized(files.read(values(members.narrow(0, from, count))));
  }

  /** The files of the examples at some indices. */
  long[] numbers(Tensor indices) {
    try (PointerScope scope = new PointerScope()) {
      return values(members.index_select(0, indices));
    }
  }

  @Override
  public Features on(Device device, Normalization there) {
    return new FileFeatures(files, members, there);
  }

  /** Decodes files, from any thread; for a GPU into memory that it can fetch from. */
  Tensor decoded(long[] numbers) {
    Tensor bytes = files.read(numbers);
    if (!normalization.mean().is_cuda()) {
      return bytes;
    }
    Tensor pinned = bytes.pin_memory();
    bytes.close();
    return pinned;
  }

  /** Decoded bytes as the network sees them. */
  Tensor normalized(Tensor bytes) {
    return normalization.of(bytes);
  }

  /** 64-bit integers in memory of Java. */
  static long[] values(Tensor whole) {
    long[] values = new long[Math.toIntExact(whole.numel())];
    try (LongPointer pointer = whole.data_ptr_long()) {
      pointer.get(values);
    }
    return values;
  }
}
