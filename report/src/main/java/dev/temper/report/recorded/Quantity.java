package dev.temper.report.recorded;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is read of a recorded run, and the names it usually goes by.
 *
 * <p>Names are compared in one spelling: {@code Loss/train}, {@code loss-train} and {@code
 * lossTrain} are {@code loss_train}.
 */
public enum Quantity {
  /** The training loss. */
  TRAIN_LOSS("(train_|training_)?(epoch_)?loss|train(ing)?_loss_step|loss_train(ing)?"),
  /** The validation loss. */
  VAL_LOSS("VAL_(epoch_)?loss(_epoch)?|epoch_VAL_loss|loss_VAL"),
  /** The validation accuracy. */
  VAL_ACCURACY("VAL_(epoch_)?ACC(_epoch)?|epoch_VAL_ACC|ACC_VAL"),
  /** The learning rate; of several parameter groups, that of the first. */
  LEARNING_RATE(
      "(train_)?(epoch_)?(learning_rate|learningrate|lr)"
          + "|lr_(?!.*(momentum|weight_decay|pg([2-9]|1[0-9])$))[a-z0-9_]+");

  private static final Pattern BORDER =
      Pattern.compile("(?<=[a-z0-9])(?=[A-Z][a-z])|[^A-Za-z0-9]+");

  private final Pattern usual;

  Quantity(String usual) {
    this.usual =
        Pattern.compile(
            usual.replace("VAL", "(val|valid|validation|eval)").replace("ACC", "(acc|accuracy)"));
  }

  /** The name of its column in CSV: {@code train_loss}, {@code val_loss} and so on. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it usually goes by a name, as {@code val_acc} is a validation accuracy. */
  boolean usuallyCalled(String name) {
    return usual.matcher(BORDER.matcher(name).replaceAll("_").toLowerCase(Locale.ROOT)).matches();
  }

  /**
   * The quantity of a label.
   *
   * @throws IllegalArgumentException if there is none; the message lists those there are
   */
  public static Quantity named(String label) {
    return Arrays.stream(values())
        .filter(quantity -> quantity.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no curve '"
                        + label
                        + "'. Accepted: "
                        + Arrays.stream(values())
                            .map(Quantity::label)
                            .collect(Collectors.joining(", "))
                        + "."));
  }
}
