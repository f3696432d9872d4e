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
 * @param features 32-bit floats, (examples, …shape)
 * @param labels (examples): 64-bit integers, 0 to classes - 1; for regression 64-bit floats
 * @param testFeatures the same of a test set of its own, or null if one must be split off
 * @param testLabels its labels, or null
 * @param attribution the citation the licence asks for, or an empty string
 * @param normalized whether features are to be brought to mean 0 and deviation 1
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
    boolean normalized) {

  /** Data that is to be normalized. */
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
}
