package dev.temper.torch.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The networks offered by name: sizes, shapes and refusals. */
@ExtendWith(OnlyRightConvolutions.class)
class ModelsTest {

  private static GeneratorOptional generator() {
    return new GeneratorOptional(torch.createCPUGenerator(1));
  }

  private static Network network(Model model, int classes, Long... shape) {
    return model.create(List.of(shape), classes, generator());
  }

  private static long parameters(Network network) {
    return network.parameters().stream().mapToLong(tensor -> tensor.numel()).sum();
  }

  private static Tensor scores(Network network, long batch, Long... shape) {
    long[] whole = new long[shape.length + 1];
    whole[0] = batch;
    for (int i = 0; i < shape.length; i++) {
      whole[i + 1] = shape[i];
    }
    return network.forward(torch.randn(whole, generator()), new Pass(true, generator()));
  }

  static List<String> names() {
    return Models.names();
  }

  @Test
  void mlpCountsItsParameters() {
    // 64 * 128 + 128, 128 * 128 + 128, 128 * 10 + 10
    Network network = network(Models.mlp(List.of(128L, 128L), 0), 10, 64L);
    assertThat(parameters(network)).isEqualTo(26_122);
    assertThat(parameters(network(Models.named("mlp"), 10, 1L, 8L, 8L))).isEqualTo(26_122);
  }

  @Test
  void anMlpWithoutHiddenLayersIsALinearClassifier() {
    assertThat(parameters(network(Models.mlp(List.of(), 0), 3, 4L))).isEqualTo(4 * 3 + 3);
  }

  @Test
  void lenetCountsItsParametersAsCaffesDoes() {
    // 20 * 25 + 20, 50 * 20 * 25 + 50, 800 * 500 + 500, 500 * 10 + 10
    assertThat(parameters(network(Models.lenet(), 10, 1L, 28L, 28L))).isEqualTo(431_080);
  }

  @Test
  void cnnCountsItsParameters() {
    // Convolutions without bias 32 * 9, 64 * 32 * 9, 64 * 64 * 9 and 128 * 64 * 9; BatchNorm
    // 2 * (32 + 64 + 64 + 128)
    int convolutions = 288 + 18_432 + 36_864 + 73_728 + 576;
    // 8 x 8 is pooled twice, to 2 x 2 of 128 channels; 28 x 28 thrice, to 3 x 3
    assertThat(parameters(network(Models.cnn(0.2), 10, 1L, 8L, 8L)))
        .isEqualTo(convolutions + 512 * 10 + 10)
        .isEqualTo(135_018);
    assertThat(parameters(network(Models.cnn(0.2), 10, 1L, 28L, 28L)))
        .isEqualTo(convolutions + 1152 * 10 + 10)
        .isEqualTo(141_418);
  }

  @Test
  void cnnHasTheStatisticsOfItsBatchNorm() {
    List<Tensor> buffers = network(Models.cnn(0), 10, 1L, 8L, 8L).buffers();
    assertThat(buffers.stream().mapToLong(tensor -> tensor.numel()).sum()).isEqualTo(576);
  }

  @ParameterizedTest
  @CsvSource({
    "mlp, 1, 8, 8", "mlp, 3, 5, 7", "cnn, 1, 8, 8", "cnn, 1, 4, 4", "cnn, 3, 16, 16",
    "cnn, 1, 15, 40", "cnn, 3, 32, 32", "lenet, 1, 28, 28", "lenet, 1, 16, 16", "lenet, 3, 32, 20"
  })
  void givesAScoreForEveryClass(String name, long channels, long height, long width) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      Network network = network(Models.named(name), 7, channels, height, width);
      Tensor scores = scores(network, 5, channels, height, width);
      assertThat(scores.shape()).containsExactly(5, 7);
    }
  }

  @Test
  void mlpTakesExamplesWithoutAnImage() {
    try (PointerScope scope = new PointerScope()) {
      assertThat(scores(network(Models.named("mlp"), 3, 9L), 4, 9L).shape()).containsExactly(4, 3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mlp", "cnn", "lenet"})
  void untrainedItGuesses(String name) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      Network network = network(Models.named(name), 10, 1L, 28L, 28L);
      Tensor labels = torch.randint(10, new long[] {500}, generator()).to(torch.ScalarType.Long);
      double loss =
          torch.cross_entropy_loss(scores(network, 500, 1L, 28L, 28L), labels).item_double();
      // Scores of variance v raise the loss above ln 10 by about v / 2. The weights have variance
      // 1 / (3 inputs), the inputs a mean square of at most 2, after BatchNorm, pooling and
      // dropout.
      assertThat(loss).isCloseTo(Math.log(10), within(0.4));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mlp", "cnn", "lenet"})
  void theGeneratorFixesTheWeights(String name) {
    try (PointerScope scope = new PointerScope()) {
      Network network = network(Models.named(name), 10, 1L, 16L, 16L);
      Network same = network(Models.named(name), 10, 1L, 16L, 16L);
      GeneratorOptional other = new GeneratorOptional(torch.createCPUGenerator(2));
      Network different = Models.named(name).create(List.of(1L, 16L, 16L), 10, other);
      assertThat(TensorValues.of(same.parameters().get(0)))
          .isEqualTo(TensorValues.of(network.parameters().get(0)))
          .isNotEqualTo(TensorValues.of(different.parameters().get(0)));
    }
  }

  @ParameterizedTest
  @CsvSource({"cnn, 3, 3", "cnn, 20, 3", "lenet, 15, 15", "lenet, 28, 12", "lenet, 4, 4"})
  void refusesImagesThatAreTooSmall(String name, long height, long width) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> network(Models.named(name), 10, 1L, height, width))
        .withMessageContaining("too small")
        .withMessageMatching(".*\\[\\d+, \\d+, \\d+].*");
  }

  @ParameterizedTest
  @CsvSource({"cnn", "lenet"})
  void refusesExamplesThatAreNoImages(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> network(Models.named(name), 10, 64L))
        .withMessageContaining("images")
        .withMessageContaining("[64]");
  }

  @Test
  void refusesAnUnknownNameWithTheKnownOnes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Models.named("resnext"))
        .withMessageContaining("'resnext'")
        .withMessageContaining("mlp, cnn, lenet, conv3, resnet-20, resnet-32")
        .withMessageContaining("with settings also resnet, wide-resnet, densenet, densenet-bc;")
        .withMessageEndingWith("a TorchScript file, or a class by its full name.");
  }

  @ParameterizedTest
  @MethodSource("names")
  void bearsTheNameItIsFoundBy(String name) {
    assertThat(Models.named(name).name()).isEqualTo(name);
  }

  @Test
  void imagesGetAConvolutionalNetworkUnlessToldAndTablesAnMlp() {
    assertThat(Models.defaultFor(List.of(1L, 8L, 8L)).name()).isEqualTo("cnn");
    assertThat(Models.defaultFor(List.of(30L)).name()).isEqualTo("mlp");
  }

  @ParameterizedTest
  @CsvSource({"1.5", "-0.1", "NaN"})
  void refusesADropoutOutsideItsRange(double dropout) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> network(Models.mlp(List.of(8L), dropout), 2, 4L))
        .withMessageContaining("(" + dropout + ")");
  }
}
