package dev.temper.diagnosis;

import java.util.Locale;

/** How figures stand in sentences, and what is advised on the learning rate. */
final class Words {

  private Words() {}

  /** Three significant digits. */
  static String number(double value) {
    if (value == 0 || !Double.isFinite(value)) {
      return value == 0 ? "0" : Double.toString(value);
    }
    double size = Math.abs(value);
    if (size >= 1e-3 && size < 1e5) {
      int digits = Math.max(0, 2 - (int) Math.floor(Math.log10(size)));
      String text = String.format(Locale.ROOT, "%." + digits + "f", value);
      return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }
    return String.format(Locale.ROOT, "%.1e", value);
  }

  /** A share as whole percent. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  static String say(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** Advice to divide the largest rate of the run. */
  static String lowerRate(Reading reading, double divisor) {
    double max = reading.maxRate();
    return Double.isNaN(max)
        ? say("Lower the maximum learning rate to about 1/%s of what it is.", number(divisor))
        : say(
            "Lower the maximum learning rate from %s to about %s.",
            number(max), significant(max / divisor));
  }

  /** Advice to multiply the largest rate of the run. */
  static String raiseRate(Reading reading, double factor) {
    double max = reading.maxRate();
    return Double.isNaN(max)
        ? say("Raise the maximum learning rate about %s times.", number(factor))
        : say(
            "Raise the maximum learning rate from %s to about %s.",
            number(max), significant(max * factor));
  }

  /** One or two significant digits. */
  private static String significant(double value) {
    return number(Double.parseDouble(String.format(Locale.ROOT, "%.1e", value)));
  }
}
