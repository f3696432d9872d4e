package dev.temper.recipe;

import java.math.BigDecimal;
import java.util.Locale;

/** Figures in the sentences of a procedure, the same in every locale. */
final class Figures {

  private Figures() {}

  /** {@link String#format} with a full stop for the decimals. */
  static String say(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }

  /** A value as people write it: {@code 0.0148}, {@code 1e-05}; whole numbers in full. */
  static String figure(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e9) {
      return Long.toString((long) value);
    }
    return Math.abs(value) >= 1e-4
        ? new BigDecimal(say("%.3g", value)).stripTrailingZeros().toPlainString()
        : say("%.3g", value).replaceAll("\\.?0+e", "e");
  }

  /** A value above 0 rounded to so many significant figures; 0 stays 0. */
  static double significant(double value, int figures) {
    if (value == 0) {
      return 0;
    }
    double unit = Math.pow(10, Math.floor(Math.log10(value)) - figures + 1);
    return Double.parseDouble(say("%.10g", Math.rint(value / unit) * unit));
  }
}
