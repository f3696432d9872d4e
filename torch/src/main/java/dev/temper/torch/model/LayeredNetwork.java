package dev.temper.torch.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.Tensor;

/** A network of layers, in a row or arranged in branches that meet again. */
public final class LayeredNetwork implements Network {

  private final Sequence layers;
  private final List<Tensor> parameters;
  private final List<Tensor> buffers;
  private final List<Double> rateRatios;

  private LayeredNetwork(List<Layer> layers, List<Double> rateRatios) {
    this.layers = new Sequence(layers);
    this.parameters = this.layers.parameters();
    this.buffers = this.layers.buffers();
    this.rateRatios = List.copyOf(rateRatios);
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
    return rateRatios;
  }

  /** {@inheritDoc} Normalization belongs to the layer in front of it. */
  @Override
  public List<List<Tensor>> layers() {
    List<List<Tensor>> groups = new ArrayList<>();
    for (Layer layer : layers.leaves()) {
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
    return layers.forward(input, pass);
  }

  @Override
  public JitModule export(Tensor mean, Tensor scale) {
    try (PointerScope scope = new PointerScope()) {
      Script script = new Script();
      String normalized =
          "torch.div(torch.sub(x, " + script.buffer(mean) + "), " + script.buffer(scale) + ")";
      return Initial.kept(script.compile(layers.script(script.variable(normalized), script)));
    }
  }

  /** Adds layers one by one and keeps track of the shape between them. */
  public static final class Builder {

    private final List<Layer> layers = new ArrayList<>();
    private final List<Double> ratios = new ArrayList<>();
    private final GeneratorOptional generator;
    private List<Long> shape;
    private double ratio = 1;
    private boolean heNormal;

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

    /**
     * Draws the weights of all convolutions that follow as He 2015 does, normal with a variance of
     * 2 / (outputs x kernel x kernel), and sets their biases to 0; by default both are uniform in
     * ±1/sqrt(inputs), as in PyTorch.
     */
    public Builder heNormal() {
      heNormal = true;
      return this;
    }

    private void add(Layer layer) {
      add(layer, Collections.nCopies(layer.parameters().size(), ratio));
    }

    private void add(Layer layer, List<Double> ratiosOfParameters) {
      layers.add(layer);
      ratios.addAll(ratiosOfParameters);
    }

    /** Whether what was added last gives memory that the next layer may overwrite. */
    private boolean fresh() {
      return !layers.isEmpty() && layers.get(layers.size() - 1).givesFreshMemory();
    }

    /** A branch that begins at the present shape, with the rate ratio and the weights of now. */
    private Builder branch(Consumer<Builder> way) {
      Builder branch = new Builder(shape, generator);
      branch.ratio = ratio;
      branch.heNormal = heNormal;
      way.accept(branch);
      return branch;
    }

    /**
     * A residual block whose shortcut is the identity.
     *
     * @param body what is added to the block's input; keeps the shape
     * @throws IllegalArgumentException if it does not
     */
    public Builder residual(Consumer<Builder> body) {
      return residual(body, shortcut -> {});
    }

    /**
     * A residual block (He 2016): the sum of two branches that give the same shape. The body's
     * parameters stand in front of the shortcut's.
     *
     * @throws IllegalArgumentException if the shapes differ
     */
    public Builder residual(Consumer<Builder> body, Consumer<Builder> shortcut) {
      Builder longer = branch(body);
      Builder shorter = branch(shortcut);
      if (!longer.shape.equals(shorter.shape)) {
        throw new IllegalArgumentException(
            "The body of a residual block gives the shape "
                + longer.shape
                + " and its shortcut "
                + shorter.shape
                + "; they must be the same.");
      }
      List<Double> both = new ArrayList<>(longer.ratios);
      both.addAll(shorter.ratios);
      add(new Residual(new Sequence(longer.layers), new Sequence(shorter.layers)), both);
      shape = longer.shape;
      return this;
    }

    /**
     * The channels of several branches, one behind the other; a branch that adds nothing passes the
     * input on.
     *
     * @throws IllegalArgumentException if there is no branch, or their shapes differ in more than
     *     the channels
     */
    public Builder concatenation(List<Consumer<Builder>> ways) {
      List<Builder> branches = ways.stream().map(this::branch).toList();
      List<List<Long>> shapes = branches.stream().map(branch -> branch.shape).toList();
      long places = shapes.stream().map(each -> each.subList(1, each.size())).distinct().count();
      if (places != 1) {
        throw new IllegalArgumentException(
            "The shapes of the branches of a concatenation "
                + shapes
                + " must be one or more, and differ in the channels alone.");
      }
      List<Layer> parts = new ArrayList<>();
      List<Double> all = new ArrayList<>();
      List<Long> joined = new ArrayList<>(shapes.get(0));
      joined.set(0, shapes.stream().mapToLong(each -> each.get(0)).sum());
      for (Builder branch : branches) {
        parts.add(new Sequence(branch.layers));
        all.addAll(branch.ratios);
      }
      add(new Concatenation(parts), all);
      shape = List.copyOf(joined);
      return this;
    }

    /**
     * Every {@code stride}-th place, and channels of zeros behind those that are there: the
     * shortcut without weights of He 2016, section 3.3, option A.
     *
     * @param channels as many as there are, or more
     * @throws IllegalArgumentException if the shape is no image, or the channels are fewer
     */
    public Builder paddedIdentity(long channels, long stride) {
      requireImage("A shortcut");
      long added = channels - shape.get(0);
      if (added < 0) {
        throw new IllegalArgumentException(
            "The channels (" + channels + ") must be at least those of the shape " + shape + ".");
      }
      Window places = new Window(1, stride, 0);
      add(new PaddedIdentity(added, stride));
      shape = List.of(channels, places.places(shape.get(1)), places.places(shape.get(2)));
      return this;
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
      return convolution(outputs, kernel, 1, padding, bias);
    }

    /**
     * A convolution.
     *
     * @param outputs channels it gives
     * @param kernel height and width of the kernel; 1 or more
     * @param stride from one place of the kernel to the next; 1 or more
     * @param padding zeros around the image; 0 or more
     * @param bias whether to add a bias; not needed in front of BatchNorm
     * @throws IllegalArgumentException if the shape is no image, or smaller than the kernel
     */
    public Builder convolution(long outputs, long kernel, long stride, long padding, boolean bias) {
      requireImage("A convolution");
      Window window = new Window(kernel, stride, padding);
      List<Long> given = places(window, outputs, "a convolution of kernel " + kernel);
      long inputs = shape.get(0);
      long square = kernel * kernel;
      Tensor weight =
          heNormal
              ? Initial.heNormal(generator, outputs * square, outputs, inputs, kernel, kernel)
              : Initial.uniform(generator, inputs * square, outputs, inputs, kernel, kernel);
      Tensor shift = null;
      if (bias) {
        shift =
            heNormal
                ? Initial.trainable(0, outputs)
                : Initial.uniform(generator, inputs * square, outputs);
      }
      add(new Convolution(weight, shift, window));
      shape = given;
      return this;
    }

    /** Batch normalization over the channels, or the features of a flat shape. */
    public Builder batchNorm() {
      return batchNorm(BatchNorm.MOMENTUM);
    }

    /**
     * Batch normalization over the channels, or the features of a flat shape.
     *
     * @param momentum the share of a new batch in the running statistics, as PyTorch counts it;
     *     above 0, up to 1
     * @throws IllegalArgumentException if it is outside that range
     */
    public Builder batchNorm(double momentum) {
      add(new BatchNorm(shape.get(0), momentum));
      return this;
    }

    /** The rectifier. */
    public Builder relu() {
      add(new Relu(fresh()));
      return this;
    }

    /** The hyperbolic tangent. */
    public Builder tanh() {
      add(new Tanh());
      return this;
    }

    /**
     * The maximum over squares of 2 x 2: halves height and width, rounding down.
     *
     * @throws IllegalArgumentException if the shape is no image, or smaller than a square
     */
    public Builder maxPool() {
      return maxPool(2, 2, 0, false);
    }

    /**
     * The maximum over squares.
     *
     * @param size height and width of a square; 1 or more
     * @param stride from one square to the next; 1 or more
     * @param padding places around the image that never are the maximum; at most half the size
     * @param partial whether squares that reach over the edge count, with what they have inside
     * @throws IllegalArgumentException if the shape is no image, or smaller than a square
     */
    public Builder maxPool(long size, long stride, long padding, boolean partial) {
      return pool(new Window(size, stride, padding, partial), MaxPool::new);
    }

    /**
     * The mean over squares.
     *
     * @param size height and width of a square; 1 or more
     * @param stride from one square to the next; 1 or more
     * @param padding zeros around the image, which count; at most half the size
     * @param partial whether squares that reach over the edge count, with what they have inside
     * @throws IllegalArgumentException if the shape is no image, or smaller than a square
     */
    public Builder averagePool(long size, long stride, long padding, boolean partial) {
      return pool(new Window(size, stride, padding, partial), AveragePool::new);
    }

    private Builder pool(Window window, Function<Window, Layer> layer) {
      requireImage("A pooling layer");
      if (2 * window.padding() > window.size()) {
        throw new IllegalArgumentException(
            "The padding of pooling ("
                + window.padding()
                + ") must be at most half the size ("
                + window.size()
                + ").");
      }
      List<Long> given = places(window, shape.get(0), "pooling");
      add(layer.apply(window));
      shape = given;
      return this;
    }

    /** The shape after a window has passed over an image. */
    private List<Long> places(Window window, long channels, String what) {
      long height = window.places(shape.get(1));
      long width = window.places(shape.get(2));
      if (height < 1 || width < 1) {
        throw new IllegalArgumentException(
            "The shape " + shape + " is too small for " + what + ".");
      }
      return List.of(channels, height, width);
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

    /**
     * Checks the shape of the examples.
     *
     * @param what the network, for the message
     * @param side the least height and width
     * @throws IllegalArgumentException if it is no image, or smaller
     */
    Builder requireImage(String what, long side) {
      requireImage("The model '" + what + "'");
      if (Math.min(shape.get(1), shape.get(2)) < side) {
        throw new IllegalArgumentException(
            "The shape %s is too small for the model '%s'. Accepted: %d x %d and larger."
                .formatted(shape, what, side, side));
      }
      return this;
    }

    private void requireImage(String what) {
      if (shape.size() != 3) {
        throw new IllegalArgumentException(
            what + " needs images (channels, height, width), not examples of shape " + shape + ".");
      }
    }
  }
}
