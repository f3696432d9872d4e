package dev.temper.report.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.temper.diagnosis.Curves;
import dev.temper.report.CurvesCsv;
import dev.temper.schedule.HyperParameters;
import dev.temper.training.Evaluation;
import dev.temper.training.History;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs recorded as CSV. */
class RecordedCurvesTest {

  private static final double NAN = Double.NaN;

  private final Path temp;

  RecordedCurvesTest(@TempDir Path temp) {
    this.temp = temp;
  }

  private Path write(String text) throws IOException {
    return Files.writeString(temp.resolve("curves.csv"), text);
  }

  private Curves read(String text) throws IOException {
    RecordedCurves read = RecordedCurves.read(write(text));
    assertThat(read.remarks()).isEmpty();
    return read.curves();
  }

  private static void assertEqual(Curves one, Curves other) {
    assertThat(one.iteration()).isEqualTo(other.iteration());
    assertThat(one.trainLoss()).isEqualTo(other.trainLoss());
    assertThat(one.learningRate()).isEqualTo(other.learningRate());
    assertThat(one.evaluationIteration()).isEqualTo(other.evaluationIteration());
    assertThat(one.validationLoss()).isEqualTo(other.validationLoss());
    assertThat(one.validationAccuracy()).isEqualTo(other.validationAccuracy());
  }

  @Test
  void findsColumnsByNameInAnyOrderAmongOthers() throws IOException {
    Curves curves =
        read(
            """
            note,VAL_LOSS,learning_rate,iteration,"train_loss",val_accuracy
            "a, b",,0.5,0,2.5,
            "two
            lines",2.25,0.25,3,2,0.75
            ,inf,,4,nan,
            """);

    assertThat(curves.iteration()).containsExactly(0, 3, 4);
    assertThat(curves.trainLoss()).containsExactly(2.5, 2, NAN);
    assertThat(curves.learningRate()).containsExactly(0.5, 0.25, NAN);
    assertThat(curves.evaluationIteration()).containsExactly(4, 5);
    assertThat(curves.validationLoss()).containsExactly(2.25, Double.POSITIVE_INFINITY);
    assertThat(curves.validationAccuracy()).containsExactly(0.75, NAN);
  }

  @Test
  void aRowMayHoldValidationOnlyAndRepeatTheIterationAbove() throws IOException {
    Curves curves =
        read(
            """
            step,train_loss,val_loss
            0,3,
            9,2,
            9,,2.5
            14,,2.25
            19,1,
            """);

    assertThat(curves.iteration()).containsExactly(0, 9, 19);
    assertThat(curves.evaluationIteration()).containsExactly(9, 14);
    assertThat(curves.validationLoss()).containsExactly(2.5, 2.25);
  }

