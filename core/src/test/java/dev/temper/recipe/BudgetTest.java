package dev.temper.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.temper.recipe.Budget.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How budgets are written, and what they come to in updates. */
class BudgetTest {

  @ParameterizedTest
  @CsvSource({
    "10epochs, 10, EPOCHS",
    "10 epochs, 10, EPOCHS",
    "1epoch, 1, EPOCHS",
    "0.5epochs, 0.5, EPOCHS",
    "' 12 ', 12, EPOCHS",
    "2000iterations, 2000, ITERATIONS",
    "1 iteration, 1, ITERATIONS",
  })
  void readsANumberAndItsUnit(String text, double amount, Unit unit) {
    assertThat(Budget.parse(text)).isEqualTo(new Budget(amount, unit));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "epochs", "-3epochs", "3 updates", "3epochsx", "1e3", "NaN", "3,5epochs"})
  void refusesAnyOtherFormAndShowsTheAcceptedOnes(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Budget.parse(text))
        .withMessageContaining("'" + text + "'")
        .withMessageContaining("10epochs")
        .withMessageContaining("2000iterations");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0.0epochs", "0iterations"})
  void refusesNothing(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Budget.parse(text))
        .withMessageContaining("(0.0)")
        .withMessageContaining("above 0");
  }

  @Test
  void refusesWhatIsNoFiniteNumber() {
    assertThatIllegalArgumentException().isThrownBy(() -> Budget.epochs(Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> Budget.epochs(Double.POSITIVE_INFINITY));
    assertThatIllegalArgumentException().isThrownBy(() -> Budget.parse("9".repeat(400)));
  }

  @Test
  void refusesPartsOfAnIteration() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Budget.parse("2.5iterations"))
        .withMessageContaining("(2.5 iterations)")
        .withMessageContaining("whole");
  }

  @ParameterizedTest
  @ValueSource(strings = {"10 epochs", "0.5 epochs", "2000 iterations"})
  void isWrittenAsItIsRead(String text) {
    assertThat(Budget.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource({
    "3epochs, 53, 159",
    "0.5epochs, 53, 27",
    "0.001epochs, 53, 2",
    "100iterations, 53, 100",
    "1iteration, 53, 2",
  })
  void comesToTheNearestNumberOfUpdatesButAtLeastTwo(
      String text, long iterationsPerEpoch, long iterations) {
    assertThat(Budget.parse(text).toIterations(iterationsPerEpoch)).isEqualTo(iterations);
  }
}
