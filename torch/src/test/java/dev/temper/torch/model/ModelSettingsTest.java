package dev.temper.torch.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.temper.training.ModelSetting;
import dev.temper.training.ModelSetting.Kind;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings of models: how they are written and read, what they do, what is refused. */
@ExtendWith(OnlyRightConvolutions.class)
class ModelSettingsTest {

  static List<String> names() {
    return Models.names();
  }

  private static Network network(Model model, Long... shape) {
    return model.create(List.of(shape), 10, new GeneratorOptional(torch.createCPUGenerator(1)));
  }

  private static long parameters(Model model, Long... shape) {
    return network(model, shape).parameters().stream().mapToLong(tensor -> tensor.numel()).sum();
  }

  @ParameterizedTest
  @MethodSource("names")
  void whatItIsNamedReadsBackAsTheSameModel(String name) {
    SplittableRandom random = new SplittableRandom(7);
    for (int trial = 0; trial < 200; trial++) {
      Model model = Models.named(name);
      for (ModelSetting setting : model.settings()) {
        if (random.nextBoolean()) {
          double part = random.nextDouble() * (setting.high() - setting.low());
          double step = setting.step();
          double value = setting.low() + (step > 0 ? step * Math.floor(part / step) : part);
          model = model.with(setting.name(), value);
        }
      }
      Model read = Models.named(model.name());
      assertThat(read.name()).isEqualTo(model.name());
      assertThat(read.settings()).isEqualTo(model.settings());
    }
  }

  @Test
  void theNameTellsOnlyWhatDiffersFromTheDefaults() {
    assertThat(Models.named("cnn:dropout=0.1").name()).isEqualTo("cnn:dropout=0.1");
    assertThat(Models.named("cnn:dropout=0.3,width=0.5").name()).isEqualTo("cnn:width=0.5");
    assertThat(Models.named("mlp:units=256,layers=3").name()).isEqualTo("mlp:layers=3,units=256");
    assertThat(Models.named("mlp:layers=2.0,units=1e2").name()).isEqualTo("mlp:units=100");
    assertThat(Models.named("lenet:dropout=0").name()).isEqualTo("lenet");
  }

  @Test
  void anMlpOfOneSizeIsNamedByItsSettingsAndAnotherByItsSizes() {
    assertThat(Models.mlp(List.of(128L, 128L), 0).name()).isEqualTo("mlp");
    assertThat(Models.mlp(List.of(32L), 0.2).name()).isEqualTo("mlp:layers=1,units=32,dropout=0.2");
    assertThat(Models.mlp(List.of(), 0).name()).isEqualTo("mlp:layers=0");
    Model tapering = Models.mlp(List.of(64L, 32L), 0.2);
    assertThat(tapering.name()).isEqualTo("mlp-64-32:dropout=0.2");
    // 64 * 64 + 64, 64 * 32 + 32, 32 * 10 + 10
    assertThat(parameters(tapering, 64L)).isEqualTo(4160 + 2080 + 330);
  }

  @Test
  void layersAndUnitsShapeAnMlp() {
    // 64 * 16 + 16, twice 16 * 16 + 16, 16 * 10 + 10
    assertThat(parameters(Models.named("mlp:layers=3,units=16"), 64L)).isEqualTo(1040 + 544 + 170);
    assertThat(parameters(Models.named("mlp:layers=0"), 64L)).isEqualTo(650);
  }

  @Test
  void widthMultipliesTheKernelsOfACnn() {
    // 16, 32, 32 and 64 kernels without bias, BatchNorm 2 * (16 + 32 + 32 + 64), 4 * 64 inputs
    int convolutions = 9 * (16 + 32 * 16 + 32 * 32 + 64 * 32) + 288;
    assertThat(parameters(Models.named("cnn:width=0.5"), 1L, 8L, 8L))
        .isEqualTo(convolutions + 256 * 10 + 10);
  }

