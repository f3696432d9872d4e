package dev.temper.report;

import java.awt.Color;
import java.util.Locale;

/**
 * The colours of lines, in order: tell apart by people of every colour vision and in grey (after
 * Okabe and Ito 2008, darkened where they are too light on white).
 */
final class Palette {

  private static final int[] COLORS = {
    0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xB8860B, 0x56B4E9, 0x4D4D4D, 0x7B3294
  };

  /** The grey of what is not a line: a range in which differences tell nothing. */
  static final Color NEUTRAL = new Color(0x6B7280);

  private Palette() {}

  static Color color(int index) {
    return new Color(COLORS[index % COLORS.length]);
  }

  /** A colour as it looks when nearly transparent on white. */
  static Color pale(Color color) {
    return new Color(pale(color.getRed()), pale(color.getGreen()), pale(color.getBlue()));
  }

  /** A colour as it looks when a trace of it lies on white: for areas behind lines. */
  static Color faint(Color color) {
    return pale(pale(color));
  }

  private static int pale(int channel) {
    return 255 - (255 - channel) / 3;
  }

  /** A colour as {@code #rrggbb}. */
  static String hex(Color color) {
    return String.format(Locale.ROOT, "#%06x", color.getRGB() & 0xFFFFFF);
  }
}
