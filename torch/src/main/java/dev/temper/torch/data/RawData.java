package dev.temper.torch.data;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * What a reader found: checked for form, not yet split.
 *
 * @param name as the user named it
 * @param shape the shape of one example
 * @param classes the names of the classes in label order; empty for regression
 * @param features (examples, …shape): 32-bit floats, or for images bytes from 0 to 255
 * @param labels (examples): 64-bit integers, 0 to classes - 1; for regression 64-bit floats
 * @param testFeatures the same of a test set of its own, or null if one must be split off
 * @param testLabels its labels, or null
 * @param attribution the citation the licence asks for, or an empty string
 * @param normalized whether features are to be brought to mean 0 and deviation 1
 * @param columns what each feature of a table is, in order; empty for images
 * @param notes what the user should know of the reading, each one line
 * @param trainingFiles the training images where they are too many for the memory, to be decoded
 *     when they are needed; the features are then of shape (0, …shape), the labels those of the
 *     files in their order. Null where the features hold all
 * @param testFiles likewise of a test set of its own; null where it has none or the test features
 *     hold all
 */
record RawData(
    String name,
    List<Long> shape,
    List<String> classes,
    Tensor features,
    Tensor labels,
    @Nullable Tensor testFeatures,
    @Nullable Tensor testLabels,
    String attribution,
    boolean normalized,
    List<String> columns,
    List<String> notes,
    @Nullable ImageFiles trainingFiles,
    @Nullable ImageFiles testFiles) {

  /** Copies the lists. */
  RawData {
    shape = List.copyOf(shape);
    classes = List.copyOf(classes);
    columns = List.copyOf(columns);
    notes = List.copyOf(notes);
  }

  /** Data of which there is no more to say. */
  RawData(
      String name,
      List<Long> shape,
      List<String> classes,
      Tensor features,
      Tensor labels,
      @Nullable Tensor testFeatures,
      @Nullable Tensor testLabels,
      String attribution,
      boolean normalized) {
    this(
        name,
        shape,
        classes,
        features,
        labels,
        testFeatures,
        testLabels,
        attribution,
        normalized,
        List.of(),
        List.of(),
        null,
        null);
  }

  /** Data that is to be normalized, and of which there is no more to say. */
  RawData(
      String name,
      List<Long> shape,
      List<String> classes,
      Tensor features,
      Tensor labels,
      @Nullable Tensor testFeatures,
      @Nullable Tensor testLabels,
      String attribution) {
    this(name, shape, classes, features, labels, testFeatures, testLabels, attribution, true);
  }

  private RawData with(
      List<String> names,
      List<String> lines,
      @Nullable ImageFiles files,
      @Nullable ImageFiles filesOfTest) {
    return new RawData(
        name,
        shape,
        classes,
        features,
        labels,
        testFeatures,
        testLabels,
        attribution,
        normalized,
        names,
        lines,
        files,
        filesOfTest);
  }

  /** This data with other notes. */
  RawData withNotes(List<String> lines) {
    return with(columns, lines, trainingFiles, testFiles);
  }

  /** This data with names of the columns. */
  RawData withColumns(List<String> names) {
    return with(names, notes, trainingFiles, testFiles);
  }

  /** This data with images that are decoded when they are needed. */
  RawData withFiles(ImageFiles training, @Nullable ImageFiles test) {
    return with(columns, notes, training, test);
  }
}
