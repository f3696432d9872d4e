package dev.temper.torch.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.temper.torch.model.TensorValues;
import dev.temper.training.Split;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Splitting and normalizing, on examples that can be told apart. */
class DatasetTest {

  private static final int EXAMPLES = 100;

  /** The training split's mean and mean square in float32: sums of at most some hundred values. */
  private static final double FLOAT = 1e-5;

  /** Example i has the features i and 10, and the label i mod 2. */
  private static RawData counted(boolean ownTest) {
    Tensor numbers = torch.arange(new Scalar(EXAMPLES)).to(ScalarType.Float).unsqueeze(1);
    Tensor features = torch.cat(pair(numbers, numbers.mul(new Scalar(0)).add(new Scalar(10))), 1);
    Tensor labels = torch.arange(new Scalar(EXAMPLES)).remainder(new Scalar(2)).to(ScalarType.Long);
    Tensor test = features.narrow(0, 0, 10).add(new Scalar(1000));
    return new RawData(
        "counted",
        List.of(2L),
        List.of("even", "odd"),
        features,
        labels,
        ownTest ? test : null,
        ownTest ? labels.narrow(0, 0, 10) : null,
        "");
  }

  private static TensorVector pair(Tensor first, Tensor second) {
    return new TensorVector(first, second);
  }

  private static RawData raw(float[] features, long[] labels) {
    return new RawData(
        "small",
        List.of(1L),
        List.of("a", "b"),
        Tensor.create(features, features.length, 1),
        Tensor.create(labels),
        null,
        null,
        "");
  }

  private static Dataset split(boolean ownTest, DataSettings settings) {
    try (PointerScope scope = new PointerScope()) {
      return new Dataset(counted(ownTest), settings);
    }
  }

  /** The numbers of the examples in a split, by undoing the normalization. */
  private static List<Long> members(Dataset data, Split split) {
    try (PointerScope scope = new PointerScope()) {
      Tensor raw = data.features(split).mul(data.scale()).add(data.mean()).select(1, 0);
      return Arrays.stream(TensorValues.of(raw)).mapToObj(Math::round).toList();
    }
  }

