package dev.temper.torch.data;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The size that images of a folder are brought to.
 *
 * @param height rows, 1 to {@value #MOST}
 * @param width columns, 1 to {@value #MOST}
 */
public record ImageSize(int height, int width) {

  /** The longest side accepted, in pixels. */
  public static final int MOST = 4096;

  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})(?:x([0-9]{1,9}))?");

  /**
   * Checks the sides.
   *
   * @throws IllegalArgumentException if one is not in its range
   */
  public ImageSize {
    if (height < 1 || height > MOST || width < 1 || width > MOST) {
      throw refusal(text(height, width));
    }
  }

  /**
   * The size that a text names: {@code N} for a square, or {@code HxW}, height first.
   *
   * @throws IllegalArgumentException if it names none
   */
  public static ImageSize parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw refusal(text);
    }
    int height = Integer.parseInt(matcher.group(1));
    return new ImageSize(
        height, matcher.group(2) == null ? height : Integer.parseInt(matcher.group(2)));
  }

  private static IllegalArgumentException refusal(String text) {
    return new IllegalArgumentException(
        "The image size ("
            + text
            + ") must be N or HxW, height first, each from 1 to "
            + MOST
            + ".");
  }

  /** The form that {@link #parse} reads, as in {@code 224} or {@code 192x256}. */
  @Override
  public String toString() {
    return text(height, width);
  }

  private static String text(int height, int width) {
    return height == width ? Integer.toString(height) : height + "x" + width;
  }
}
