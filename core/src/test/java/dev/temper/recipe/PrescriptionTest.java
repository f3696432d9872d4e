package dev.temper.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.temper.schedule.OneCycle;
import dev.temper.training.Optimizer;
import dev.temper.training.UpdateSettings;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is trained with, and how one value of it is changed. */
class PrescriptionTest {

  private static final Prescription PLAIN =
      new Prescription(
          Optimizer.SGD,
          32,
          0.1,
          0.01,
          0.95,
          0.85,
          1e-3,
          200,
          UpdateSettings.DEFAULT.withAccumulation(2),
          new TreeMap<>(Map.of("dropout", 0.2)));

  @Test
  void countsTheExamplesOfAllBatchesInAnUpdate() {
    assertThat(PLAIN.examplesPerUpdate()).isEqualTo(64);
    assertThat(PLAIN.examples()).isEqualTo(200 * 64);
  }

  @Test
  void itsScheduleIsSmithsOneCycleOnItsValues() {
    OneCycle expected =
        OneCycle.smith(200, 0.1)
            .withMinLearningRate(0.01)
            .withMomentum(0.95, 0.85)
            .withWeightDecay(1e-3);

    for (long iteration = 0; iteration < 200; iteration++) {
      assertThat(PLAIN.schedule().at(iteration)).isEqualTo(expected.at(iteration));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "6400, 100",
    "6463, 100",
    "6464, 101",
    "127, 2",
    "0, 2",
    "-5, 2",
    "6400.5, 100",
  })
  void isCutToAsManyWholeIterationsAsTheExamplesMakeButAtLeastTwo(
      double examples, long iterations) {
    assertThat(PLAIN.over(examples)).isEqualTo(PLAIN.withIterations(iterations));
  }

  @ParameterizedTest
  @CsvSource({
    "0.123456, 0.123, 0.0123",
    "0.0014782, 0.00148, 0.000148",
    "2.3449, 2.34, 0.234",
    "1, 1, 0.1",
  })
  void roundsTheRatesToThreeSignificantFigures(double rate, double max, double min) {
    Prescription other = PLAIN.withLearningRateMax(rate);

    assertThat(other.learningRateMax()).isEqualTo(max);
    assertThat(other.learningRateMin()).isEqualTo(min);
  }

  @Test
  void halvesBothRatesExactly() {
    Prescription halved = PLAIN.withLearningRateMax(0.123).halved();

    assertThat(halved.learningRateMax()).isEqualTo(0.0615);
    assertThat(halved.learningRateMin()).isEqualTo(0.0123 / 2);
    assertChangesNothingBut(halved, "learningRateMax", "learningRateMin");
  }

  @Test
  void changesOneValueAndNoOther() {
    assertThat(PLAIN.withMomentum(0.9, 0.8).momentumMax()).isEqualTo(0.9);
    assertThat(PLAIN.withMomentum(0.9, 0.8).momentumMin()).isEqualTo(0.8);
    assertThat(PLAIN.withWeightDecay(0.3).weightDecay()).isEqualTo(0.3);
    assertThat(PLAIN.withBatchSize(8).batchSize()).isEqualTo(8);
    assertThat(PLAIN.withIterations(7).iterations()).isEqualTo(7);
    assertThat(PLAIN.withModel("depth", 3).model())
        .containsExactly(Map.entry("depth", 3.0), Map.entry("dropout", 0.2));

    assertChangesNothingBut(PLAIN.withMomentum(0.9, 0.8), "momentumMax", "momentumMin");
    assertChangesNothingBut(PLAIN.withWeightDecay(0.3), "weightDecay");
    assertChangesNothingBut(PLAIN.withBatchSize(8), "batchSize");
    assertChangesNothingBut(PLAIN.withIterations(7), "iterations");
    assertChangesNothingBut(PLAIN.withModel("depth", 3), "model");
    assertChangesNothingBut(PLAIN.withLearningRateMax(0.5), "learningRateMax", "learningRateMin");
  }

  private static void assertChangesNothingBut(Prescription changed, String... fields) {
    assertThat(changed).usingRecursiveComparison().ignoringFields(fields).isEqualTo(PLAIN);
  }

  @Test
  void itsSettingsOfTheNetworkCannotBeChangedFromOutside() {
    TreeMap<String, Double> model = new TreeMap<>(Map.of("dropout", 0.2));
    Prescription own =
        new Prescription(
            Optimizer.SGD, 32, 0.1, 0.01, 0.95, 0.85, 1e-3, 200, UpdateSettings.DEFAULT, model);
    model.put("dropout", 0.5);

    assertThat(own.model()).containsExactly(Map.entry("dropout", 0.2));
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> own.model().put("dropout", 0.5));
  }
}
