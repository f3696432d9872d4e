package dev.temper.torch.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.parameter_iterator;
import org.bytedeco.pytorch.parameter_list;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The networks of the literature: their sizes, their scripts, and that all of them learns. */
@ExtendWith(OnlyRightConvolutions.class)
class NamedNetworksTest {

  /** Networks that take seconds for an image, narrowed: depth and blocks stay. */
  private static final Map<String, String> NARROWED =
      Map.of(
          "wide-resnet-28-10", "wide-resnet-28-10:width=2",
          "wide-resnet-32", "wide-resnet-32:width=2",
          "resnet-34", "resnet-34:width=0.25",
          "resnet-50", "resnet-50:width=0.25",
          "resnet-101", "resnet-101:width=0.125",
          "resnet-152", "resnet-152:width=0.125");

  /** Every name, of those with BatchNorm some also without, of those with dropout one with it. */
  static List<String> models() {
    List<String> others =
        List.of(
            "cnn:batch-norm=0",
            "resnet:depth=8,width=0.5,batch-norm=0",
            "resnet:depth=14,bn-momentum=0.5",
            "wide-resnet:depth=10,width=1,batch-norm=0",
            "wide-resnet-32:width=1.5",
            "densenet:depth=10,growth=3,batch-norm=0",
            "inception:width=0.5,batch-norm=0",
            "resnet-18:width=0.25,batch-norm=0");
    return Stream.concat(
            Models.names().stream().map(name -> NARROWED.getOrDefault(name, name)), others.stream())
        .toList();
  }

  private static GeneratorOptional generator(long seed) {
    return new GeneratorOptional(torch.createCPUGenerator(seed));
  }

  private static Network network(String name, int classes, Long... shape) {
    return Models.named(name).create(List.of(shape), classes, generator(1));
  }

  private static long parameters(Network network) {
    return network.parameters().stream().mapToLong(tensor -> tensor.numel()).sum();
  }

  /** Without dropout, which a script draws from another source. */
  private static Network withoutDropout(String name) {
    Model model = Models.named(name);
    if (model.settings().stream().anyMatch(setting -> setting.name().equals("dropout"))) {
      model = model.with("dropout", 0);
    }
    return model.create(List.of(3L, 32L, 32L), 10, generator(1));
  }

  private static Tensor images(long batch) {
    return torch.randn(new long[] {batch, 3, 32, 32}, generator(2));
  }

  /**
   * Figures for 10 classes: of the papers' tables, there rounded to 0.01 or 0.1 million, and to the
   * last digit from building the layers of each paper one by one with PyTorch 2.13's modules.
   */
  @ParameterizedTest
  @CsvSource({
    // Caffe's cifar10_full
    "conv3, 89578",
    // He 2016, table 6: 0.27, 0.46, 0.66, 0.85, 1.7 and 19.4 million
    "resnet-20, 269722",
    "resnet-32, 464154",
    "resnet-44, 658586",
    "resnet-56, 853018",
    "resnet-110, 1727962",
    "resnet:depth=1202, 19421274",
    // Zagoruyko and Komodakis 2016, table 4: 36.5 million
    "wide-resnet-16-4, 2748890",
    "wide-resnet-28-10, 36479194",
    // Smith's description, whose convolutions have 3,696 biases more
    "wide-resnet-32, 5899930",
    // Huang 2017, table 2: 1.0 and 0.8 million
    "densenet-40-12, 1019722",
    "densenet-bc-100-12, 769162",
    // Zhang 2017, table 1: 1,649,402, with and without BatchNorm; one value a channel, while
    // BatchNorm as elsewhere has two
    "inception, 1651114",
    "inception:batch-norm=0, 1649402",
  })
  void countsTheParametersOfItsPaper(String name, long expected) {
    try (PointerScope scope = new PointerScope()) {
      assertThat(parameters(network(name, 10, 3L, 32L, 32L))).isEqualTo(expected);
    }
  }

