package dev.temper.torch.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The labels of a table: codes in order of appearance while reading, sorted afterwards, by number
 * where all are numbers and else by text.
 */
final class Labels {

  private static final int MOST_CLASSES = 1000;

  private final Map<String, Integer> codes = new HashMap<>();
  private final List<String> names = new ArrayList<>();

  /** The code of a label, a new one at its first appearance. */
  int code(String label) {
    return codes.computeIfAbsent(
        label,
        name -> {
          names.add(name);
          return names.size() - 1;
        });
  }

  int count() {
    return names.size();
  }

  String name(int code) {
    return names.get(code);
  }

  /**
   * Refuses what is no classification.
   *
   * @throws IllegalArgumentException if there is one label only, or nearly every row has its own
   */
  void requireClasses(String file, int rows) {
    if (count() < 2) {
      throw new IllegalArgumentException(
          file + ": all labels are '" + name(0) + "'; classification needs 2 or more classes.");
    }
    if (count() > MOST_CLASSES || (count() > 20 && 2 * count() > rows)) {
      throw new IllegalArgumentException(
          file
              + ": the label column has "
              + count()
              + " distinct values in "
              + rows
              + " rows; classes are expected. Maybe the label is another column, which --target names.");
    }
  }

  /** The names in label order. */
  List<String> sorted() {
    return names.stream().sorted(order()).toList();
  }

  private Comparator<String> order() {
    try {
      Map<String, Double> numbers = new HashMap<>();
      for (String name : names) {
        numbers.put(name, Double.valueOf(name));
      }
      return Comparator.<String, Double>comparing(numbers::get)
          .thenComparing(Comparator.naturalOrder());
    } catch (NumberFormatException e) {
      return Comparator.naturalOrder();
    }
  }

  /** The labels of rows given by code, as 64-bit integers in label order. */
  Tensor tensor(int[] rows) {
    List<String> sorted = sorted();
    long[] position = new long[names.size()];
    for (int i = 0; i < sorted.size(); i++) {
      position[code(sorted.get(i))] = i;
    }
    long[] labels = new long[rows.length];
    for (int i = 0; i < rows.length; i++) {
      labels[i] = position[rows[i]];
    }
    try (LongPointer pointer = new LongPointer(labels)) {
      return torch
          .from_blob(pointer, new long[] {labels.length}, new TensorOptions(ScalarType.Long))
          .clone();
    }
  }
}
