package dev.temper.torch.model;

import java.util.List;

/** The networks offered by name. */
public final class Models {

  private static final List<Long> MLP_UNITS = List.of(128L, 128L);
  private static final double CNN_DROPOUT = 0.3;

  private Models() {}

  /** The names {@link #named} accepts. */
  public static List<String> names() {
    return List.of("mlp", "cnn", "lenet");
  }

  /**
   * The model of a name with its default settings.
   *
   * @throws IllegalArgumentException if there is none; the message lists all
   */
  public static Model named(String name) {
    return switch (name) {
      case "mlp" -> mlp(MLP_UNITS, 0);
      case "cnn" -> cnn(CNN_DROPOUT);
      case "lenet" -> lenet();
      default ->
          throw new IllegalArgumentException(
              "There is no model '" + name + "'. Accepted: " + String.join(", ", names()) + ".");
    };
  }

  /** The model for examples of a shape where none is named: {@code cnn} for images, else mlp. */
  public static Model defaultFor(List<Long> shape) {
    return named(shape.size() == 3 ? "cnn" : "mlp");
  }

  /**
   * Fully connected layers with ReLU between them, for examples of any shape.
   *
   * @param units outputs of each hidden layer; an empty list gives a linear classifier
   * @param dropout after each hidden layer; 0 to below 1
   */
  public static Model mlp(List<Long> units, double dropout) {
    return Model.of(
        "mlp",
        (shape, classes, generator) -> {
          LayeredNetwork.Builder builder = LayeredNetwork.builder(shape, generator);
          for (long outputs : units) {
            builder.linear(outputs).relu().dropout(dropout);
          }
          return builder.linear(classes).build();
        });
  }

  /**
   * A small convolutional network with BatchNorm, for images from 4 x 4 up; see {@link
   * SmallConvolutional}.
   *
   * @param dropout in front of the last layer; 0 to below 1
   */
  public static Model cnn(double dropout) {
    return Model.of(
        "cnn",
        (shape, classes, generator) ->
            SmallConvolutional.create(shape, classes, dropout, generator));
  }

  /**
   * LeNet as Caffe ships it for MNIST, which Smith's experiments use: convolutions of 20 and 50
   * kernels of 5 x 5, each with pooling, then 500 ReLU units; 431,080 weights on 28 x 28. Images
   * must be 16 x 16 or larger (after LeCun 1998).
   */
  public static Model lenet() {
    return Model.of(
        "lenet",
        (shape, classes, generator) ->
            LayeredNetwork.builder(shape, generator)
                .convolution(20, 5, 0, true)
                .maxPool()
                .convolution(50, 5, 0, true)
                .maxPool()
                .linear(500)
                .relu()
                .linear(classes)
                .build());
  }
}