  @Test
  void everyExampleIsInOneSplit() {
    Dataset data = split(false, DataSettings.DEFAULT);
    List<Long> all = new ArrayList<>();
    for (Split split : Split.values()) {
      assertThat(members(data, split)).hasSize((int) data.summary().examples(split));
      all.addAll(members(data, split));
    }
    assertThat(all)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, EXAMPLES).mapToObj(i -> (long) i).toList());
  }

  @Test
  void labelsStayWithTheirExamples() {
    Dataset data = split(false, DataSettings.DEFAULT);
    for (Split split : Split.values()) {
      List<Long> members = members(data, split);
      double[] labels = TensorValues.of(data.labels(split));
      for (int i = 0; i < labels.length; i++) {
        assertThat(labels[i]).isEqualTo((double) (members.get(i) % 2));
      }
    }
  }

  @Test
  void aConstantAnswersLossIsTheEntropyOfTheClasses() {
    Dataset data = split(false, DataSettings.DEFAULT);
    double share = data.summary().majorityShare();
    assertThat(data.summary().constantLoss())
        .isCloseTo(-share * Math.log(share) - (1 - share) * Math.log(1 - share), within(1e-12));
    assertThat(data.summary().isRegression()).isFalse();
    assertThat(data.outputs()).isEqualTo(2);
    assertThat(data.targetMean()).isZero();
    assertThat(data.targetDeviation()).isEqualTo(1);
  }

  @Test
  void sharesAreOfWhatIsLeft() {
    Dataset data = split(false, new DataSettings(0, 0.25, 0.4, ""));
    assertThat(data.summary().testExamples()).isEqualTo(40);
    assertThat(data.summary().validationExamples()).isEqualTo(15);
    assertThat(data.summary().trainingExamples()).isEqualTo(45);
  }

  @Test
  void aTestSetOfItsOwnIsKeptAsItIs() {
    Dataset data = split(true, DataSettings.DEFAULT);
    assertThat(data.summary().testExamples()).isEqualTo(10);
    assertThat(data.summary().validationExamples()).isEqualTo(10);
    assertThat(data.summary().trainingExamples()).isEqualTo(90);
    assertThat(members(data, Split.TEST))
        .containsExactly(1000L, 1001L, 1002L, 1003L, 1004L, 1005L, 1006L, 1007L, 1008L, 1009L);
  }

  @Test
  void theSeedFixesTheSplits() {
    DataSettings settings = DataSettings.DEFAULT.withSeed(5);
    Dataset data = split(false, settings);
    Dataset same = split(false, settings);
    Dataset other = split(false, settings.withSeed(6));
    for (Split split : Split.values()) {
      assertThat(members(same, split)).isEqualTo(members(data, split));
      assertThat(members(other, split)).isNotEqualTo(members(data, split));
    }
  }

  @Test
  void normalizesByTheTrainingSplit() {
    try (PointerScope scope = new PointerScope()) {
      Dataset data = split(true, DataSettings.DEFAULT);
      Tensor training = data.features(Split.TRAINING).select(1, 0);
      assertThat(training.mean().item_double()).isCloseTo(0, within(FLOAT));
      assertThat(training.square().mean().item_double()).isCloseTo(1, within(FLOAT));
      // The test examples lie a thousand higher, with a deviation below 30.
      assertThat(data.features(Split.TEST).select(1, 0).min().item_double()).isGreaterThan(30);
    }
  }

  @Test
  void aFeatureThatNeverVariesBecomesZero() {
    try (PointerScope scope = new PointerScope()) {
      Dataset data = split(false, DataSettings.DEFAULT);
      for (Split split : Split.values()) {
        assertThat(TensorValues.of(data.features(split).select(1, 1))).containsOnly(0);
      }
      assertThat(TensorValues.of(data.scale())[1]).isEqualTo(1);
    }
  }

  /**
   * The 32-bit mean of a tenth is not quite a tenth; what is left must not be taken for variation.
   */
  @Test
  void aConstantThatHasNoExactMeanIsNoVariation() {
    try (PointerScope scope = new PointerScope()) {
      RawData raw = counted(false);
      Tensor tenths = raw.features().mul(new Scalar(0)).add(new Scalar(0.1));

      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  new Dataset(
                      new RawData(
                          "tenths",
                          raw.shape(),
                          raw.classes(),
                          tenths,
                          raw.labels(),
                          null,
                          null,
                          ""),
                      DataSettings.DEFAULT))
          .withMessageContaining("tenths: no feature varies");
    }
  }

  @Test
  void imagesAreNormalizedByChannel() {
    try (PointerScope scope = new PointerScope()) {
      Tensor features = torch.rand(20, 3, 4, 4);
      for (long channel = 0; channel < 3; channel++) {
        features.select(1, channel).mul_(new Scalar(1.0 + channel)).add_(new Scalar(channel));
      }
      Tensor labels = torch.arange(new Scalar(20)).remainder(new Scalar(2)).to(ScalarType.Long);
      RawData raw =
          new RawData(
              "images", List.of(3L, 4L, 4L), List.of("a", "b"), features, labels, null, null, "");
      Dataset data = new Dataset(raw, DataSettings.DEFAULT);
      assertThat(data.mean().shape()).containsExactly(1, 3, 1, 1);
      for (long channel = 0; channel < 3; channel++) {
        Tensor values = data.features(Split.TRAINING).select(1, channel);
        assertThat(values.mean().item_double()).isCloseTo(0, within(FLOAT));
        assertThat(values.square().mean().item_double()).isCloseTo(1, within(FLOAT));
      }
    }
  }

  @Test
  void theMajorityShareIsThatOfTheTrainingSplit() {
    Dataset data = split(false, DataSettings.DEFAULT);
    double[] labels = TensorValues.of(data.labels(Split.TRAINING));
    double odd = Arrays.stream(labels).sum() / labels.length;
    assertThat(data.summary().majorityShare()).isEqualTo(Math.max(odd, 1 - odd));
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void refusesValuesThatAreNotFinite(float value) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Dataset(
                    raw(new float[] {1, 2, value, 4, 5, 6}, new long[] {0, 1, 0, 1, 0, 1}),
                    DataSettings.DEFAULT))
        .withMessageContaining("small")
        .withMessageContaining("1 values are NaN or infinite");
  }

  @Test
  void refusesTooFewExamples() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Dataset(raw(new float[] {1, 2}, new long[] {0, 1}), DataSettings.DEFAULT))
        .withMessageContaining("small")
        .withMessageContaining("2 examples are too few");
  }

  @Test
  void refusesTrainingExamplesOfOneClass() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Dataset(
                    raw(new float[] {1, 2, 3, 4, 5, 6}, new long[] {1, 1, 1, 1, 1, 1}),
                    DataSettings.DEFAULT))
        .withMessageContaining("1 class");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.1, Double.NaN})
  void refusesSharesThatLeaveNothing(double share) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DataSettings(0, share, 0.2, ""))
        .withMessageContaining("validation share (" + share + ")");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DataSettings(0, 0.1, share, ""))
        .withMessageContaining("test share (" + share + ")");
  }
}
