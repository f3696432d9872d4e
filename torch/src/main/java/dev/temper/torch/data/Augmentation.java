package dev.temper.torch.data;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * How training images are varied, each anew every time it is seen; validation and test images never
 * are.
 *
 * @param crop pixels by which an image is moved at most in each direction, uniformly; what comes in
 *     is the mean colour (He et al. 2016, section 4.2, with 4 on CIFAR); 0 for none
 * @param flip whether left and right are exchanged in half of the cases
 * @param cutout side of a square at a uniform place, cut at the border, that is set to the mean
 *     colour (DeVries and Taylor 2017, with 16 on CIFAR-10); 0 for none
 */
public record Augmentation(int crop, boolean flip, int cutout) {

  /** Images as they are. */
  public static final Augmentation NONE = new Augmentation(0, false, 0);

  private static final String ACCEPTED =
      "Accepted: none, or some of crop=PIXELS, flip and cutout=PIXELS, as in crop=4,flip.";

  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if one is below 0
   */
  public Augmentation {
    if (crop < 0 || cutout < 0) {
      throw new IllegalArgumentException(
          "The crop (" + crop + ") and the cutout (" + cutout + ") must be 0 or more.");
    }
  }

  /**
   * That of a text like {@code crop=4,flip,cutout=16} or {@code none}.
   *
   * @throws IllegalArgumentException if it is not of that form; one line that tells what is
   *     accepted
   */
  public static Augmentation named(String text) {
    if (text.equals("none")) {
      return NONE;
    }
    int crop = 0;
    boolean flip = false;
    int cutout = 0;
    List<String> seen = new ArrayList<>();
    for (String piece : text.split(",", -1)) {
      String[] pair = piece.strip().split("=", 2);
      if (seen.contains(pair[0])) {
        throw new IllegalArgumentException(
            "In the augmentation '" + text + "' " + pair[0] + " stands twice. " + ACCEPTED);
      }
      seen.add(pair[0]);
      if (pair[0].equals("flip") && pair.length == 1) {
        flip = true;
      } else if (pair[0].equals("crop") && pair.length == 2) {
        crop = pixels(text, pair[1]);
      } else if (pair[0].equals("cutout") && pair.length == 2) {
        cutout = pixels(text, pair[1]);
      } else {
        throw new IllegalArgumentException(
            "There is no augmentation '" + piece.strip() + "'. " + ACCEPTED);
      }
    }
    return new Augmentation(crop, flip, cutout);
  }

  private static int pixels(String text, String number) {
    try {
      int value = Integer.parseInt(number);
      if (value >= 1) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Refused below.
    }
    throw new IllegalArgumentException(
        "The pixels (" + number + ") in the augmentation '" + text + "' must be 1 or more.");
  }

  /** The text that {@link #named} reads. */
  public String text() {
    List<String> pieces = new ArrayList<>();
    if (crop > 0) {
      pieces.add("crop=" + crop);
    }
    if (flip) {
      pieces.add("flip");
    }
    if (cutout > 0) {
      pieces.add("cutout=" + cutout);
    }
    return pieces.isEmpty() ? "none" : String.join(",", pieces);
  }

  /**
   * Checks that examples of a shape can be varied so.
   *
   * @throws IllegalArgumentException if they are no images, or smaller than a size
   */
  void check(String name, List<Long> shape) {
    if (equals(NONE)) {
      return;
    }
    if (shape.size() != 3) {
      throw new IllegalArgumentException(
          "The augmentation (" + text() + ") needs images; '" + name + "' has none.");
    }
    long side = Math.min(shape.get(1), shape.get(2));
    if (crop >= side || cutout > side) {
      throw new IllegalArgumentException(
          "The augmentation ("
              + text()
              + ") must move by less than the images' side and cut out no more than it, which is "
              + side
              + ".");
    }
  }

  /**
   * A batch varied.
   *
   * @param images (images, channels, height, width), normalized, so that 0 is the mean colour
   * @param random what is drawn from; five numbers an image, whatever is varied
   */
  public Tensor of(Tensor images, GeneratorOptional random) {
    if (equals(NONE)) {
      return images;
    }
    long count = images.size(0);
    long height = images.size(2);
    long width = images.size(3);
    Tensor draws = Dataset.beside(images, torch.empty(5, count, 1)).uniform_(0, 1, random);
    Tensor rows = Dataset.beside(images, torch.arange(new Scalar(height))).unsqueeze(0);
    Tensor columns = Dataset.beside(images, torch.arange(new Scalar(width))).unsqueeze(0);
    Tensor fromRows = rows.add(shift(draws.select(0, 0)));
    Tensor fromColumns = columns.add(shift(draws.select(0, 1)));
    if (flip) {
      Tensor mirrored = fromColumns.mul(new Scalar(-1)).add_(new Scalar(width - 1));
      fromColumns = torch.where(draws.select(0, 2).lt(new Scalar(0.5)), mirrored, fromColumns);
    }
    Tensor place =
        clamped(fromRows, height)
            .mul(new Scalar(width))
            .unsqueeze(2)
            .add(clamped(fromColumns, width).unsqueeze(1))
            .view(count, 1, height * width)
            .expand(count, images.size(1), height * width);
    Tensor varied = images.flatten(2, 3).gather(2, place).view(images.sizes());
    if (crop > 0) {
      varied.mul_(inside(fromRows, height).view(count, 1, height, 1).to(ScalarType.Float));
      varied.mul_(inside(fromColumns, width).view(count, 1, 1, width).to(ScalarType.Float));
    }
    if (cutout > 0) {
      Tensor cut =
          square(rows, draws.select(0, 3), height)
              .unsqueeze(2)
              .logical_and(square(columns, draws.select(0, 4), width).unsqueeze(1));
      varied.masked_fill_(cut.unsqueeze(1), new Scalar(0));
    }
    return varied;
  }

  /** Whole numbers from -crop to crop. */
  private Tensor shift(Tensor draws) {
    return draws
        .mul(new Scalar(2.0 * crop + 1))
        .floor_()
        .to(ScalarType.Long)
        .sub_(new Scalar(crop));
  }

  private static Tensor clamped(Tensor places, long size) {
    return places.clamp(
        new ScalarOptional(new Scalar(0)), new ScalarOptional(new Scalar(size - 1)));
  }

  private static Tensor inside(Tensor places, long size) {
    return places.ge(new Scalar(0)).logical_and(places.lt(new Scalar(size)));
  }

  /** Which places lie in the square whose centre is drawn. */
  private Tensor square(Tensor places, Tensor draws, long size) {
    Tensor first =
        draws
            .mul(new Scalar((double) size))
            .floor_()
            .to(ScalarType.Long)
            .sub_(new Scalar(cutout / 2));
    return places.ge(first).logical_and(places.lt(first.add(new Scalar(cutout))));
  }
}
