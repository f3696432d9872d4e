package dev.temper.torch.data;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Rows of numbers in one growing array, on their way into a tensor. */
final class FeatureTable {

  private final int columns;
  private float[] values = new float[1 << 12];
  private int size;

  FeatureTable(int columns) {
    this.columns = columns;
  }

  /** Appends the next value of the present row. */
  void add(float value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, Math.multiplyExact(2, size));
    }
    values[size++] = value;
  }

  int rows() {
    return size / columns;
  }

  /** A tensor of shape (rows, width) with the columns from a first one on. */
  Tensor columns(int first, int width) {
    try (FloatPointer pointer = new FloatPointer(values)) {
      return torch.from_blob(pointer, rows(), columns).narrow(1, first, width).clone();
    }
  }

  /** A tensor of shape (rows) with one column. */
  Tensor column(int index) {
    return columns(index, 1).reshape(rows());
  }
}
