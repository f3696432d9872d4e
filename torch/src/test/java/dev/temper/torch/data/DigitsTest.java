package dev.temper.torch.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.temper.torch.model.TensorValues;
import dev.temper.training.Split;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

/** The digits built in are the whole of the published data set. */
class DigitsTest {

  private static final Dataset DIGITS = Datasets.digits();

  /** Examples of each class, as optdigits.names of the UCI repository lists them. */
  private static final long[] TRAINING = {376, 389, 380, 389, 387, 376, 377, 387, 380, 382};

  private static final long[] TEST = {178, 182, 177, 183, 181, 182, 181, 179, 174, 180};

  @Test
  void areImagesOfEightByEight() {
    assertThat(DIGITS.shape()).containsExactly(1L, 8L, 8L);
    assertThat(DIGITS.summary().classes())
        .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    assertThat(DIGITS.features(Split.TEST).shape()).containsExactly(1797, 1, 8, 8);
  }

  @Test
  void holdOutATenthForValidation() {
    assertThat(DIGITS.summary().trainingExamples()).isEqualTo(3823 - 382);
    assertThat(DIGITS.summary().validationExamples()).isEqualTo(382);
    assertThat(DIGITS.summary().testExamples()).isEqualTo(1797);
  }

  @Test
  void haveThePublishedExamplesOfEachClass() {
    long[] training = count(Split.TRAINING);
    long[] validation = count(Split.VALIDATION);
    for (int digit = 0; digit < 10; digit++) {
      training[digit] += validation[digit];
    }
    assertThat(training).isEqualTo(TRAINING);
    assertThat(count(Split.TEST)).isEqualTo(TEST);
  }

  private static long[] count(Split split) {
    long[] counts = new long[10];
    for (double label : TensorValues.of(DIGITS.labels(split))) {
      counts[(int) label]++;
    }
    return counts;
  }

  @Test
  void areNormalizedByTheTrainingSplit() {
    try (PointerScope scope = new PointerScope()) {
      Tensor training = DIGITS.features(Split.TRAINING);
      // 220,224 float32 values: their mean is exact to some 1e-6.
      assertThat(training.mean().item_double()).isCloseTo(0, within(1e-5));
      assertThat(training.square().mean().item_double()).isCloseTo(1, within(1e-5));
    }
  }

  @Test
  void arePixelCountsFromZeroToSixteen() {
    try (PointerScope scope = new PointerScope()) {
      for (Split split : Split.values()) {
        Tensor pixels = DIGITS.features(split).mul(DIGITS.scale()).add(DIGITS.mean());
        assertThat(pixels.sub(pixels.round()).abs().max().item_double()).isLessThan(1e-4);
        assertThat(Math.round(pixels.min().item_double())).isZero();
        assertThat(Math.round(pixels.max().item_double())).isEqualTo(16);
      }
    }
  }

  @Test
  void nameTheirSource() {
    assertThat(DIGITS.summary().name()).isEqualTo("digits");
    assertThat(DIGITS.summary().attribution()).contains("Alpaydin", "10.24432/C50P49", "CC BY 4.0");
  }

  @Test
  void haveNoClassThatDominates() {
    assertThat(DIGITS.summary().majorityShare()).isBetween(0.1, 0.12);
  }
}
