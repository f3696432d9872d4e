package dev.temper.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.temper.schedule.OneCycle.Variant;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OneCycleSettingsTest {

  @ParameterizedTest
  @EnumSource
  void refusesFewerThanTwoIterations(Variant variant) {
    refuses(() -> variant.of(1, 0.1), "(1)");
    refuses(() -> variant.of(0, 0.1), "(0)");
    refuses(() -> variant.of(-5, 0.1), "(-5)");
  }

  @ParameterizedTest
  @EnumSource
  void refusesAMaximumThatIsNotAPositiveNumber(Variant variant) {
    for (double bad : new double[] {0, -0.1, Double.NaN, Double.POSITIVE_INFINITY}) {
      refuses(() -> variant.of(100, bad), "maximum learning rate (" + bad + ")");
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesAMinimumThatIsNotBetweenZeroAndTheMaximum(Variant variant) {
    OneCycle cycle = variant.of(100, 0.1);
    for (double bad : new double[] {0, -0.1, 0.2, Double.NaN}) {
      refuses(() -> cycle.withMinLearningRate(bad), "minimum learning rate (" + bad + ")");
    }
  }

  @ParameterizedTest
  @EnumSource
  void refusesAMomentumRangeOutsideZeroToOneOrInTheWrongOrder(Variant variant) {
    OneCycle cycle = variant.of(100, 0.1);
    refuses(() -> cycle.withMomentum(0.8, 0.9), "(0.9 to 0.8)");
    refuses(() -> cycle.withMomentum(1, 0.9), "(0.9 to 1.0)");
    refuses(() -> cycle.withMomentum(0.9, -0.1), "(-0.1 to 0.9)");
    refuses(() -> cycle.withMomentum(Double.NaN, 0.5), "(0.5 to NaN)");
    refuses(() -> cycle.withMomentum(0.9, Double.NaN), "(NaN to 0.9)");
  }

  @ParameterizedTest
  @EnumSource
  void refusesAWeightDecayThatIsNegativeOrNotFinite(Variant variant) {
    OneCycle cycle = variant.of(100, 0.1);
    for (double bad : new double[] {-1e-4, Double.NaN, Double.POSITIVE_INFINITY}) {
      refuses(() -> cycle.withWeightDecay(bad), "weight decay (" + bad + ")");
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.1, 1.5, Double.NaN})
  void refusesSharesOutsideZeroToOne(double bad) {
    refuses(() -> OneCycle.smith(100, 1).withTail(bad, 1e-3), "tail share (" + bad + ")");
    refuses(() -> OneCycle.caffe(100, 1).withPeakShare(bad), "peak share (" + bad + ")");
    refuses(() -> OneCycle.fastai(100, 1).withPeakShare(bad), "peak share (" + bad + ")");
    refuses(
        () -> OneCycle.pytorch(100, 1).withPhases(bad, Interpolation.COSINE, false),
        "peak share (" + bad + ")");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 1.5, Double.NaN})
  void refusesFactorsOutsideZeroToOne(double bad) {
    refuses(() -> OneCycle.smith(100, 1).withTail(0.1, bad), "tail factor (" + bad + ")");
    refuses(
        () -> new CaffeOneCycle(100, 1, 0.1, 0.45, bad, 0.95, 0.85, 0),
        "floor factor (" + bad + ")");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 1.5, Double.NaN})
  void refusesAFinalRateThatIsNotBetweenZeroAndTheMaximum(double bad) {
    refuses(
        () -> OneCycle.pytorch(100, 1).withFinalLearningRate(bad),
        "final learning rate (" + bad + ")");
    refuses(
        () -> new FastaiOneCycle(100, 1, 0.1, bad, 0.25, 0.95, 0.85, 0),
        "final learning rate (" + bad + ")");
  }

  @Test
  void refusesThreePhasesWhoseRiseAndFallExceedTheRun() {
    refuses(() -> OneCycle.pytorch(100, 1).withPhases(0.6, Interpolation.LINEAR, true), "(0.6)");
    assertThat(OneCycle.pytorch(100, 1).withPhases(0.6, Interpolation.LINEAR, false).peakShare())
        .isEqualTo(0.6);
  }

  static Stream<Arguments> defaults() {
    return Stream.of(
        Arguments.of(Variant.SMITH, new SmithOneCycle(200, 0.5, 0.05, 0.1, 1e-3, 0.95, 0.85, 0)),
        Arguments.of(Variant.CAFFE, new CaffeOneCycle(200, 0.5, 0.05, 0.45, 1e-3, 0.95, 0.85, 0)),
        Arguments.of(
            Variant.PYTORCH,
            new PyTorchOneCycle(
                200, 0.5, 0.02, 2e-6, 0.3, Interpolation.COSINE, false, 0.95, 0.85, 0)),
        Arguments.of(
            Variant.FASTAI, new FastaiOneCycle(200, 0.5, 0.02, 5e-6, 0.25, 0.95, 0.85, 0)));
  }

  @ParameterizedTest
  @MethodSource("defaults")
  void everyVariantHasTheDefaultsOfItsSource(Variant variant, OneCycle expected) {
    assertThat(variant.of(200, 0.5)).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  void eachWithMethodChangesItsSettingAlone(Variant variant) {
    OneCycle cycle = variant.of(200, 0.5);

    changesOnly(cycle, cycle.withMinLearningRate(0.01), "minLearningRate");
    changesOnly(cycle, cycle.withMomentum(0.7, 0.6), "maxMomentum", "minMomentum");
    changesOnly(cycle, cycle.withWeightDecay(0.3), "weightDecay");
    assertThat(cycle.withMinLearningRate(0.01).minLearningRate()).isEqualTo(0.01);
    assertThat(cycle.withMomentum(0.7, 0.6).maxMomentum()).isEqualTo(0.7);
    assertThat(cycle.withMomentum(0.7, 0.6).minMomentum()).isEqualTo(0.6);
    assertThat(cycle.withWeightDecay(0.3).weightDecay()).isEqualTo(0.3);
  }

  @ParameterizedTest
  @EnumSource
  void variantsAreFoundByTheirNameInAnyCase(Variant variant) {
    assertThat(Variant.named(variant.label())).isEqualTo(variant);
    assertThat(Variant.named(variant.name())).isEqualTo(variant);
  }

  @Test
  void anUnknownVariantIsRefusedWithTheNamesThatExist() {
    refuses(() -> Variant.named("sine"), "'sine'", "smith, caffe, pytorch, fastai");
  }

  private static void changesOnly(OneCycle before, OneCycle after, String... settings) {
    assertThat(after).usingRecursiveComparison().ignoringFields(settings).isEqualTo(before);
    assertThat(after).isNotEqualTo(before);
  }

  private static void refuses(Supplier<?> settings, String... parts) {
    ThrowingCallable call = settings::get;
    assertThatIllegalArgumentException().isThrownBy(call).withMessageContainingAll(parts);
  }
}
