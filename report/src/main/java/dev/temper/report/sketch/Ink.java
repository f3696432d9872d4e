package dev.temper.report.sketch;

import java.awt.Color;

/** The colours of pictures, told apart by people of every colour vision and in grey. */
public final class Ink {

  /** Of words. */
  public static final Color TEXT = new Color(0x1D2329);

  /** Of words beside. */
  public static final Color QUIET = new Color(0x5B6670);

  /** Of lines behind all. */
  public static final Color GRID = new Color(0xE9ECEF);

  /** Of most marks. */
  public static final Color MAIN = new Color(0x0072B2);

  /** Of what the eye should find first. */
  public static final Color ACCENT = new Color(0xD55E00);

  /** Of what counts less. */
  public static final Color MUTED = new Color(0x8A97A3);

  /** Of what went wrong: beside the others told by its shape. */
  public static final Color BAD = new Color(0xA3195B);

  /** From the last to the first of an order, as dark as it is far. */
  private static final int[] RAMP = {0xDDE6EA, 0xA5CFD8, 0x5EB0C4, 0x2487AC, 0x155C8D, 0x0B2F5E};

  private Ink() {}

  /**
   * A colour of a scale from pale to dark.
   *
   * @param share 0 for the palest to 1 for the darkest; what is beyond counts as the end
   */
  public static Color ramp(double share) {
    double at = Math.max(0, Math.min(1, share)) * (RAMP.length - 1);
    int below = Math.min(RAMP.length - 2, (int) at);
    Color low = new Color(RAMP[below]);
    Color high = new Color(RAMP[below + 1]);
    double part = at - below;
    return new Color(
        between(low.getRed(), high.getRed(), part),
        between(low.getGreen(), high.getGreen(), part),
        between(low.getBlue(), high.getBlue(), part));
  }

  private static int between(int low, int high, double part) {
    return (int) Math.round(low + part * (high - low));
  }

  /**
   * A colour through which one sees.
   *
   * @param opacity 0 to 1
   */
  public static Color clear(Color color, double opacity) {
    return new Color(
        color.getRed(), color.getGreen(), color.getBlue(), (int) Math.round(255 * opacity));
  }
}
