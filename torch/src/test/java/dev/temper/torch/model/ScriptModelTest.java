package dev.temper.torch.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.function.Consumer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken from a TorchScript file, and what is refused before anything is trained. */
@ExtendWith(OnlyRightConvolutions.class)
class ScriptModelTest {

  private static final List<Long> DIGIT = List.of(1L, 8L, 8L);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nowhere.pt         | There is no model file",
        "make.py            | is no TorchScript file",
        "state-dict.pt      | what torch.save wrote",
        "state-dict-legacy.pt | torch.save once wrote",
        "custom.pt          | needs 'acme::warp'",
        "two-inputs.pt      | takes [x, mask]",
        "double.pt          | the parameter '1.weight' of type Double",
        "frozen.pt          | torch.jit.freeze"
      })
  void refusesAFileInOneLineThatTellsWhatIsThere(String name, String what) {
    Path file = Scripts.path("mlp.pt").resolveSibling(name);
    assertRefused(() -> Models.script(file), name, what);
  }

  @Test
  void filesOfOneNameAreToldApartByWhatIsInThem(@TempDir Path temp) throws IOException {
    Path other = temp.resolve("mlp.pt");
    Files.copy(Scripts.path("mlp.pt"), other);
    Model same = Models.script(other);
    assertThat(same.identity()).isEqualTo(Scripts.model("mlp.pt").identity());
    assertThat(same.identity()).matches("mlp\\.pt with the CRC-32 [0-9a-f]{8}");

    Files.copy(Scripts.path("images-28.pt"), other, StandardCopyOption.REPLACE_EXISTING);
    assertThat(Models.script(other).name()).isEqualTo(same.name());
    assertThat(Models.script(other).identity()).isNotEqualTo(same.name());
    assertThatThrownBy(same::identity).hasMessageContaining("was changed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tuple.pt           | its forward gives a Tuple",
        "images-28.pt       | shape [1, 8, 8]: mat1 and mat2 shapes cannot be multiplied (2x64 and",
        "traced-training.pt | BatchNorm that stays on in evaluation",
        "count.pt           | changes its attribute 'passes'"
      })
  void refusesANetworkInOneLineWhenTheExamplesAreKnown(String name, String what) {
    Model model = Scripts.model(name);
    assertRefused(() -> created(model, network -> {}), name, what);
  }

  private static void assertRefused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String... parts) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain("\n", "\r")
        .contains(parts);
  }

  @Test
  void saysHowToMakeAFileOfWeights() {
    assertRefused(() -> Scripts.model("state-dict.pt"), "torch.jit.script(model).save(");
  }

  @Test
  void namedReadsAFileByItsPathAndCallsItByItsName() {
    assertThat(Models.named(Scripts.path("mlp.pt").toString()).name()).isEqualTo("mlp.pt");
    assertThat(Models.isOffered("mlp:dropout=0.2")).isTrue();
    assertThat(Models.isOffered("net.pt")).isFalse();
  }

  @Test
  void tellsWhatATraceFixed() {
    Model traced = Scripts.model("traced.pt");
    created(traced, network -> {});
    assertThat(traced.notes())
        .singleElement()
        .asString()
        .contains("BatchNorm and dropout", "'traced.pt'");
    Model scripted = Scripts.model("mlp.pt");
    created(scripted, network -> {});
    assertThat(scripted.notes()).isEmpty();
  }

  @Test
  void aFileThatChangesIsNotTakenForWhatItWas(@TempDir Path folder) throws IOException {
    Path file = Files.copy(Scripts.path("mlp.pt"), folder.resolve("net.pt"));
    Model model = Models.script(file);
    created(model, network -> {});
    Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    assertThatThrownBy(() -> created(model, network -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("was changed");
  }

  @Test
  void layersAreTheSubmodulesWithTheirNormalization() {
    created(
        Scripts.model("mlp.pt"),
        network -> {
          assertThat(network.layers()).extracting(List::size).containsExactly(4, 2);
          assertThat(network.weightsProper())
              .containsExactly(true, false, false, false, true, false);
          assertThat(network.buffers()).hasSize(2);
          assertThat(network.counters()).hasSize(1);
        });
  }

  @Test
  void aWeightThatTwoLayersShareIsOneParameter() {
    created(
        Scripts.model("tied.pt"),
        network ->
            assertThat(network.parameters().stream().mapToLong(tensor -> tensor.numel()).sum())
                .isEqualTo(64 * 8 + 8 + 8 * 8 + 8 + 8 + 8 * 10 + 10));
  }

  @Test
  void frozenParametersAreNotAmongThem() {
    created(
        Scripts.model("backbone.pt"),
        network ->
            assertThat(network.parameters())
                .extracting(t -> t.dim())
                .containsExactly(1L, 1L, 2L, 1L));
  }

  @Test
  void theSeedDoesNotChangeTheWeights() {
    double[] sums = new double[2];
    for (int seed = 0; seed < 2; seed++) {
      int at = seed;
      created(
          Scripts.model("mlp.pt"),
          seed,
          network -> sums[at] = network.parameters().get(0).sum().item_double());
    }
    assertThat(sums[0]).isEqualTo(sums[1]).isNotZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mlp.pt", "conv.pt", "noise.pt"})
  void whatIsDrawnComesFromTheGeneratorOfThePassAlone(String name) {
    Model model = Scripts.model(name);
    double first = sumOfATrainingPass(model, 1);
    try (PointerScope scope = new PointerScope()) {
      Tensor before = torch.getDefaultCPUGenerator().get_state();
      assertThat(sumOfATrainingPass(model, 1)).isEqualTo(first);
      assertThat(sumOfATrainingPass(model, 2)).isNotEqualTo(first);
      assertThat(torch.getDefaultCPUGenerator().get_state().equal(before)).isTrue();
    }
  }

  private static double sumOfATrainingPass(Model model, long seed) {
    double[] sum = new double[1];
    created(
        model,
        network -> {
          Generator generator = torch.createCPUGenerator(seed);
          Pass pass = new Pass(true, new GeneratorOptional(generator));
          sum[0] = network.forward(torch.ones(4, 1, 8, 8), pass).abs().sum().item_double();
        });
    return sum[0];
  }

  @Test
  void anEvaluationThatDrawsLeavesTheGeneratorAsItWas() {
    created(
        Scripts.model("noise.pt"),
        network -> {
          Generator generator = torch.createCPUGenerator(3);
          Pass pass = new Pass(false, new GeneratorOptional(generator));
          Tensor input = torch.ones(2, 1, 8, 8);
          Tensor before = generator.get_state();
          double once = network.forward(input, pass).sum().item_double();
          assertThat(generator.get_state().equal(before)).isTrue();
          assertThat(network.forward(input, pass).sum().item_double()).isEqualTo(once);
        });
  }

  @Test
  void dropoutIsThatOfTheLayersOfTemper() {
    created(
        Scripts.model("dropout.pt"),
        network -> {
          Tensor input = torch.ones(50, 1, 8, 8);
          Pass pass = new Pass(true, new GeneratorOptional(torch.createCPUGenerator(5)));
          Pass same = new Pass(true, new GeneratorOptional(torch.createCPUGenerator(5)));
          Tensor scores = network.forward(input, pass);
          Tensor weight = network.parameters().get(0);
          Tensor expected = new Dropout(0.25).forward(input.flatten(), same).view(50, 64);
          assertThat(scores.sub(expected.matmul(weight.t())).abs().max().item_double())
              .isLessThan(1e-5);
          assertThat(expected.eq(new org.bytedeco.pytorch.Scalar(0.0)).sum().item_long())
              .isPositive();
        });
  }

  private static void created(Model model, Consumer<Network> use) {
    created(model, 0, use);
  }

  private static void created(Model model, long seed, Consumer<Network> use) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      Generator generator = torch.createCPUGenerator(seed);
      Network network = model.create(DIGIT, 10, new GeneratorOptional(generator));
      try {
        use.accept(network);
      } finally {
        network.close();
      }
    }
  }
}
