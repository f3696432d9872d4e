package dev.temper.torch.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.Tensor;

/** A network of layers in a row. */
public final class LayeredNetwork implements Network {

  private final List<Layer> layers;
  private final List<Tensor> parameters;
  private final List<Tensor> buffers;
  private final List<Double> rateRatios = new ArrayList<>();

  private LayeredNetwork(List<Layer> layers, List<Double> ratios) {
    this.layers = List.copyOf(layers);
    for (int i = 0; i < layers.size(); i++) {
      rateRatios.addAll(Collections.nCopies(layers.get(i).parameters().size(), ratios.get(i)));
    }
    this.parameters = layers.stream().flatMap(layer -> layer.parameters().stream()).toList();
    this.buffers = layers.stream().flatMap(layer -> layer.buffers().stream()).toList();
  }

  /**
   * Begins a network.
   *
   * @param shape the shape of one example, (channels, height, width) or (features)
   * @param generator the source of the initial weights
   */
  public static Builder builder(List<Long> shape, GeneratorOptional generator) {
    return new Builder(shape, generator);
  }

  @Override
  public List<Tensor> parameters() {
    return parameters;
  }

  @Override
  public List<Tensor> buffers() {
    return buffers;
  }

  @Override
  public List<Double> rateRatios() {
    return Collections.unmodifiableList(rateRatios);
  }

  /** {@inheritDoc} Normalization belongs to the layer in front of it. */
  @Override
  public List<List<Tensor>> layers() {
    List<List<Tensor>> groups = new ArrayList<>();
    for (Layer layer : layers) {
      if (layer instanceof BatchNorm && !groups.isEmpty()) {
        groups.get(groups.size() - 1).addAll(layer.parameters());
      } else if (!layer.parameters().isEmpty()) {
        groups.add(new ArrayList<>(layer.parameters()));
      }
    }
    return groups;
  }

  @Override
  public Tensor forward(Tensor input, Pass pass) {
    Tensor x = input;
    for (Layer layer : layers) {
      x = layer.forward(x, pass);
    }
    return x;
  }

  @Override
  public JitModule export(Tensor mean, Tensor scale) {
    try (PointerScope scope = new PointerScope()) {
      Script script = new Script();
      script.assign(
          "torch.div(torch.sub(x, " + script.buffer(mean) + "), " + script.buffer(scale) + ")");
      for (Layer layer : layers) {
        script.assign(layer.script(script));
      }
      return Initial.kept(script.compile());
    }
  }

  /** Adds layers one by one and keeps track of the shape between them. */
  public static final class Builder {

    private final List<Layer> layers = new ArrayList<>();
    private final List<Double> ratios = new ArrayList<>();
    private final GeneratorOptional generator;
    private List<Long> shape;
    private double ratio = 1;

    private Builder(List<Long> shape, GeneratorOptional generator) {
      this.shape = List.copyOf(shape);
      this.generator = generator;
    }

    /** The shape of one example after the layers so far. */
    public List<Long> shape() {
      return shape;
    }

    /**
     * Multiplies the learning rate of all layers that follow; 1 at first, 0 for layers that are not
     * to learn (Howard and Ruder 2018, section 3.2, on fine-tuning).
     *
     * @throws IllegalArgumentException if not finite, or below 0
     */
    public Builder rateRatio(double value) {
      if (!(value >= 0) || value == Double.POSITIVE_INFINITY) {
        throw new IllegalArgumentException(
            "The rate ratio (" + value + ") must be finite and 0 or more.");
      }
      ratio = value;
      return this;
    }

    private void add(Layer layer) {
      layers.add(layer);
      ratios.add(ratio);
    }

    /** A fully connected layer with bias; flattens first where the shape is not flat. */
    public Builder linear(long outputs) {
      flatten();
      add(new Linear(shape.get(0), outputs, generator));
      shape = List.of(outputs);
      return this;
    }

    /**
     * A convolution of stride 1.
     *
     * @param outputs channels it gives
     * @param kernel height and width of the kernel; 1 or more
     * @param padding zeros around the image; {@code kernel / 2} keeps the size of odd kernels
     * @param bias whether to add a bias; not needed in front of BatchNorm
     * @throws IllegalArgumentException if the shape is no image, or smaller than the kernel
     */
    public Builder convolution(long outputs, long kernel, long padding, boolean bias) {
      requireImage("A convolution");
      long height = shape.get(1) + 2 * padding - kernel + 1;
      long width = shape.get(2) + 2 * padding - kernel + 1;
      requireSize("a convolution of kernel " + kernel, height, width);
      add(new Convolution(shape.get(0), outputs, kernel, padding, bias, generator));
      shape = List.of(outputs, height, width);
      return this;
    }

    /** Batch normalization over the channels, or the features of a flat shape. */
    public Builder batchNorm() {
      add(new BatchNorm(shape.get(0)));
      return this;
    }

    /** The rectifier. */
    public Builder relu() {
      add(new Relu());
      return this;
    }

    /** The hyperbolic tangent. */
    public Builder tanh() {
      add(new Tanh());
      return this;
    }

    /**
     * The maximum over squares of 2 x 2.
     *
     * @throws IllegalArgumentException if the shape is no image, or smaller than a square
     */
    public Builder maxPool() {
      requireImage("A pooling layer");
      long height = shape.get(1) / 2;
      long width = shape.get(2) / 2;
      requireSize("pooling", height, width);
      add(new MaxPool());
      shape = List.of(shape.get(0), height, width);
      return this;
    }

    /**
     * The mean over height and width.
     *
     * @throws IllegalArgumentException if the shape is no image
     */
    public Builder globalAveragePool() {
      requireImage("A pooling layer");
      add(new GlobalAveragePool());
      shape = List.of(shape.get(0));
      return this;
    }

    /** All values in a row; nothing where the shape is flat already. */
    public Builder flatten() {
      if (shape.size() > 1) {
        add(new Flatten());
        shape = List.of(shape.stream().reduce(1L, (a, b) -> a * b));
      }
      return this;
    }

    /**
     * Dropout.
     *
     * @param probability of setting a value to 0; 0 to below 1, and 0 adds nothing
     */
    public Builder dropout(double probability) {
      Dropout dropout = new Dropout(probability);
      if (probability > 0) {
        add(dropout);
      }
      return this;
    }

    /** The network. */
    public LayeredNetwork build() {
      return new LayeredNetwork(layers, ratios);
    }

    private void requireImage(String what) {
      if (shape.size() != 3) {
        throw new IllegalArgumentException(
            what + " needs images (channels, height, width), not examples of shape " + shape + ".");
      }
    }

    private void requireSize(String what, long height, long width) {
      if (height < 1 || width < 1) {
        throw new IllegalArgumentException(
            "The shape " + shape + " is too small for " + what + ".");
      }
    }
  }
}
