package dev.temper.training;

import java.util.List;

/**
 * What a person wants to know of a data set before training on it.
 *
 * @param name as given by the user, for example {@code digits}
 * @param shape the shape of one example: channels, height and width of an image, or the number of
 *     features
 * @param classes the names of the classes in label order; 2 or more
 * @param trainingExamples examples the weights are fitted to; 1 or more
 * @param validationExamples examples held out of the training data to choose by; 1 or more
 * @param testExamples examples looked at once at the end; 1 or more
 * @param majorityShare share of the most frequent class in the training split, 0 to 1: the accuracy
 *     of a constant answer
 * @param attribution the citation the data's licence asks for, or an empty string
 */
public record DataSummary(
    String name,
    List<Long> shape,
    List<String> classes,
    long trainingExamples,
    long validationExamples,
    long testExamples,
    double majorityShare,
    String attribution) {

  /** Copies the lists. */
  public DataSummary {
    shape = List.copyOf(shape);
    classes = List.copyOf(classes);
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
