package dev.temper.torch.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The labels of a table: codes in order of appearance while reading. As classes they are sorted
 * afterwards, by number where all are numbers and else by text; as targets they are numbers.
 */
final class Labels {

  private static final int MOST_CLASSES = 1000;

  private final Map<String, Integer> codes = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private final List<Long> lines = new ArrayList<>();

  /** The code of a label, a new one at its first appearance, which is in the given line. */
  int code(String label, long line) {
    return codes.computeIfAbsent(
        label,
        name -> {
          names.add(name);
          lines.add(line);
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
   * Decides what the labels are, and refuses those that are not that.
   *
   * @return whether they are the targets of a regression; else they are classes
   * @throws IllegalArgumentException if they do not suit the loss
   */
  boolean areTargets(Loss loss, String file, int rows) {
    boolean targets =
        switch (loss) {
          case MSE -> true;
          case CROSS_ENTROPY -> false;
          case AUTO -> firstText(0) < 0 && (hasFraction() || tooManyForClasses(rows));
        };
    if (targets) {
      requireNumbers(file, 0);
      requireTwo(file, "regression needs labels that differ");
    } else {
      requireTwo(file, "classification needs 2 or more classes");
      requireClasses(file, rows, loss);
    }
    return targets;
  }

  private void requireTwo(String file, String need) {
    if (count() < 2) {
      throw new IllegalArgumentException(
          file + ": all labels are '" + name(0) + "'; " + need + ".");
    }
  }

  /** Refuses what is no classification: where nearly every row has a label of its own. */
  private void requireClasses(String file, int rows, Loss loss) {
    if (tooManyForClasses(rows)) {
      throw new IllegalArgumentException(
          file
              + ": the label column has "
              + count()
              + " distinct values in "
              + rows
              + " rows; classes are expected. Maybe the label is another column, which --target"
              + " names"
              + (loss == Loss.AUTO
                  ? ", or the label '" + name(firstText(0)) + "' is to be a number."
                  : ", or it is to be learnt with --loss mse."));
    }
  }

  /**
   * Refuses a label that is no number, among those from a code on.
   *
   * @throws IllegalArgumentException with the line of the first
   */
  void requireNumbers(String file, int from) {
    int text = firstText(from);
    if (text >= 0) {
      throw new IllegalArgumentException(
          file
              + ":"
              + lines.get(text)
              + ": the label '"
              + name(text)
              + "' is no finite number, which --loss mse needs.");
    }
  }

  /** The first code from one on whose label is no number; -1 where there is none. */
  private int firstText(int from) {
    for (int i = from; i < names.size(); i++) {
      if (Double.isNaN(number(names.get(i)))) {
        return i;
      }
    }
    return -1;
  }

  private boolean hasFraction() {
    return names.stream().mapToDouble(Labels::number).anyMatch(value -> value != Math.rint(value));
  }

  private boolean tooManyForClasses(int rows) {
    return count() > MOST_CLASSES || (count() > 20 && 2 * count() > rows);
  }

  /** The number a label is, finite also as a 32-bit float; NaN if none. */
  private static double number(String label) {
    try {
      // Java also reads 2d and 2f, which elsewhere are text.
      boolean suffixed = Character.isLetter(label.charAt(label.length() - 1));
      double value = suffixed ? Double.NaN : Double.parseDouble(label);
      return Float.isFinite((float) value) ? value : Double.NaN;
    } catch (NumberFormatException e) {
      return Double.NaN;
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
  Tensor classes(int[] rows) {
    List<String> sorted = sorted();
    long[] position = new long[names.size()];
    for (int i = 0; i < sorted.size(); i++) {
      position[code(sorted.get(i), 0)] = i;
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

  /** The labels of rows given by code, as 64-bit floats. */
  Tensor targets(int[] rows) {
    double[] numbers = names.stream().mapToDouble(Labels::number).toArray();
    double[] targets = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      targets[i] = numbers[rows[i]];
    }
    try (DoublePointer pointer = new DoublePointer(targets)) {
      return torch
          .from_blob(pointer, new long[] {targets.length}, new TensorOptions(ScalarType.Double))
          .clone();
    }
  }
}
