package dev.temper.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.temper.training.ModelSetting.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a setting of a model accepts and how it is written. */
class ModelSettingTest {

  private final ModelSetting dropout =
      new ModelSetting("dropout", Kind.DROPOUT, 0.25, 0, 0.9, false);
  private final ModelSetting layers = new ModelSetting("layers", Kind.DEPTH, 2, 0, 100, true);

  @Test
  void anotherValueChangesTheValueAlone() {
    assertThat(layers.with(3)).isEqualTo(new ModelSetting("layers", Kind.DEPTH, 3, 0, 100, true));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 0.91, Double.NaN, Double.POSITIVE_INFINITY})
  void aValueOutsideItsRangeIsRefusedWithTheRange(double value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> dropout.with(value))
        .withMessage("The dropout (" + value + ") must be 0 to 0.9.");
  }

  @Test
  void theEndsOfTheRangeAreAccepted() {
    assertThat(dropout.with(0).value()).isZero();
    assertThat(dropout.with(0.9).value()).isEqualTo(0.9);
  }

  @Test
  void aZeroHasNoSign() {
    assertThat(dropout.with(-0.0)).isEqualTo(dropout.with(0));
  }

  @Test
  void aFractionOfAWholeSettingIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> layers.with(2.5))
        .withMessage("The layers (2.5) must be a whole number from 0 to 100.");
  }

  @Test
  void aSettingInStepsTakesThemAloneAndListsThem() {
    ModelSetting depth = new ModelSetting("depth", Kind.DEPTH, 20, 8, 110, 6);
    assertThat(depth.with(110).value()).isEqualTo(110);
    assertThat(depth.accepted()).isEqualTo("depth one of 8, 14, 20, 26, 32, … 110");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> depth.with(21))
        .withMessage("The depth (21) must be one of 8, 14, 20, 26, 32, … 110.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ModelSetting("depth", Kind.DEPTH, 3, 0, 8, 2))
        .withMessage("The depth (3) must be one of 0, 2, 4, 6, 8.");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, 0.5, Double.NaN, Double.POSITIVE_INFINITY})
  void aStepThatIsNotWholeIsRefused(double step) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ModelSetting("depth", Kind.DEPTH, 0, 0, 8, step))
        .withMessageContaining("(" + step + ")");
  }

  @Test
  void aSwitchIsOnOrOff() {
    ModelSetting norm = ModelSetting.onOff("batch-norm", Kind.NORMALIZATION, true);
    assertThat(norm.value()).isEqualTo(1);
    assertThat(norm.accepted()).isEqualTo("batch-norm 0 or 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> norm.with(0.5))
        .withMessage("The batch-norm (0.5) must be 0 or 1.");
  }

  @Test
  void itsNeighboursAreWorthAComparisonAndAccepted() {
    assertThat(layers.neighbours()).containsExactly(1.0, 3.0);
    assertThat(layers.with(0).neighbours()).containsExactly(1.0);
    ModelSetting depth = new ModelSetting("depth", Kind.DEPTH, 20, 8, 26, 6);
    assertThat(depth.neighbours()).containsExactly(14.0, 26.0);
    assertThat(depth.with(26).neighbours()).containsExactly(20.0);
    ModelSetting units = new ModelSetting("units", Kind.WIDTH, 25, 1, 60, true);
    assertThat(units.neighbours()).containsExactly(12.0, 50.0);
    assertThat(units.with(1).neighbours()).containsExactly(2.0);
    ModelSetting norm = ModelSetting.onOff("batch-norm", Kind.NORMALIZATION, true);
    assertThat(norm.neighbours()).containsExactly(0.0);
    assertThat(norm.with(0).neighbours()).containsExactly(1.0);
    assertThat(new ModelSetting("m", Kind.NORMALIZATION, 0.1, 0.001, 1, false).neighbours())
        .containsExactly(0.05, 0.2);
  }

  @Test
  void isWrittenWithTheFewestDigitsThatReadBack() {
    assertThat(dropout.text()).isEqualTo("dropout=0.25");
    assertThat(layers.text()).isEqualTo("layers=2");
    assertThat(dropout.accepted()).isEqualTo("dropout from 0 to 0.9");
    assertThat(layers.accepted()).isEqualTo("layers from 0 to 100, whole");
  }

  @Test
  void aNameThatCouldNotBeReadBackAndARangeThatIsNoneAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ModelSetting("a=b", Kind.WIDTH, 1, 0, 2, false))
        .withMessageContaining("(a=b)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ModelSetting("width", Kind.WIDTH, 1, 2, 0, false))
        .withMessageContaining("(2.0 to 0.0)");
  }

  @Test
  void aTaskHasNoSettingsUnlessItSaysSoAndRefusesThemByName() {
    SyntheticTask task = new SyntheticTask();
    assertThat(task.modelSettings()).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> task.with("dropout", 0.1))
        .withMessageContainingAll("'quadratic'", "'dropout'");
  }
}
