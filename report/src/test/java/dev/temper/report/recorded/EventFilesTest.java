package dev.temper.report.recorded;

import static dev.temper.report.recorded.EventFileWriter.DOUBLE;
import static dev.temper.report.recorded.EventFileWriter.FLOAT;
import static dev.temper.report.recorded.EventFileWriter.INT32;
import static dev.temper.report.recorded.EventFileWriter.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.temper.diagnosis.Curves;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs recorded as TensorBoard event files. */
class EventFilesTest {

  private static final String NAME = "events.out.tfevents.1700000000.host.1.0";

  /** Two values of train/loss, .5 at step 3 as a simple value and .25 at step 4 as a tensor. */
  private static final String BY_PYTORCH =
      "SAAAAAAAAAD+kkidCQAAAED8VNlBGg1icmFpbi5FdmVudDoyUi4KLHRlbnNvcmJvYXJkLnN1bW1hcnkud3JpdGVy"
          + "LmV2ZW50X2ZpbGVfd3JpdGVyDMwMlSAAAAAAAAAAKe2pUAkAAABA/FTZQRADKhMKEQoKdHJhaW4vbG9zcxUA"
          + "AAA/2a5QKTIAAAAAAAAAJBlW7AkAAABA/FTZQRAEKiUKIwoKdHJhaW4vbG9zc0IICAEqBAAAgD5KCwoJCgdz"
          + "Y2FsYXJzglFmVw==";

  /** One value of epoch_loss, .5 at step 3. */
  private static final String BY_TENSORBOARD =
      "SAAAAAAAAAD+kkidCQAAAED8VNlBGg1icmFpbi5FdmVudDoyUi4KLHRlbnNvcmJvYXJkLnN1bW1hcnkud3JpdGVy"
          + "LmV2ZW50X2ZpbGVfd3JpdGVyDMwMlTYAAAAAAAAAT1eM7wkAAABA/FTZQRADKikKJwoKZXBvY2hfbG9zc0IK"
          + "CAESACoEAAAAP0oNCgkKB3NjYWxhcnMgAVNtz88=";

  private final Path temp;

  EventFilesTest(@TempDir Path temp) {
    this.temp = temp;
  }

  private static EventFileWriter events() {
    return new EventFileWriter().version();
  }

  private Path write(EventFileWriter events) throws IOException {
    return events.to(temp.resolve(NAME));
  }

  private static Curves read(Path path) {
    RecordedCurves read = RecordedCurves.read(path);
    assertThat(read.remarks()).isEmpty();
    return read.curves();
  }

