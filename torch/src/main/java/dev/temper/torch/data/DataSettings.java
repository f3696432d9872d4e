package dev.temper.torch.data;

import org.jspecify.annotations.Nullable;

/**
 * How a data set is split and read.
 *
 * @param seed fixes the splits
 * @param validationShare share of the training data held out to choose by; above 0, below 1
 * @param testShare share split off where the data has no test set of its own; above 0, below 1
 * @param target the name of a CSV file's label column; empty for the last column
 * @param loss what is minimized, which says what the labels are
 * @param imageSize what the images of a folder are brought to; null where they keep theirs, which
 *     must then be the same for all
 * @param missing what becomes of a feature that is missing in a table
 * @param augmentation how training images are varied
 */
public record DataSettings(
    long seed,
    double validationShare,
    double testShare,
    String target,
    Loss loss,
    @Nullable ImageSize imageSize,
    Missing missing,
    Augmentation augmentation) {

  /** A tenth for validation, a fifth for the test, labels in the last column that tell the loss. */
  public static final DataSettings DEFAULT = new DataSettings(0, 0.1, 0.2, "");

  /**
   * Checks the shares.
   *
   * @throws IllegalArgumentException if a share is not between 0 and 1
   */
  public DataSettings {
    requireShare("validation share", validationShare);
    requireShare("test share", testShare);
  }

  /** Settings by which the labels tell the loss. */
  public DataSettings(long seed, double validationShare, double testShare, String target) {
    this(
        seed,
        validationShare,
        testShare,
        target,
        Loss.AUTO,
        null,
        Missing.REFUSE,
        Augmentation.NONE);
  }

  private static void requireShare(String name, double value) {
    if (!(value > 0 && value < 1)) {
      throw new IllegalArgumentException(
          "The " + name + " (" + value + ") must be above 0 and below 1.");
    }
  }

  /** These settings with another seed. */
  public DataSettings withSeed(long value) {
    return new DataSettings(
        value, validationShare, testShare, target, loss, imageSize, missing, augmentation);
  }

  /** These settings with another label column; empty for the last. */
  public DataSettings withTarget(String name) {
    return new DataSettings(
        seed, validationShare, testShare, name, loss, imageSize, missing, augmentation);
  }

  /** These settings with another loss. */
  public DataSettings withLoss(Loss value) {
    return new DataSettings(
        seed, validationShare, testShare, target, value, imageSize, missing, augmentation);
  }

  /** These settings with another treatment of missing features. */
  public DataSettings withMissing(Missing value) {
    return new DataSettings(
        seed, validationShare, testShare, target, loss, imageSize, value, augmentation);
  }

  /** These settings with a size that the images of a folder are brought to; null for their own. */
  public DataSettings withImageSize(@Nullable ImageSize value) {
    return new DataSettings(
        seed, validationShare, testShare, target, loss, value, missing, augmentation);
  }

  /** These settings with training images varied in another way. */
  public DataSettings withAugmentation(Augmentation value) {
    return new DataSettings(
        seed, validationShare, testShare, target, loss, imageSize, missing, value);
  }
}
