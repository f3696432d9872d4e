package dev.temper.report.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The names that curves go by. */
class QuantityTest {

  private static List<Quantity> called(String name) {
    return Arrays.stream(Quantity.values()).filter(one -> one.usuallyCalled(name)).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "TRAIN_LOSS, train_loss",
    "TRAIN_LOSS, loss",
    "TRAIN_LOSS, Loss",
    "TRAIN_LOSS, train/loss",
    "TRAIN_LOSS, Loss/train",
    "TRAIN_LOSS, loss/train",
    "TRAIN_LOSS, trainLoss",
    "TRAIN_LOSS, Training Loss",
    "TRAIN_LOSS, epoch_loss",
    "TRAIN_LOSS, train/epoch_loss",
    "TRAIN_LOSS, train_loss_step",
    "VAL_LOSS, val_loss",
    "VAL_LOSS, val/loss",
    "VAL_LOSS, Loss/val",
    "VAL_LOSS, Loss/validation",
    "VAL_LOSS, validation/loss",
    "VAL_LOSS, eval/loss",
    "VAL_LOSS, epoch_val_loss",
    "VAL_LOSS, validation/epoch_loss",
    "VAL_ACCURACY, val_accuracy",
    "VAL_ACCURACY, val_acc",
    "VAL_ACCURACY, val/accuracy",
    "VAL_ACCURACY, Accuracy/val",
    "VAL_ACCURACY, validation/epoch_accuracy",
    "LEARNING_RATE, learning_rate",
    "LEARNING_RATE, LearningRate",
    "LEARNING_RATE, lr",
    "LEARNING_RATE, train/lr",
    "LEARNING_RATE, train/learning_rate",
    "LEARNING_RATE, lr-SGD",
    "LEARNING_RATE, lr-AdamW/pg1",
    "LEARNING_RATE, epoch_learning_rate"
  })
  void hasTheNamesThatLibrariesGiveIt(Quantity quantity, String name) {
    assertThat(called(name)).containsExactly(quantity);
  }

  @ParameterizedTest
  @CsvSource({
    "accuracy",
    "train/accuracy",
    "test_loss",
    "train_loss_epoch",
    "lossy",
    "aux_loss",
    "lr-SGD/pg2",
    "lr-SGD-momentum",
    "evaluation_loss_vs_iterations"
  })
  void isNotTakenForAnother(String name) {
    assertThat(called(name)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void isFoundByItsLabel(Quantity quantity) {
    assertThat(Quantity.named(quantity.label())).isEqualTo(quantity);
    assertThat(called(quantity.label())).containsExactly(quantity);
  }

  @Test
  void anUnknownLabelIsRefusedWithThoseThereAre() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Quantity.named("loss"))
        .withMessage(
            "There is no curve 'loss'. Accepted: train_loss, val_loss, val_accuracy,"
                + " learning_rate.");
  }
}