  private static void assertRefused(Path path, String... parts) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RecordedCurves.read(path))
        .withMessageContainingAll(parts)
        .extracting(Throwable::getMessage)
        .asString()
        .hasLineCount(1);
  }

  @Test
  void readsWhatPyTorchWrites() throws IOException {
    Path file = Files.write(temp.resolve(NAME), Base64.getDecoder().decode(BY_PYTORCH));

    assertThat(read(file).iteration()).containsExactly(3, 4);
    assertThat(read(file).trainLoss()).containsExactly(0.5, 0.25);
  }

  @Test
  void readsWhatTensorBoardWrites() throws IOException {
    Path file = Files.write(temp.resolve(NAME), Base64.getDecoder().decode(BY_TENSORBOARD));

    assertThat(read(file).iteration()).containsExactly(3);
    assertThat(read(file).trainLoss()).containsExactly(0.5);
  }

  @Test
  void anEvaluationStandsAtItsStepAndTheRateHoldsUntilTheNext() throws IOException {
    Path file =
        write(
            events()
                .scalar(0, "Loss/train", 4)
                .scalar(1, "lr-SGD", 0.5)
                .scalar(1, "Loss/train", 3)
                .scalar(1, "Loss/val", 3.5)
                .scalar(5, "Loss/train", 2)
                .scalar(5, "lr-SGD", 0.25)
                .scalar(7, "Loss/train", Double.NaN)
                .scalar(5, "Accuracy/val", 0.75));
    Curves curves = read(file);

    assertThat(curves.iteration()).containsExactly(0, 1, 5, 7);
    assertThat(curves.trainLoss()).containsExactly(4, 3, 2, Double.NaN);
    assertThat(curves.learningRate()).containsExactly(Double.NaN, 0.5, 0.25, 0.25);
    assertThat(curves.evaluationIteration()).containsExactly(1, 5);
    assertThat(curves.validationLoss()).containsExactly(3.5, Double.NaN);
    assertThat(curves.validationAccuracy()).containsExactly(Double.NaN, 0.75);
  }

  @Test
  void aScalarMayBeATensorInEachOfItsForms() throws IOException {
    byte[] single = bytes(4).putFloat(1.5f).array();
    byte[] twice = bytes(8).putDouble(2.5).array();
    Path file =
        write(
            events()
                .tensor(0, "loss", "scalars", tensor(FLOAT).with(o -> o.writeByteArray(4, single)))
                .tensor(1, "loss", "", tensor(DOUBLE, 1).with(o -> o.writeByteArray(4, twice)))
                .tensor(2, "loss", "", tensor(FLOAT).with(o -> o.writeFloat(5, 3.5f)))
                .tensor(3, "loss", "", tensor(DOUBLE).with(o -> o.writeDouble(6, 4.5)))
                .tensor(
                    4,
                    "loss",
                    "",
                    tensor(FLOAT).with(o -> o.writeByteArray(5, bytes(4).putFloat(5.5f).array())))
                .tensor(
                    5,
                    "loss",
                    "",
                    tensor(DOUBLE)
                        .with(o -> o.writeByteArray(6, bytes(8).putDouble(6.5).array()))));

    assertThat(read(file).trainLoss()).containsExactly(1.5, 2.5, 3.5, 4.5, 5.5, 6.5);
  }

  private static ByteBuffer bytes(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Test
  void tensorsThatAreNoScalarsAreSkipped() throws IOException {
    byte[] two = new byte[8];
    Path file =
        write(
            events()
                .scalar(0, "loss", 1)
                .tensor(1, "loss", "", tensor(FLOAT, 2).with(o -> o.writeByteArray(4, two)))
                .tensor(2, "loss", "", tensor(FLOAT, 100).with(o -> o.writeFloat(5, 1)))
                .tensor(3, "loss", "", tensor(INT32).with(o -> o.writeInt32(7, 1)))
                .tensor(0, "epoch_loss", "text", tensor(FLOAT).with(o -> o.writeFloat(5, 1)))
                .tensor(1, "epoch_loss", "", tensor(FLOAT).with(o -> o.writeFloat(5, 1))));

    assertThat(read(file).iteration()).containsExactly(0);
  }

  @Test
  void severalFilesOfOneRunAreMergedAndTheLaterValueOfAStepWins() throws IOException {
    Path folder = temp.resolve("run");
    // By their names the earlier file comes last.
    events()
        .scalar(2, "loss", 20)
        .scalar(3, "loss", 30)
        .to(folder.resolve("events.out.tfevents.1000.a"));
    events()
        .scalar(0, "loss", 1)
        .scalar(1, "loss", 2)
        .scalar(2, "loss", 3)
        .to(folder.resolve("events.out.tfevents.999.a"));

    assertThat(read(folder).iteration()).containsExactly(0, 1, 2, 3);
    assertThat(read(folder).trainLoss()).containsExactly(1, 2, 20, 30);
  }

  @Test
  void aRestartDropsWhatWasLoggedOfLaterSteps() throws IOException {
    Path file =
        write(
            events()
                .scalar(0, "loss", 1)
                .scalar(3, "loss", 2)
                .scalar(6, "loss", 3)
                .restart(2)
                .scalar(2, "loss", 20)
                .scalar(5, "loss", 30));

    assertThat(read(file).iteration()).containsExactly(0, 2, 5);
    assertThat(read(file).trainLoss()).containsExactly(1, 20, 30);
  }

  @Test
  void theFoldersTrainAndValidationOfKerasAreOneRun() throws IOException {
    Path run = temp.resolve("run");
    events()
        .scalar(0, "epoch_loss", 2)
        .scalar(0, "epoch_accuracy", 0.25)
        .scalar(0, "epoch_learning_rate", 0.125)
        .to(run.resolve("train").resolve(NAME + ".v2"));
    events()
        .scalar(0, "epoch_loss", 3)
        .scalar(0, "epoch_accuracy", 0.5)
        .scalar(0, "evaluation_loss_vs_iterations", 9)
        .to(run.resolve("validation").resolve(NAME + ".v2"));
    Curves curves = read(run);

    assertThat(curves.trainLoss()).containsExactly(2);
    assertThat(curves.learningRate()).containsExactly(0.125);
    assertThat(curves.validationLoss()).containsExactly(3);
    assertThat(curves.validationAccuracy()).containsExactly(0.5);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 11, 12, 20, 40})
  void aRecordThatIsNotCompleteYetIsLeftOutAndTold(int written) throws IOException {
    byte[] complete = events().scalar(0, "loss", 1).toBytes();
    byte[] longer = events().scalar(0, "loss", 1).scalar(1, "loss", 2).toBytes();
    Path file = Files.write(temp.resolve(NAME), Arrays.copyOf(longer, complete.length + written));
    RecordedCurves read = RecordedCurves.read(file);

    assertThat(read.curves().trainLoss()).containsExactly(1);
    assertThat(read.remarks()).singleElement().asString().contains(NAME, "byte " + complete.length);
  }

  @Test
  void aDamagedRecordIsRefusedWithItsPlace() throws IOException {
    byte[] first = events().toBytes();
    byte[] all = events().scalar(0, "loss", 1).scalar(1, "loss", 2).toBytes();
    for (int place : new int[] {0, 9, 12, 20}) {
      byte[] damaged = all.clone();
      damaged[first.length + place] ^= 1;
      Path file = Files.write(temp.resolve(NAME), damaged);

      assertRefused(file, NAME, "at byte " + first.length, "damaged", "checksum");
    }
  }

  @Test
  void aRecordThatIsNoEventIsRefusedWithItsPlace() throws IOException {
    byte[] first = events().toBytes();

    assertRefused(write(events().record(new byte[] {42, 99, 1})), NAME, "byte " + first.length);
    assertRefused(write(events().scalar(-1, "loss", 1)), NAME, "byte " + first.length, "(-1)");
  }

  @Test
  void withoutATrainingLossOrWithTwoTheTagsAreListed() throws IOException {
    assertRefused(
        write(events().scalar(0, "cost", 1).scalar(0, "val_loss", 1)),
        NAME,
        "training loss",
        "Tags: cost, val_loss",
        "--tag train_loss=NAME");
    assertRefused(
        write(events().scalar(0, "train/loss", 1).scalar(0, "Loss/train", 1)),
        "'train/loss', 'Loss/train'",
        "--tag train_loss=NAME");
    assertRefused(
        write(events().scalar(0, "loss", 1).scalar(0, "lr/a", 1).scalar(0, "lr/b", 1)),
        "learning rate",
        "--tag learning_rate=NAME");
    assertRefused(write(events()), NAME, "no scalars");
  }

  @Test
  void theNameOfTheContractGoesBeforeOthers() throws IOException {
    Path file = write(events().scalar(0, "loss", 1).scalar(0, "train_loss", 2));

    assertThat(read(file).trainLoss()).containsExactly(2);
  }

  @Test
  void aNameThatIsGivenGoesBeforeAll() throws IOException {
    Path file = write(events().scalar(0, "loss", 1).scalar(0, "a=b", 2));
    Map<Quantity, String> names = Map.of(Quantity.TRAIN_LOSS, "a=b");

    assertThat(RecordedCurves.read(file, names).curves().trainLoss()).containsExactly(2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RecordedCurves.read(file, Map.of(Quantity.VAL_LOSS, "c")))
        .withMessageContainingAll(NAME, "no tag 'c'", "Tags: loss, a=b.");
  }

  @Test
  void aFolderWithoutARunTellsOfTheRunsBelow() throws IOException {
    events().scalar(0, "loss", 1).to(temp.resolve("a").resolve(NAME));
    Files.createDirectory(temp.resolve("b"));

    assertRefused(temp, "neither event files", "runs below: '" + temp.resolve("a") + "'.");
    assertRefused(temp.resolve("b"), "neither event files", "curves.csv.");
    assertRefused(temp.resolve("c"), "no such file or folder");
  }
}
