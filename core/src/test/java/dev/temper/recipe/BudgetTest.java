package dev.temper.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

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
    "500000examples, 500000, EXAMPLES",
    "1 example, 1, EXAMPLES",
    "5minutes, 5, MINUTES",
    "1 minute, 1, MINUTES",
    "1.5min, 1.5, MINUTES",
  })
  void readsANumberAndItsUnit(String text, double amount, Unit unit) {
    assertThat(Budget.parse(text)).isEqualTo(new Budget(amount, unit));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "epochs",
        "-3epochs",
        "3 updates",
        "3epochsx",
        "3e",
        "5m",
        "2hours",
        "1e3",
        "NaN",
        "3,5epochs"
      })
  void refusesAnyOtherFormAndShowsTheAcceptedOnes(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Budget.parse(text))
        .withMessageContaining("'" + text + "'")
        .withMessageContaining("10epochs")
        .withMessageContaining("2000iterations")
        .withMessageContaining("500000examples")
        .withMessageContaining("5minutes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0.0epochs", "0iterations", "0examples", "0min"})
  void refusesNothing(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Budget.parse(text))
        .withMessageContaining("(0 ")
        .withMessageContaining("above 0");
  }

  @Test
  void isWrittenInTheSingularWhereItIsOne() {
    assertThat(Budget.parse("1epochs")).hasToString("1 epoch");
    assertThat(Budget.parse("0.5epochs")).hasToString("0.5 epochs");
    assertThat(Budget.parse("1iteration")).hasToString("1 iteration");
    assertThat(Budget.parse("2min")).hasToString("2 minutes");
    assertThat(Budget.parse(Budget.epochs(1).toString())).isEqualTo(Budget.epochs(1));
  }

  @Test
  void refusesWhatIsNoFiniteNumber() {
    assertThatIllegalArgumentException().isThrownBy(() -> Budget.epochs(Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> Budget.epochs(Double.POSITIVE_INFINITY));
    assertThatIllegalArgumentException().isThrownBy(() -> Budget.parse("9".repeat(400)));
  }

  @Test
  void refusesPartsOfAnIterationOrExample() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Budget.parse("2.5iterations"))
        .withMessageContaining("(2.5 iterations)")
        .withMessageContaining("whole");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Budget.parse("2.5examples"))
        .withMessageContaining("(2.5 examples)")
        .withMessageContaining("whole");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10 epochs", "0.5 epochs", "2000 iterations", "64 examples", "1.5 minutes"})
  void isWrittenAsItIsRead(String text) {
    assertThat(Budget.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource({
    "3epochs, 53, 64, 159",
    "0.5epochs, 53, 64, 27",
    "0.001epochs, 53, 64, 2",
    "100iterations, 53, 64, 100",
    "1iteration, 53, 64, 2",
    "6400examples, 53, 64, 100",
    "6430examples, 53, 64, 100",
    "6440examples, 53, 64, 101",
    "6400examples, 53, 128, 50",
    "1example, 53, 64, 2",
  })
  void comesToTheNearestNumberOfUpdatesButAtLeastTwo(
      String text, long iterationsPerEpoch, long examplesPerUpdate, long iterations) {
    assertThat(Budget.parse(text).toIterations(iterationsPerEpoch, examplesPerUpdate))
        .isEqualTo(iterations);
  }

  @Test
  void aWallTimeIsNoNumberOfUpdates() {
    Budget time = Budget.minutes(5);

    assertThat(time.isTime()).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(time::requireCounted)
        .withMessageContaining("(5 minutes)")
        .withMessageContaining("10epochs");
    assertThatIllegalArgumentException().isThrownBy(() -> time.toIterations(53, 64));
  }

  @ParameterizedTest
  @ValueSource(strings = {"3epochs", "100iterations", "6400examples"})
  void allOthersAreCounted(String text) {
    assertThat(Budget.parse(text).isTime()).isFalse();
    assertThatNoException().isThrownBy(Budget.parse(text)::requireCounted);
  }
}
