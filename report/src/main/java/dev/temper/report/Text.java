package dev.temper.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Figures as people read them, the same in every locale. */
public final class Text {

  private Text() {}

  /** {@link String#format} with a full stop for the decimals. */
  public static String of(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }

  /** About four significant figures: {@code 0.0126}, {@code 1.26e-05}, {@code 12.5}. */
  public static String number(double value) {
    if (value == 0) {
      return "0";
    }
    double size = Math.abs(value);
    if (!(size >= 1e-4 && size < 1e5)) {
      return of("%.2e", value).replaceAll("\\.?0+e", "e");
    }
    int decimals = Math.min(6, Math.max(0, 3 - (int) Math.floor(Math.log10(size))));
    String text = of("%." + decimals + "f", value);
    return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
  }

  /** A share as {@code 98.94 %}. */
  public static String percent(double share) {
    return Double.isNaN(share) ? "unknown" : of("%.2f %%", 100 * share);
  }

  /**
   * A share as {@code 42 %}; one that would round to all without being all with a digit more, as in
   * {@code 99.7 %}.
   */
  public static String wholePercent(double share) {
    boolean looksLikeAll = share < 1 && share >= 0.995;
    return looksLikeAll ? of("%.1f %%", Math.floor(1000 * share) / 10) : of("%.0f %%", 100 * share);
  }

  /** A number and what it counts, as {@code 1 trial} or {@code 12 trials}. */
  public static String count(long number, String one) {
    return of("%,d %s", number, number == 1 ? one : one + "s");
  }

  /** A value of a configuration: a number with about four figures, all else as it is. */
  public static String value(Object value) {
    return value instanceof Double number ? number(number) : value.toString();
  }

  /** A time as {@code 4.2 s}, {@code 3 min 20 s} or {@code 2 h 5 min}. */
  public static String duration(double seconds) {
    if (seconds < 60) {
      return of("%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    return whole < 3600
        ? of("%d min %d s", whole / 60, whole % 60)
        : of("%d h %d min", whole / 3600, whole % 3600 / 60);
  }

  /** A shape as {@code 1 x 8 x 8}. */
  public static String shape(List<Long> shape) {
    return shape.stream().map(Object::toString).collect(Collectors.joining(" x "));
  }
}
