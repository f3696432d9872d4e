package dev.temper.report.sketch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where numbers stand on an axis.
 *
 * @param low the number at the low end; finite, above 0 on a logarithmic scale
 * @param high the number at the high end; at least {@code low}
 * @param logarithmic whether equal factors are equally far
 */
public record Scale(double low, double high, boolean logarithmic) {

  /** Over about one decade more digits are labelled. */
  private static final double ABOUT_ONE = 1.2;

  /** Over fewer decades digits between them are labelled too. */
  private static final double FEW_DECADES = 1.6;

  /** Within such a factor a logarithmic scale is labelled like a linear one. */
  private static final double NEARLY_LINEAR = 4;

  /** Of the least distance of labels, so much will do. */
  private static final double NEARLY = 0.7;

  /** A linear scale. */
  public static Scale linear(double low, double high) {
    return new Scale(low, high, false);
  }

  /** A logarithmic scale. */
  public static Scale logarithmic(double low, double high) {
    return new Scale(low, high, true);
  }

  /** The place of a number: 0 at the low end, 1 at the high one, a half where they are the same. */
  public double place(double value) {
    if (!(high > low)) {
      return 0.5;
    }
    return logarithmic
        ? Math.log(value / low) / Math.log(high / low)
        // Halved, so that far ends do not overflow.
        : (value / 2 - low / 2) / (high / 2 - low / 2);
  }

  /** Round numbers on the scale, at most about so many. */
  public List<Double> round(int most) {
    if (!(high > low)) {
      return List.of(low);
    }
    return logarithmic && high / low >= NEARLY_LINEAR ? decades(most) : steps(most);
  }

  /** Round numbers with their labels. */
  public List<Tick> ticks(int most) {
    return round(most).stream().map(value -> new Tick(place(value), text(value))).toList();
  }

  private List<Double> steps(int most) {
    double rough = high / most - low / most;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double step = power;
    for (double factor : new double[] {1, 2, 5, 10}) {
      step = factor * power;
      if (step >= NEARLY * rough) {
        break;
      }
    }
    List<Double> values = new ArrayList<>();
    double first = Math.ceil(low / step - 1e-9);
    for (int i = 0; (first + i) * step <= high + 1e-9 * step && i <= 2 * most; i++) {
      values.add((first + i) * step + 0.0);
    }
    return values;
  }

  private List<Double> decades(int most) {
    double span = Math.log10(high / low);
    int every = (int) Math.max(1, Math.ceil(span / most));
    int[] digits =
        span < ABOUT_ONE
            ? new int[] {1, 2, 3, 5, 7}
            : span < FEW_DECADES ? new int[] {1, 2, 5} : new int[] {1};
    List<Double> values = new ArrayList<>();
    int last = (int) Math.floor(Math.log10(high) + 1e-9);
    for (int power = (int) Math.floor(Math.log10(low)); power <= last; power++) {
      for (int digit : digits) {
        // Parsed, so that a decade is the number nearest to it.
        double value = Double.parseDouble(digit + "e" + power);
        boolean within = value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9);
        if (within && Math.floorMod(power, every) == 0) {
          values.add(value);
        }
      }
    }
    return values.size() > 1 ? values : steps(most);
  }

  /** A number in few letters: {@code 0.01}, {@code 1e-5}, {@code 20,000}. */
  public static String text(double value) {
    double size = Math.abs(value);
    if (size == 0) {
      return "0";
    }
    if (size < 1e-3 || size >= 1e6) {
      return String.format(Locale.ROOT, "%.2e", value)
          .replaceFirst("\\.?0*e([+-])0?", "e$1")
          .replace("e+", "e");
    }
    if (size >= 1e4) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    int decimals = Math.max(0, 3 - (int) Math.floor(Math.log10(size)));
    String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
    return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
  }
}