  /** Torchvision's documented figures, for 1000 classes. */
  @ParameterizedTest
  @CsvSource({
    "resnet-18, 11689512",
    "resnet-34, 21797672",
    "resnet-50, 25557032",
    "resnet-101, 44549160",
    "resnet-152, 60192808"
  })
  void countsTheParametersOfTorchvisionsForImageNet(String name, long expected) {
    try (PointerScope scope = new PointerScope()) {
      assertThat(parameters(network(name, 1000, 3L, 224L, 224L))).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void theScriptGivesTheSameScores(String name) {
    try (PointerScope scope = new PointerScope()) {
      Network network = withoutDropout(name);
      Tensor images = images(4);
      // Moves the statistics off their initial 0 and 1.
      network.forward(images, new Pass(true, generator(3))).close();
      double[] expected =
          TensorValues.of(network.forward(images, new Pass(false, generator(3))).detach());
      try (JitModule module = network.export(torch.zeros(1), torch.ones(1))) {
        Tensor scores = module.forward(new IValueVector(new IValue(images))).toTensor();
        assertThat(scores.shape()).containsExactly(4, 10);
        // The same operations on values around 1; fusion may round otherwise, layer by layer.
        double size = Math.max(1, scores.detach().abs().max().item_double());
        assertThat(TensorValues.of(scores.detach())).containsExactly(expected, within(1e-4 * size));
      }
    }
  }

  /** The script overwrites nothing in place, so that it is a reference for what does. */
  @ParameterizedTest
  @MethodSource("models")
  void everyParameterGetsTheGradientThatTheScriptGives(String name) {
    try (PointerScope scope = new PointerScope()) {
      Network network = withoutDropout(name);
      Tensor images = images(6);
      Tensor labels = torch.arange(new Scalar(6));
      JitModule module = network.export(torch.zeros(1), torch.ones(1));
      module.train();
      torch
          .cross_entropy_loss(network.forward(images, new Pass(true, generator(3))), labels)
          .backward();
      torch
          .cross_entropy_loss(
              module.forward(new IValueVector(new IValue(images))).toTensor(), labels)
          .backward();
      parameter_list scripted = module.parameters();
      assertThat(scripted.size()).isEqualTo(network.parameters().size());
      parameter_iterator next = scripted.begin();
      for (int i = 0; i < network.parameters().size(); i++) {
        Tensor expected = next.access().grad();
        Tensor own = network.parameters().get(i).grad();
        assertThat(own.count_nonzero().item_long()).as("parameter %d", i).isPositive();
        double size = expected.norm().item_double();
        assertThat(own.sub(expected).norm().item_double())
            .as("parameter %d against the script's", i)
            .isLessThanOrEqualTo(1e-3 * size + 1e-6);
        next.increment();
      }
      module.close();
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void layersRatiosAndWeightsProperAreThoseOfItsParameters(String name) {
    try (PointerScope scope = new PointerScope()) {
      Network network = withoutDropout(name);
      assertThat(network.layers().stream().flatMap(List::stream).toList())
          .isEqualTo(network.parameters());
      assertThat(network.rateRatios()).hasSameSizeAs(network.parameters()).containsOnly(1.0);
      assertThat(network.weightsProper()).hasSameSizeAs(network.parameters());
      // A weight and what belongs to it: its bias, or the normalization behind it.
      assertThat(network.layers())
          .allSatisfy(layer -> assertThat(layer.get(0).dim()).isGreaterThan(1));
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void theGeneratorFixesAllWeights(String name) {
    try (PointerScope scope = new PointerScope()) {
      List<Tensor> first = withoutDropout(name).parameters();
      List<Tensor> second = withoutDropout(name).parameters();
      for (int i = 0; i < first.size(); i++) {
        assertThat(first.get(i).equal(second.get(i))).as("parameter %d", i).isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "conv3",
        "resnet-20",
        "wide-resnet:depth=10,width=1",
        "wide-resnet-32:width=1",
        "densenet:depth=7",
        "densenet-bc:depth=10",
        "inception:width=0.25"
      })
  void takesGreyImagesOfOtherSizes(String name) {
    try (PointerScope scope = new PointerScope()) {
      for (long side : new long[] {8, 28}) {
        Network network = network(name, 3, 1L, side, side);
        Tensor images = torch.randn(new long[] {2, 1, side, side}, generator(2));
        assertThat(network.forward(images, new Pass(true, generator(3))).shape())
            .containsExactly(2, 3);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "conv3, 7, 8 x 8", "resnet-20, 7, 8 x 8", "wide-resnet-16-4, 4, 8 x 8",
    "wide-resnet-32, 7, 8 x 8", "wide-resnet-32, 30, divisible by 4", "densenet-40-12, 1, 8 x 8",
    "inception, 5, 8 x 8", "resnet-18, 28, 32 x 32", "resnet-50, 31, 32 x 32"
  })
  void refusesImagesThatAreTooSmall(String name, long side, String accepted) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> network(name, 10, 1L, side, side))
        .withMessageContainingAll(
            "[1, " + side + ", " + side + "]", accepted, name.split("-", 2)[0])
        .withMessageNotContaining("\n");
  }

  @ParameterizedTest
  @CsvSource({"conv3", "resnet-20", "resnet-50", "densenet-40-12", "inception"})
  void refusesExamplesThatAreNoImages(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> network(name, 10, 64L))
        .withMessageContainingAll("images", "[64]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "resnet:depth=21 | (21) | one of 8, 14, 20, 26, 32, … 1202",
        "resnet-20:depth=18 | (18) | one of 8, 14, 20",
        "wide-resnet:depth=32 | (32) | one of 10, 16, 22, 28, 34, … 100",
        "wide-resnet-16-4:width=2.5 | (2.5) | a whole number from 1 to 20",
        "densenet:depth=41 | (41) | one of 7, 10, 13",
        "densenet-bc:depth=43 | (43) | one of 10, 16, 22",
        "resnet-20:batch-norm=0.5 | (0.5) | 0 or 1",
        "cnn:bn-momentum=0 | (0) | 0.001 to 1"
      })
  void refusesValuesThatGiveNoNetwork(String name, String value, String accepted) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Models.named(name))
        .withMessageContainingAll(value, accepted)
        .withMessageNotContaining("\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "resnet:depth=56 | resnet-56",
        "resnet | resnet-20",
        "resnet20 | resnet-20",
        "resnet18 | resnet-18",
        "resnet-32:depth=44 | resnet-44",
        "resnet:depth=50 | resnet:depth=50",
        "resnet-110:batch-norm=0 | resnet-110:batch-norm=0",
        "wrn-28-10 | wide-resnet-28-10",
        "wrn-16-4:dropout=0.3 | wide-resnet-16-4:dropout=0.3",
        "wide-resnet:depth=16,width=4,dropout=0 | wide-resnet-16-4",
        "wide-resnet:depth=40,width=2 | wide-resnet:depth=40,width=2",
        "densenet:growth=24 | densenet:growth=24",
        "densenet-bc | densenet-bc-100-12"
      })
  void aNameOfItsOwnStandsForDepthAndWidth(String given, String name) {
    assertThat(Models.named(given).name()).isEqualTo(name);
    assertThat(Models.named(name).settings()).isEqualTo(Models.named(given).settings());
  }

  @Test
  void theDepthThatBothFormsHaveIsAQuestionOfTheName() {
    try (PointerScope scope = new PointerScope()) {
      // 6 * 8 + 2 layers for small images, table 1's 50 for large ones.
      assertThat(parameters(network("resnet:depth=50", 10, 3L, 32L, 32L))).isLessThan(1_000_000);
      assertThat(parameters(network("resnet-50", 10, 3L, 32L, 32L))).isEqualTo(23_528_522);
    }
  }

  @Test
  void convolutionsOfResidualNetworksStartWithTheVarianceOfTheirFanOut() {
    try (PointerScope scope = new PointerScope()) {
      Network network = network("wide-resnet-16-4", 10, 3L, 32L, 32L);
      Tensor weight =
          network.parameters().stream()
              .filter(each -> each.dim() == 4 && each.size(0) == 256 && each.size(1) == 256)
              .findFirst()
              .orElseThrow();
      // 589,824 draws: the mean deviates by 0.00004, the mean square by 0.2 %; five of each.
      double variance = 2.0 / (256 * 9);
      assertThat(weight.mean().item_double()).isCloseTo(0, within(0.0002));
      assertThat(weight.square().mean().item_double()).isCloseTo(variance, within(0.01 * variance));
      // Normal: the fourth moment is three times the squared second, deviating by 0.5 %.
      assertThat(weight.square().square().mean().item_double())
          .isCloseTo(3 * variance * variance, within(0.08 * variance * variance));
    }
  }

  @Test
  void batchNormTakesTheMomentumItIsGiven() {
    try (PointerScope scope = new PointerScope()) {
      for (double momentum : new double[] {0.001, 0.25, 1}) {
        Network network = network("resnet:depth=8,bn-momentum=" + momentum, 10, 3L, 8L, 8L);
        Tensor images = torch.randn(new long[] {16, 3, 8, 8}, generator(2));
        network.forward(images, new Pass(true, generator(3))).close();
        Tensor moved = network.buffers().get(0);
        Tensor weight = network.parameters().get(0);
        Tensor mean =
            torch
                .conv2d(
                    images,
                    weight,
                    new TensorOptional(),
                    new long[] {1, 1},
                    new long[] {1, 1},
                    new long[] {1, 1},
                    1)
                .mean(0, 2, 3);
        assertThat(TensorValues.of(moved))
            .containsExactly(
                TensorValues.of(mean.mul(new Scalar(momentum)).detach()), within(1e-6));
      }
    }
  }

  @Test
  void withoutBatchNormThereAreNoStatisticsAndEveryConvolutionHasABias() {
    try (PointerScope scope = new PointerScope()) {
      for (String name :
          List.of(
              "cnn:batch-norm=0",
              "resnet-20:batch-norm=0",
              "wide-resnet:depth=10,width=1,batch-norm=0",
              "wide-resnet-32:width=1,batch-norm=0",
              "densenet:depth=10,batch-norm=0",
              "inception:batch-norm=0",
              "resnet-18:batch-norm=0")) {
        Network network = network(name, 10, 3L, 32L, 32L);
        assertThat(network.buffers()).as(name).isEmpty();
        assertThat(network.layers()).as(name).allMatch(layer -> layer.size() == 2);
      }
    }
  }
}
