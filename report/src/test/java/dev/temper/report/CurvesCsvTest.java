package dev.temper.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.temper.rangetest.RangeCurve;
import dev.temper.rangetest.RangeTest;
import dev.temper.schedule.HyperParameters;
import dev.temper.schedule.OneCycle;
import dev.temper.training.Evaluation;
import dev.temper.training.History;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Curves as files: columns, empty cells, and numbers that survive. */
class CurvesCsvTest {

  private static List<List<String>> cells(String csv) {
    assertThat(csv).endsWith("\n").doesNotContain("\r", "\n\n");
    return csv.lines().map(line -> List.of(line.split(",", -1))).toList();
  }

  @Test
  void aRunHasARowForEveryIteration() {
    List<List<String>> rows = cells(CurvesCsv.of(Results.history(25)));

    assertThat(rows).hasSize(26);
    assertThat(rows.get(0))
        .containsExactly(
            "iteration",
            "train_loss",
            "val_loss",
            "val_accuracy",
            "learning_rate",
            "momentum",
            "weight_decay");
    for (int i = 0; i < 25; i++) {
      assertThat(rows.get(i + 1)).hasSize(7).startsWith(Integer.toString(i));
    }
  }

  @Test
  void anEvaluationStandsInTheRowOfTheUpdateItFollowedAndOtherCellsAreEmpty() {
    List<List<String>> rows = cells(CurvesCsv.of(Results.history(25)));

    for (int i = 0; i < 25; i++) {
      List<String> row = rows.get(i + 1);
      if (i == 9 || i == 19) {
        assertThat(Double.parseDouble(row.get(2))).isEqualTo(3.0 / (1 + i));
        assertThat(Double.parseDouble(row.get(3))).isEqualTo(1 - 0.5 / (1 + i));
      } else {
        assertThat(row.subList(2, 4)).containsOnly("");
      }
    }
  }

  @Test
  void anAccuracyThatIsUnknownIsEmpty() {
    History history = new History();
    history.onStep(0, new HyperParameters(0.1, 0, 0), 2);
    history.onEvaluation(1, new Evaluation(1.5, Double.NaN, 3));

    assertThat(cells(CurvesCsv.of(history)).get(1))
        .containsExactly("0", "2.0", "1.5", "", "0.1", "0.0", "0.0");
  }

  @Test
  void aRunThatDivergedEndsWithTheLossThatIsNotFinite() {
    History history = new History();
    history.onStep(0, new HyperParameters(0.1, 0, 0), 2);
    history.onStep(1, new HyperParameters(0.1, 0, 0), Double.NaN);

    List<List<String>> rows = cells(CurvesCsv.of(history));
    assertThat(Double.parseDouble(rows.get(2).get(1))).isNaN();
  }

  @Test
  void aRunWithoutIterationsIsAHeader() {
    assertThat(cells(CurvesCsv.of(new History()))).hasSize(1);
  }

  @Test
  void readingARunGivesTheSameDoubles() {
    Random random = new Random(1);
    History history = new History();
    for (int i = 0; i < 1000; i++) {
      double anyLoss = anyFinite(random);
      double rate = Math.abs(anyFinite(random));
      history.onStep(i, new HyperParameters(rate, random.nextDouble(), rate / 3), anyLoss);
    }

    List<List<String>> rows = cells(CurvesCsv.of(history));
    assertThat(column(rows, 1)).isEqualTo(history.trainLoss());
    assertThat(column(rows, 4)).isEqualTo(history.learningRate());
    assertThat(column(rows, 5)).isEqualTo(history.momentum());
    assertThat(column(rows, 6)).isEqualTo(history.weightDecay());
  }

  private static double anyFinite(Random random) {
    double value = Double.longBitsToDouble(random.nextLong());
    return Double.isFinite(value) ? value : 0;
  }

  @Test
  void readingARangeTestGivesTheSameDoubles() {
    RangeCurve curve = Results.curve(RangeTest.exponential(1e-6, 10, 100));
    List<List<String>> rows = cells(CurvesCsv.of(curve));

    assertThat(rows.get(0))
        .containsExactly(
            "iteration",
            "learning_rate",
            "train_loss",
            "smoothed_loss",
            "val_loss",
            "val_accuracy");
    assertThat(column(rows, 1)).isEqualTo(curve.learningRate());
    assertThat(column(rows, 2)).isEqualTo(curve.trainLoss());
    assertThat(column(rows, 3)).isEqualTo(curve.smoothedLoss());
    assertThat(column(rows, 4)).isEqualTo(curve.validationLoss()).contains(Double.NaN);
    assertThat(column(rows, 5)).isEqualTo(curve.validationAccuracy()).contains(Double.NaN);
  }

  @Test
  void readingAScheduleGivesTheSameDoubles() {
    OneCycle cycle = OneCycle.smith(40, 0.3).withWeightDecay(1e-5);
    List<List<String>> rows = cells(CurvesCsv.of(cycle, 50));

    assertThat(rows.get(0))
        .containsExactly("iteration", "learning_rate", "momentum", "weight_decay");
    assertThat(rows).hasSize(51);
    for (int i = 0; i < 50; i++) {
      HyperParameters values = cycle.at(i);
      assertThat(rows.get(i + 1).get(0)).isEqualTo(Integer.toString(i));
      assertThat(column(rows, 1)[i]).isEqualTo(values.learningRate());
      assertThat(column(rows, 2)[i]).isEqualTo(values.momentum());
      assertThat(column(rows, 3)[i]).isEqualTo(values.weightDecay());
    }
  }

  /** A column below its header, NaN where it is empty. */
  private static double[] column(List<List<String>> rows, int index) {
    return rows.stream()
        .skip(1)
        .map(row -> row.get(index))
        .mapToDouble(cell -> cell.isEmpty() ? Double.NaN : Double.parseDouble(cell))
        .toArray();
  }
}