  @Test
  void depthAddsAConvolutionToEveryStageOfACnn() {
    long added = 9 * (32 * 32 + 64 * 64 + 128 * 128) + 2 * (32 + 64 + 128);
    assertThat(parameters(Models.named("cnn:depth=1"), 1L, 8L, 8L)).isEqualTo(135_018 + added);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mlp",
        "cnn",
        "lenet",
        "conv3",
        "wide-resnet:depth=10,width=1",
        "densenet:depth=10",
        "densenet-bc:depth=16",
        "inception:width=0.25"
      })
  void dropoutDrawsInTrainingAndLeavesTheWeights(String name) {
    Network plain = network(Models.named(name).with("dropout", 0), 1L, 16L, 16L);
    Network dropping = network(Models.named(name).with("dropout", 0.5), 1L, 16L, 16L);
    GeneratorOptional generator = new GeneratorOptional(torch.createCPUGenerator(2));
    Tensor input = torch.randn(new long[] {4, 1, 16, 16}, generator);
    assertThat(scores(dropping, input, false, generator))
        .isEqualTo(scores(plain, input, false, generator));
    assertThat(scores(dropping, input, true, generator))
        .isNotEqualTo(scores(dropping, input, true, generator));
    assertThat(scores(plain, input, true, generator))
        .isEqualTo(scores(plain, input, true, generator));
  }

  private static double[] scores(
      Network network, Tensor input, boolean training, GeneratorOptional generator) {
    return TensorValues.of(network.forward(input, new Pass(training, generator)).detach());
  }

  @ParameterizedTest
  @MethodSource("names")
  void theDefaultsGiveTheNameWithoutSettings(String name) {
    Model model = Models.named(name);
    for (ModelSetting setting : model.settings()) {
      model = model.with(setting.name(), setting.value());
    }
    assertThat(model.name()).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "mlp:depth=3 | 'depth'",
        "mlp:layers=x | 'x'",
        "mlp:layers= | ''",
        "mlp:layers | 'layers' is not of the form",
        "mlp: | '' is not of the form",
        "mlp:layers=3, | '' is not of the form",
        "mlp:layers=3,layers=4 | 'layers' stands there twice"
      })
  void whatCannotBeReadIsRefusedWithAllThatIsAccepted(String text, String part) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Models.named(text))
        .withMessageContainingAll(
            part,
            "Accepted: layers from 0 to 50, whole; units from 1 to 10000, whole;"
                + " dropout from 0 to 0.99.");
  }

  @ParameterizedTest
  @CsvSource({
    "mlp:layers=51, (51), a whole number from 0 to 50",
    "mlp:layers=1.5, (1.5), a whole number from 0 to 50",
    "mlp:units=0, (0), 1 to 10000",
    "cnn:width=0, (0), 0.1 to 10",
    "cnn:width=NaN, (NaN), 0.1 to 10",
    "lenet:dropout=1, (1), 0 to 0.99"
  })
  void aValueOutsideItsRangeIsRefusedWithTheRange(String text, String value, String range) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Models.named(text))
        .withMessageContainingAll(value, range);
  }

  @ParameterizedTest
  @ValueSource(strings = {"resnext:depth=3", "mlp-64-32"})
  void anUnknownNameIsRefusedWithOrWithoutSettings(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Models.named(text))
        .withMessageContaining("Accepted: mlp, cnn, lenet, conv3, ");
  }

  @Test
  void aModelOfOnesOwnMayDeclareSettings() {
    ModelSetting units = new ModelSetting("units", Kind.WIDTH, 8, 1, 64, true);
    Model own =
        Model.of(
            "own",
            List.of(units),
            settings ->
                (shape, outputs, generator) ->
                    LayeredNetwork.builder(shape, generator)
                        .linear(settings.whole("units"))
                        .relu()
                        .linear(outputs)
                        .build());
    assertThat(own.name()).isEqualTo("own");
    assertThat(own.settings()).containsExactly(units);
    assertThat(own.with("units", 16).name()).isEqualTo("own:units=16");
    assertThat(parameters(own.with("units", 16), 4L)).isEqualTo(4 * 16 + 16 + 16 * 10 + 10);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> own.with("width", 2))
        .withMessageContainingAll("'width'", "units from 1 to 64, whole");
  }

  @Test
  void twoSettingsOfOneNameAreRefused() {
    ModelSetting units = new ModelSetting("units", Kind.WIDTH, 8, 1, 64, true);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Model.of("own", List.of(units, units.with(9)), settings -> Models.lenet()::create))
        .withMessageContaining("names that differ");
  }

  @Test
  void aModelWithoutSettingsRefusesAll() {
    Model own = Model.of("own", Models.lenet()::create);
    assertThat(own.settings()).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> own.with("dropout", 0.1))
        .withMessageContainingAll("'own'", "'dropout'");
  }
}
