package dev.temper.torch.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.temper.training.Split;
import java.io.IOException;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The blobs: where their points lie. */
class BlobsTest {

  private static Dataset open(long seed) throws IOException {
    return Datasets.open("blobs", new DataSettings(seed, 0.5, 0.2, ""));
  }

  @Test
  void halfAreForTrainingHalfHeldOutAndFiveHundredForTheTest() throws IOException {
    Dataset blobs = open(0);

    assertThat(blobs.summary().trainingExamples()).isEqualTo(500);
    assertThat(blobs.summary().validationExamples()).isEqualTo(500);
    assertThat(blobs.summary().testExamples()).isEqualTo(500);
    assertThat(blobs.shape()).containsExactly(2L);
    assertThat(blobs.classes()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 33})
  void eachClassIsAGaussianOfDeviationTwoAroundACentreInTheSquare(long seed) {
    RawData raw = Blobs.draw(new SplittableRandom(seed));

    for (int label = 0; label < 3; label++) {
      Tensor rows = raw.labels().eq(new Scalar(label)).nonzero().squeeze(1);
      assertThat(rows.numel()).isBetween(333L, 334L);
      Tensor points = raw.features().index_select(0, rows);
      for (int axis = 0; axis < 2; axis++) {
        Tensor values = points.select(1, axis);
        double mean = values.mean().item_double();
        // Four deviations of the mean of 333 points are 0.44, of their deviation 0.31.
        assertThat(Math.abs(mean)).isLessThan(10.44);
        assertThat(values.std(true).item_double()).isCloseTo(2, within(0.31));
      }
    }
  }

  @Test
  void thePointsAreTakenAsTheyAre() throws IOException {
    Dataset blobs = open(33);
    Tensor training = blobs.features(Split.TRAINING);

    assertThat(blobs.mean().abs().max().item_double()).isZero();
    assertThat(blobs.scale().eq(new Scalar(1)).all().item_bool()).isTrue();
    assertThat(training.abs().max().item_double()).isGreaterThan(5);
  }

  @Test
  void theSeedDecidesEveryPoint() throws IOException {
    Tensor first = open(5).features(Split.TRAINING);

    assertThat(first.equal(open(5).features(Split.TRAINING))).isTrue();
    assertThat(first.equal(open(6).features(Split.TRAINING))).isFalse();
  }
}
