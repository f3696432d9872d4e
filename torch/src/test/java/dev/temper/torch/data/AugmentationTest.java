package dev.temper.torch.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.temper.torch.model.TensorValues;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Images moved, mirrored and cut out: against pixels found by hand, and in distribution. */
class AugmentationTest {

  private static final int COUNT = 400;
  private static final int HEIGHT = 5;
  private static final int WIDTH = 7;

  /** Every pixel of every image and channel has a value of its own, none of them 0. */
  private static Tensor images() {
    long values = (long) COUNT * 2 * HEIGHT * WIDTH;
    return torch
        .arange(new Scalar(values))
        .to(ScalarType.Double)
        .add(new Scalar(1))
        .view(COUNT, 2, HEIGHT, WIDTH);
  }

  private static double value(int image, int channel, int row, int column) {
    return ((image * 2 + channel) * HEIGHT + row) * WIDTH + column + 1.0;
  }

  private static double[] varied(Augmentation augmentation, long seed) {
    try (PointerScope scope = new PointerScope()) {
      Tensor result =
          augmentation.of(images(), new GeneratorOptional(torch.createCPUGenerator(seed)));
      assertThat(result.shape()).containsExactly(COUNT, 2, HEIGHT, WIDTH);
      return TensorValues.of(result);
    }
  }

  /** Whether an image is its original moved, and mirrored first where asked. */
  private static boolean isMoved(
      double[] values, int image, int down, int right, boolean mirrored) {
    for (int channel = 0; channel < 2; channel++) {
      for (int row = 0; row < HEIGHT; row++) {
        for (int column = 0; column < WIDTH; column++) {
          int fromRow = row + down;
          int shifted = column + right;
          int fromColumn = mirrored ? WIDTH - 1 - shifted : shifted;
          boolean inside =
              fromRow >= 0 && fromRow < HEIGHT && fromColumn >= 0 && fromColumn < WIDTH;
          double expected = inside ? value(image, channel, fromRow, fromColumn) : 0;
          if (values[(int) value(image, channel, row, column) - 1] != expected) {
            return false;
          }
        }
      }
    }
    return true;
  }

  @Test
  void everyImageIsMovedByAsMuchAsTheCropAndHalfAreMirrored() {
    double[] values = varied(new Augmentation(2, true, 0), 3);
    int[] seen = new int[50];
    int mirrored = 0;
    for (int image = 0; image < COUNT; image++) {
      int found = 0;
      for (int kind = 0; kind < 50; kind++) {
        if (isMoved(values, image, kind / 2 % 5 - 2, kind / 10 - 2, kind % 2 == 1)) {
          found++;
          seen[kind]++;
          mirrored += kind % 2;
        }
      }
      assertThat(found).as("ways image %d can have come about", image).isEqualTo(1);
    }
    // Binomial: 400 draws of a half, deviation 10; 8 expected of each of 50 kinds.
    assertThat((double) mirrored).isCloseTo(COUNT / 2.0, within(45.0));
    assertThat(seen).doesNotContain(0);
  }

  @Test
  void cutoutSetsOneSquareToTheMeanColourCutAtTheBorder() {
    double[] values = varied(new Augmentation(0, false, 3), 5);
    long whole = 0;
    for (int image = 0; image < COUNT; image++) {
      int top = HEIGHT;
      int bottom = -1;
      int left = WIDTH;
      int right = -1;
      int cut = 0;
      for (int row = 0; row < HEIGHT; row++) {
        for (int column = 0; column < WIDTH; column++) {
          boolean first = values[(int) value(image, 0, row, column) - 1] == 0;
          boolean second = values[(int) value(image, 1, row, column) - 1] == 0;
          assertThat(second).isEqualTo(first);
          if (first) {
            top = Math.min(top, row);
            bottom = Math.max(bottom, row);
            left = Math.min(left, column);
            right = Math.max(right, column);
            cut++;
          }
        }
      }
      assertThat(cut).isEqualTo((bottom - top + 1) * (right - left + 1)).isBetween(4, 9);
      whole += cut == 9 ? 1 : 0;
    }
    // The centre lies 1 or more from every border with probability 3/5 · 5/7.
    assertThat(whole / (double) COUNT).isCloseTo(3 / 7.0, within(0.1));
  }

  @Test
  void theGeneratorFixesWhatIsDone() {
    Augmentation all = new Augmentation(2, true, 3);

    assertThat(varied(all, 1)).isEqualTo(varied(all, 1)).isNotEqualTo(varied(all, 2));
  }

  @Test
  void noneLeavesTheBatchAndTheGeneratorAlone() {
    try (PointerScope scope = new PointerScope()) {
      GeneratorOptional random = new GeneratorOptional(torch.createCPUGenerator(7));
      Tensor before = random.get().get_state();
      Tensor images = images();

      assertThat(Augmentation.NONE.of(images, random)).isSameAs(images);
      assertThat(random.get().get_state().equal(before)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"none", "flip", "crop=4", "crop=4,flip", "cutout=16", "crop=4,flip,cutout=16"})
  void theTextReadsBack(String text) {
    assertThat(Augmentation.named(text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "mirror; There is no augmentation 'mirror'",
        "crop; There is no augmentation 'crop'",
        "flip=1; There is no augmentation 'flip=1'",
        "crop=4,crop=2; crop stands twice",
        "crop=0; The pixels (0)",
        "cutout=x; The pixels (x)",
        "''; There is no augmentation ''"
      })
  void otherTextsAreRefused(String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Augmentation.named(text))
        .withMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({"5,0", "0,6"})
  void sizesMustFitTheImages(int crop, int cutout) {
    Augmentation augmentation = new Augmentation(crop, false, cutout);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> augmentation.check("small", List.of(3L, 7L, 5L)))
        .withMessageContaining("which is 5.");
  }

  @Test
  void tablesAreNotVaried() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Augmentation(0, true, 0).check("table", List.of(4L)))
        .withMessage("The augmentation (flip) needs images; 'table' has none.");
    Augmentation.NONE.check("table", List.of(4L));
  }
}