  @ParameterizedTest
  @CsvSource({"iteration,4", "step,3", "epoch,3", "other,1"})
  void updatesCountFromZeroAndStepsAndEpochsStandAsTheyAre(String column, long evaluated)
      throws IOException {
    Curves curves = read(column + ",train_loss,val_loss\n3,2,2.5\n");

    assertThat(curves.evaluationIteration()).containsExactly(evaluated);
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t"})
  void separatesByCommaSemicolonOrTabAfterAByteOrderMark(String separator) throws IOException {
    String text = "\uFEFFiteration,train_loss\n\n4,2\n5,Infinity\n".replace(",", separator);
    Files.write(temp.resolve("curves.csv"), text.getBytes(StandardCharsets.UTF_8));
    Curves curves = RecordedCurves.read(temp.resolve("curves.csv")).curves();

    assertThat(curves.iteration()).containsExactly(4, 5);
    assertThat(curves.trainLoss()).containsExactly(2, Double.POSITIVE_INFINITY);
  }

  @Test
  void rowsCountFromZeroWithoutAColumnOfIterations() throws IOException {
    assertThat(read("train_loss\n3\n2\n1\n").iteration()).containsExactly(0, 1, 2);
  }

  @ParameterizedTest
  @CsvSource({"epoch", "step", "iteration", "ITERATION"})
  void theIterationMayBeCalledEpochOrStep(String name) throws IOException {
    assertThat(read(name + ",train_loss\n2,1\n4.0,1\n").iteration()).containsExactly(2, 4);
  }

  @Test
  void ofIterationStepAndEpochTheFinestCounts() throws IOException {
    assertThat(read("epoch,step,loss\n0,10,1\n0,20,1\n").iteration()).containsExactly(10, 20);
  }

  @Test
  void readsTheLogOfKeras() throws IOException {
    Curves curves =
        read("epoch,accuracy,loss,val_accuracy,val_loss\n0,0.5,2,0.25,3\n1,0.5,1,0.5,2\n");

    assertThat(curves.trainLoss()).containsExactly(2, 1);
    assertThat(curves.validationLoss()).containsExactly(3, 2);
    assertThat(curves.validationAccuracy()).containsExactly(0.25, 0.5);
  }

  @Test
  void readsWhatTemperWritesOfItsOwnRuns() throws IOException {
    History history = new History();
    for (int i = 0; i < 20; i++) {
      history.onStep(i, new HyperParameters(0.1 / (i + 1), 0.9, 0), i < 18 ? 1.0 / (i + 3) : NAN);
      if (i % 5 == 4) {
        history.onEvaluation(i + 1, new Evaluation(i < 18 ? 0.3 / i : NAN, 0.5, 10));
      }
    }

    assertEqual(read(CurvesCsv.of(history)), Curves.of(history));
    assertEqual(RecordedCurves.read(temp).curves(), Curves.of(history));
  }

  @Test
  void readsBackWhatIsWrittenOfCurvesReadElsewhere() throws IOException {
    Curves curves =
        Curves.builder()
            .step(3, 1.0 / 3, NAN)
            .evaluation(2, 0.5, NAN)
            .evaluation(4, NAN, 0.75)
            .step(5, NAN, 0.1)
            .step(7, Double.POSITIVE_INFINITY, 0.1)
            .evaluation(8, Double.POSITIVE_INFINITY, 0)
            .evaluation(100, 1, 1)
            .build();

    assertEqual(read(CurvesCsv.of(curves)), curves);
  }

  @Test
  void aColumnMayBeNamed() throws IOException {
    Path file = write("iteration,cost,train_loss\n0,1,2\n");
    Map<Quantity, String> names = Map.of(Quantity.TRAIN_LOSS, "cost");

    assertThat(RecordedCurves.read(file, names).curves().trainLoss()).containsExactly(1);
  }

  @Test
  void accuraciesInPercentBecomeSharesAndItIsTold() throws IOException {
    RecordedCurves read =
        RecordedCurves.read(write("train_loss,val_accuracy,val_loss\n1,50,2\n1,,\n1,,3\n1,75,2\n"));

    assertThat(read.curves().validationAccuracy()).containsExactly(0.5, NAN, 0.75);
    assertThat(read.curves().validationLoss()).containsExactly(2, 3, 2);
    assertThat(read.remarks()).singleElement().asString().contains("75", "percent");
  }

  @Test
  void anAccuracyAboveOneByRoundingIsOne() throws IOException {
    assertThat(read("train_loss,val_accuracy\n1,1.0000001\n").validationAccuracy())
        .containsExactly(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                                        | the file | is empty",
        "iteration,train_loss                      | 0 points | 1 or more",
        "iteration,cost~0,1                        | :1: | Columns: iteration, cost.",
        "loss,train/loss~1,1                       | 'loss', 'train/loss' | --tag train_loss=NAME",
        "train_loss,TRAIN_LOSS~1,1                 | :1: | two columns",
        "iteration,train_loss~0,1~0,1              | :3: | from (0) to (0)",
        "iteration,train_loss~5,1~3,1              | :3: | from (5) to (3)",
        "iteration,train_loss,val_loss~5,1,~3,,1   | :3: | from (5) to (3)",
        "iteration,train_loss,val_loss~5,,1~5,,1   | :3: | from (5) to (5)",
        "iteration,train_loss~,1                   | :2: | (NaN)",
        "iteration,train_loss~1.5,1                | :2: | (1.5)",
        "iteration,train_loss~-1,1                 | :2: | (-1.0)",
        "iteration,train_loss~0,high               | :2: | 'high'",
        "iteration,train_loss~0                    | :2: | 1 columns; 2 are expected",
        "train_loss,val_accuracy~1,-0.5            | (-0.5) | 0 to 1",
        "train_loss,val_accuracy~1,101             | (101.0) | 0 to 100"
      })
  void refusesWhatIsMalformedWithItsPlace(String text, String part, String other)
      throws IOException {
    Path file = write(text.replace('~', '\n'));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> RecordedCurves.read(file))
        .withMessageContainingAll("curves.csv", part, other)
        .extracting(Throwable::getMessage)
        .asString()
        .hasLineCount(1);
  }
}
