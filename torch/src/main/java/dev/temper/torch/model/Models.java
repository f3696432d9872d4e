package dev.temper.torch.model;

import static dev.temper.training.ModelSetting.Kind.DEPTH;
import static dev.temper.training.ModelSetting.Kind.DROPOUT;
import static dev.temper.training.ModelSetting.Kind.WIDTH;

import dev.temper.training.ModelSetting;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The networks offered by name. */
public final class Models {

  private static final SettableModel MLP =
      new SettableModel(
          "mlp",
          new ModelSettings(
              List.of(
                  new ModelSetting("layers", DEPTH, 2, 0, 50, true),
                  new ModelSetting("units", WIDTH, 128, 1, 10_000, true),
                  dropout(0))),
          settings ->
              layers(
                  Collections.nCopies(settings.whole("layers"), (long) settings.whole("units")),
                  settings.value("dropout")));

  private static final SettableModel CNN =
      new SettableModel(
          "cnn",
          ModelSettings.of(
              List.of(
                  new ModelSetting("depth", DEPTH, 0, 0, 10, true),
                  new ModelSetting("width", WIDTH, 1, 0.1, 10, false),
                  dropout(0.3)),
              Normalization.SETTINGS),
          settings -> new SmallConvolutional(settings)::create);

  private static final SettableModel LENET =
      new SettableModel(
          "lenet",
          new ModelSettings(List.of(dropout(0))),
          settings ->
              (shape, outputs, generator) ->
                  LayeredNetwork.builder(shape, generator)
                      .convolution(20, 5, 0, true)
                      .maxPool()
                      .convolution(50, 5, 0, true)
                      .maxPool()
                      .linear(500)
                      .relu()
                      .dropout(settings.value("dropout"))
                      .linear(outputs)
                      .build());

  /** What {@link #names} tells, in its order. */
  private static final Map<String, SettableModel> NAMED = new LinkedHashMap<>();

  /** Models of which only some values have a name of their own. */
  private static final Map<String, SettableModel> FAMILIES = new LinkedHashMap<>();

  static {
    add(MLP);
    add(CNN);
    add(LENET);
    add(ThreeConvolutions.model());
    addFamily("resnet", CifarResNet.model());
    ImageNetResNet.models().forEach(Models::add);
    addFamily("wide-resnet", WideResNet.model());
    add(SmithWideResNet.model());
    addFamily("densenet", DenseNet.plain());
    addFamily("densenet-bc", DenseNet.bc());
    add(SmallInception.model());
  }

  private static void add(SettableModel model) {
    NAMED.put(model.name(), model);
  }

  private static void addFamily(String family, SettableModel model) {
    FAMILIES.put(family, model);
    NAMED.putAll(model.variants());
  }

  private Models() {}

  /** A dropout of .99 at most: above that hardly anything is left to learn from. */
  private static ModelSetting dropout(double value) {
    return new ModelSetting("dropout", DROPOUT, value, 0, 0.99, false);
  }

  /** The names {@link #named} accepts. */
  public static List<String> names() {
    return List.copyOf(NAMED.keySet());
  }

  /**
   * The model of a text: a {@linkplain #script TorchScript file}, a class on the class path of the
   * thread's context that is a {@link Model}, a {@link Model.Factory} or a {@link ModuleFactory}
   * and can be made without arguments, or one of {@link #names} and after a colon the settings that
   * are not to be the defaults, as in {@code mlp:layers=3,units=256,dropout=0.2}. Reads what {@link
   * Model#name} of these models gives.
   *
   * @throws IllegalArgumentException if there is no such model or setting, or a value is outside
   *     its range; one line that lists what is accepted
   */
  public static Model named(String text) {
    if (OwnModel.isMeantBy(text)) {
      return OwnModel.named(text);
    }
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    String known =
        name.replaceFirst("^wrn", "wide-resnet").replaceFirst("^resnet(?=\\d)", "resnet-");
    SettableModel model = NAMED.getOrDefault(known, FAMILIES.get(known));
    if (model == null) {
      throw new IllegalArgumentException(
          "There is no model '"
              + name
              + "'. Accepted: "
              + String.join(", ", names())
              + "; with settings also "
              + String.join(", ", FAMILIES.keySet())
              + "; a TorchScript file, or a class by its full name.");
    }
    return colon < 0 ? model : model.reading(text.substring(colon + 1));
  }

  /** Whether a text that {@link #named} accepts tells a model of these, not a file or a class. */
  public static boolean isOffered(String text) {
    return !OwnModel.isMeantBy(text);
  }

  /**
   * The network of a TorchScript file, as {@code torch.jit.script(model).save("net.pt")} writes it
   * in PyTorch. Every session begins with the weights of the file; its name is that of the file.
   *
   * @throws IllegalArgumentException if there is no such file, it is no TorchScript, or it cannot
   *     be trained; one line that says why
   */
  public static Model script(Path file) {
    return new ScriptModel(file);
  }

  /** The model for examples of a shape where none is named: {@code cnn} for images, else mlp. */
  public static Model defaultFor(List<Long> shape) {
    return named(shape.size() == 3 ? "cnn" : "mlp");
  }

  /**
   * Fully connected layers with ReLU between them, for examples of any shape: the model {@code mlp}
   * where all layers are of one size, else one named by its sizes, as in {@code mlp-64-32}.
   *
   * @param units outputs of each hidden layer; an empty list gives a linear model
   * @param dropout after each hidden layer; 0 to 0.99
   * @throws IllegalArgumentException if a value is outside its range
   */
  public static Model mlp(List<Long> units, double dropout) {
    if (units.stream().distinct().count() > 1) {
      List<Long> sizes = List.copyOf(units);
      String name =
          sizes.stream().map(Object::toString).collect(Collectors.joining("-", "mlp-", ""));
      return Model.of(
              name, List.of(dropout(0)), settings -> layers(sizes, settings.value("dropout")))
          .with("dropout", dropout);
    }
    Model sized = units.isEmpty() ? MLP : MLP.with("units", units.get(0));
    return sized.with("layers", units.size()).with("dropout", dropout);
  }

  private static Model.Factory layers(List<Long> units, double dropout) {
    return (shape, outputs, generator) -> {
      LayeredNetwork.Builder builder = LayeredNetwork.builder(shape, generator);
      for (long size : units) {
        builder.linear(size).relu().dropout(dropout);
      }
      return builder.linear(outputs).build();
    };
  }

  /**
   * A small convolutional network with BatchNorm, for images from 4 x 4 up; see {@link
   * SmallConvolutional}.
   *
   * @param dropout in front of the last layer; 0 to 0.99
   * @throws IllegalArgumentException if the dropout is outside its range
   */
  public static Model cnn(double dropout) {
    return CNN.with("dropout", dropout);
  }

  /**
   * LeNet as Caffe ships it for MNIST, which Smith's experiments use: convolutions of 20 and 50
   * kernels of 5 x 5, each with pooling, then 500 ReLU units; 431,080 weights on 28 x 28. Images
   * must be 16 x 16 or larger (after LeCun 1998).
   */
  public static Model lenet() {
    return LENET;
  }
}
