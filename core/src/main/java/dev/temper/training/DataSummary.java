package dev.temper.training;

import java.util.List;

/**
 * What a person wants to know of a data set before training on it.
 *
 * @param name as given by the user, for example {@code digits}
 * @param shape the shape of one example: channels, height and width of an image, or the number of
 *     features
 * @param classes the names of the classes in label order, 2 or more; empty for regression
 * @param trainingExamples examples the weights are fitted to; 1 or more
 * @param validationExamples examples held out of the training data to choose by; 1 or more
 * @param testExamples examples looked at once at the end; 1 or more
 * @param majorityShare share of the most frequent class in the training split, 0 to 1: the accuracy
 *     of a constant answer; NaN for regression
 * @param constantLoss the loss of the best constant answer on the training split, above 0: for
 *     classes the entropy of their shares in nats, for regression 1, the variance of the
 *     standardized targets
 * @param targetDeviation the deviation of the targets in the training split, in their own unit,
 *     above 0; NaN for classes
 * @param attribution the citation the data's licence asks for, or an empty string
 * @param columns what each feature of a table is, in the order in which a network takes them: the
 *     column's name, or {@code column=text} for one that is 1 where the column holds that text and
 *     else 0; empty where features have no names
 */
public record DataSummary(
    String name,
    List<Long> shape,
    List<String> classes,
    long trainingExamples,
    long validationExamples,
    long testExamples,
    double majorityShare,
    double constantLoss,
    double targetDeviation,
    String attribution,
    List<String> columns) {

  /**
   * Copies the lists and checks the figures.
   *
   * @throws IllegalArgumentException if one is outside its range
   */
  public DataSummary {
    shape = List.copyOf(shape);
    classes = List.copyOf(classes);
    columns = List.copyOf(columns);
    if (classes.size() == 1) {
      throw new IllegalArgumentException(
          "The classes (" + classes.get(0) + ") must be 2 or more, or none for regression.");
    }
    boolean regression = classes.isEmpty();
    if (regression ? !Double.isNaN(majorityShare) : !(majorityShare > 0 && majorityShare <= 1)) {
      throw new IllegalArgumentException(
          "The majority share ("
              + majorityShare
              + ") must be above 0 and at most 1, or NaN for regression.");
    }
    if (!(constantLoss > 0) || constantLoss == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "The loss of a constant answer (" + constantLoss + ") must be finite and above 0.");
    }
    if (regression
        ? !(targetDeviation > 0 && targetDeviation < Double.POSITIVE_INFINITY)
        : !Double.isNaN(targetDeviation)) {
      throw new IllegalArgumentException(
          "The targets' deviation ("
              + targetDeviation
              + ") must be finite and above 0, or NaN for classes.");
    }
  }

  /** Data whose features have no names. */
  public DataSummary(
      String name,
      List<Long> shape,
      List<String> classes,
      long trainingExamples,
      long validationExamples,
      long testExamples,
      double majorityShare,
      double constantLoss,
      double targetDeviation,
      String attribution) {
    this(
        name,
        shape,
        classes,
        trainingExamples,
        validationExamples,
        testExamples,
        majorityShare,
        constantLoss,
        targetDeviation,
        attribution,
        List.of());
  }

  /** Whether the labels are numbers to come near to, and not classes. */
  public boolean isRegression() {
    return classes.isEmpty();
  }

  /**
   * The root of the mean squared error in the label's own unit.
   *
   * @param loss the mean squared error on standardized targets; 0 or more
   * @return NaN for classes
   */
  public double rootMeanSquaredError(double loss) {
    return Math.sqrt(loss) * targetDeviation;
  }

  /** The examples of one split. */
  public long examples(Split split) {
    return switch (split) {
      case TRAINING -> trainingExamples;
      case VALIDATION -> validationExamples;
      case TEST -> testExamples;
    };
  }
}
