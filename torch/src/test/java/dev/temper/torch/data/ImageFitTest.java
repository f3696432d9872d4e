package dev.temper.torch.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.temper.torch.model.TensorValues;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.InterpolateFuncOptions;
import org.bytedeco.pytorch.InterpolateMode;
import org.bytedeco.pytorch.LongVector;
import org.bytedeco.pytorch.LongVectorOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.kBilinear;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scaling and cropping, against LibTorch's antialiased bilinear filter. */
class ImageFitTest {

  /** A value is rounded to a whole number; the filters' floats differ by far less. */
  private static final double ROUNDING = 0.5 + 1e-3;

  private static Pixels noise(int channels, int height, int width) {
    SplittableRandom random = new SplittableRandom(3);
    Pixels image = new Pixels(channels, height, width);
    random.nextBytes(image.values);
    return image;
  }

  /** The image scaled by LibTorch, 0 to 255. */
  private static Tensor scaled(Pixels image, long height, long width) {
    float[] values = new float[image.values.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = image.values[i] & 0xff;
    }
    InterpolateFuncOptions options = new InterpolateFuncOptions();
    options.size().put(new LongVectorOptional(new LongVector(height, width)));
    options.mode().put(new InterpolateMode(new kBilinear()));
    options.align_corners().put(new BoolOptional(false));
    options.antialias().put(true);
    return torch.interpolate(
        Tensor.create(values, 1, image.channels, image.height, image.width), options);
  }

  @ParameterizedTest
  @CsvSource({
    // Image, target, the size before the crop, its first row and column.
    "40, 60, 20, 20, 20, 30, 0, 5",
    "60, 40, 20, 20, 30, 20, 5, 0",
    "37, 53, 16, 16, 16, 22, 0, 3",
    "9, 5, 12, 12, 21, 12, 4, 0",
    "50, 50, 10, 30, 30, 30, 10, 0",
    "33, 100, 32, 48, 32, 96, 0, 24",
    "500, 400, 8, 8, 10, 8, 1, 0"
  })
  void coversTheSizeAndCropsTheCentre(
      int height,
      int width,
      int toHeight,
      int toWidth,
      long fullHeight,
      long fullWidth,
      int top,
      int left) {
    Pixels image = noise(3, height, width);
    Pixels fitted = ImageFit.fit(image, new ImageSize(toHeight, toWidth));
    assertThat(fitted.values).hasSize(3 * toHeight * toWidth);
    try (PointerScope scope = new PointerScope()) {
      double[] expected =
          TensorValues.of(
              scaled(image, fullHeight, fullWidth)
                  .narrow(2, top, toHeight)
                  .narrow(3, left, toWidth));
      for (int i = 0; i < expected.length; i++) {
        assertThat((double) (fitted.values[i] & 0xff)).isCloseTo(expected[i], within(ROUNDING));
      }
    }
  }

  @Test
  void leavesAnImageOfTheSizeAlone() {
    Pixels image = noise(1, 7, 9);
    assertThat(ImageFit.fit(image, new ImageSize(7, 9))).isSameAs(image);
  }
}
