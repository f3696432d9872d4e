package dev.temper.torch.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers against values computed by hand, the shapes between them, and their TorchScript. */
@ExtendWith(OnlyRightConvolutions.class)
class LayeredNetworkTest {

  private static GeneratorOptional generator(long seed) {
    return new GeneratorOptional(torch.createCPUGenerator(seed));
  }

  private static LayeredNetwork.Builder builder(Long... shape) {
    return LayeredNetwork.builder(List.of(shape), generator(1));
  }

  private static double[] output(LayeredNetwork.Builder builder, Tensor input) {
    return TensorValues.of(builder.build().forward(input, new Pass(false, generator(1))));
  }

  /** A 4 x 3 image of 1 to 12. */
  private static Tensor image() {
    return Tensor.create(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, 1, 1, 4, 3);
  }

  @Test
  void normalizationBelongsToTheLayerInFrontOfIt() {
    try (PointerScope scope = new PointerScope()) {
      LayeredNetwork network =
          builder(1L, 4L, 3L)
              .convolution(2, 3, 1, false)
              .batchNorm()
              .relu()
              .linear(5)
              .linear(3)
              .build();
      assertThat(network.layers()).extracting(List::size).containsExactly(3, 2, 2);
      assertThat(network.layers().stream().flatMap(List::stream).toList())
          .isEqualTo(network.parameters());
    }
  }

  @Test
  void aRatioOfTheRateHoldsForTheLayersThatFollow() {
    try (PointerScope scope = new PointerScope()) {
      LayeredNetwork network =
          builder(4L)
              .linear(3)
              .rateRatio(0.1)
              .linear(3)
              .batchNorm()
              .relu()
              .rateRatio(0)
              .linear(2)
              .build();
      assertThat(network.rateRatios()).containsExactly(1.0, 1.0, 0.1, 0.1, 0.1, 0.1, 0.0, 0.0);
      assertThat(network.weightsProper())
          .containsExactly(true, false, true, false, false, false, true, false);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesAnImpossibleRatioOfTheRate(double ratio) {
    try (PointerScope scope = new PointerScope()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> builder(4L).rateRatio(ratio))
          .withMessageContaining("(" + ratio + ")");
    }
  }

  @Test
  void everyKindOfLayerHasAPlaceBeforeARatio() {
    try (PointerScope scope = new PointerScope()) {
      LayeredNetwork network =
          builder(1L, 8L, 8L)
              .convolution(2, 3, 1, true)
              .batchNorm()
              .relu()
              .tanh()
              .dropout(0.1)
              .maxPool()
              .globalAveragePool()
              .flatten()
              .rateRatio(0.5)
              .linear(3)
              .build();

      assertThat(network.rateRatios()).containsExactly(1.0, 1.0, 1.0, 1.0, 0.5, 0.5);
    }
  }

  @Test
  void theHyperbolicTangentBoundsWhatItIsGiven() {
    try (PointerScope scope = new PointerScope()) {
      Tensor input = Tensor.create(new float[] {-50, 0, 1, 50}, 1, 4);

      assertThat(output(builder(4L).tanh(), input))
          .containsExactly(new double[] {-1, 0, Math.tanh(1), 1}, within(1e-6));
    }
  }

  @Test
  void theRectifierCutsOffBelowZero() {
    try (PointerScope scope = new PointerScope()) {
      assertThat(output(builder(3L).relu(), Tensor.create(new float[] {-1, 0, 2}, 1, 3)))
          .containsExactly(0, 0, 2);
    }
  }

  @Test
  void poolingTakesTheMaximumOfSquaresAndRoundsDown() {
    try (PointerScope scope = new PointerScope()) {
      LayeredNetwork.Builder builder = builder(1L, 4L, 3L).maxPool();
      assertThat(builder.shape()).containsExactly(1L, 2L, 1L);
      assertThat(output(builder, image())).containsExactly(5, 11);
    }
  }

  @Test
  void globalPoolingTakesTheMean() {
    try (PointerScope scope = new PointerScope()) {
      LayeredNetwork.Builder builder = builder(1L, 4L, 3L).globalAveragePool();
      assertThat(builder.shape()).containsExactly(1L);
      assertThat(output(builder, image())).containsExactly(6.5);
    }
  }

  @Test
  void poolingStridesAndPadsAndCountsPartialSquaresWhereAsked() {
    try (PointerScope scope = new PointerScope()) {
      // 1 to 12 in rows of 3, squares of 3 in steps of 2.
      LayeredNetwork.Builder whole = builder(1L, 4L, 3L).maxPool(3, 2, 0, false);
      assertThat(whole.shape()).containsExactly(1L, 1L, 1L);
      assertThat(output(whole, image())).containsExactly(9);
      LayeredNetwork.Builder partial = builder(1L, 4L, 3L).maxPool(3, 2, 0, true);
      assertThat(partial.shape()).containsExactly(1L, 2L, 1L);
      assertThat(output(partial, image())).containsExactly(9, 12);
      LayeredNetwork.Builder padded = builder(1L, 4L, 3L).maxPool(3, 2, 1, false);
      assertThat(padded.shape()).containsExactly(1L, 2L, 2L);
      assertThat(output(padded, image())).containsExactly(5, 6, 11, 12);
      // The mean of 7 to 12 for the square that reaches over the edge.
      assertThat(output(builder(1L, 4L, 3L).averagePool(3, 2, 0, true), image()))
          .containsExactly(5, 9.5);
      // The zeros around the image count: (1 + 2 + 4 + 5) / 9 and so on.
      assertThat(output(builder(1L, 4L, 3L).averagePool(3, 2, 1, false), image()))
          .containsExactly(new double[] {12 / 9.0, 16 / 9.0, 45 / 9.0, 51 / 9.0}, within(1e-6));
    }
  }

  @Test
  void aSquareLargerThanTheImageCountsOnlyAsAPartialOne() {
    assertThat(builder(1L, 2L, 2L).averagePool(3, 2, 0, true).shape()).containsExactly(1L, 1L, 1L);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder(1L, 2L, 2L).averagePool(3, 2, 0, false))
        .withMessageContaining("[1, 2, 2]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder(1L, 4L, 4L).maxPool(3, 2, 2, false))
        .withMessageContainingAll("(2)", "(3)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder(1L, 4L, 4L).maxPool(2, 0, 0, false))
        .withMessageContaining("stride (0)");
  }

  @Test
  void aStridedConvolutionTakesEverySecondPlace() {
    try (PointerScope scope = new PointerScope()) {
      LayeredNetwork.Builder builder = builder(1L, 4L, 3L).convolution(1, 3, 2, 1, false);
      assertThat(builder.shape()).containsExactly(1L, 2L, 2L);
      LayeredNetwork network = builder.build();
      network.parameters().get(0).detach().fill_(new Scalar(1));
      Tensor y = network.forward(image(), new Pass(false, generator(1)));
      // Of the sums of the test above, those at even rows and columns.
      assertThat(TensorValues.of(y)).containsExactly(12, 16, 45, 51);
    }
  }

  @Test
  void aResidualBlockAddsItsInput() {
    try (PointerScope scope = new PointerScope()) {
      Tensor input = Tensor.create(new float[] {1, -2}, 1, 2);
      // In a body of nothing the input is added to itself; afterwards it is as it was.
      assertThat(output(builder(2L).residual(body -> {}), input)).containsExactly(2, -4);
      assertThat(output(builder(2L).residual(body -> body.relu()), input)).containsExactly(2, -2);
      LayeredNetwork network = builder(2L).residual(body -> body.linear(2)).build();
      network.parameters().get(0).detach().copy_(Tensor.create(new float[] {1, 2, 3, 4}, 2, 2));
      network.parameters().get(1).detach().copy_(Tensor.create(10f, 20f));
      assertThat(TensorValues.of(network.forward(input, new Pass(false, generator(1)))))
          .containsExactly(1 - 4 + 10 + 1, 3 - 8 + 20 - 2);
      assertThat(TensorValues.of(input)).containsExactly(1, -2);
    }
  }

  @Test
  void theShortcutWithoutWeightsSkipsPlacesAndAddsChannelsOfZeros() {
    try (PointerScope scope = new PointerScope()) {
      LayeredNetwork.Builder builder = builder(1L, 4L, 3L).paddedIdentity(3, 2);
      assertThat(builder.shape()).containsExactly(3L, 2L, 2L);
      assertThat(output(builder, image())).containsExactly(1, 3, 7, 9, 0, 0, 0, 0, 0, 0, 0, 0);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> builder.paddedIdentity(2, 1))
          .withMessageContainingAll("(2)", "[3, 2, 2]");
    }
  }

  @Test
  void aConcatenationPutsTheChannelsOfItsBranchesInARow() {
    try (PointerScope scope = new PointerScope()) {
      LayeredNetwork.Builder builder =
          builder(2L).concatenation(List.of(way -> {}, way -> way.relu(), way -> way.tanh()));
      assertThat(builder.shape()).containsExactly(6L);
      assertThat(output(builder, Tensor.create(new float[] {1, -2}, 1, 2)))
          .containsExactly(new double[] {1, -2, 1, 0, Math.tanh(1), Math.tanh(-2)}, within(1e-6));
    }
  }

  @Test
  void refusesBranchesThatDoNotFitTogether() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder(4L).residual(body -> body.linear(3)))
        .withMessageContainingAll("[3]", "[4]");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> builder(1L, 4L, 4L).concatenation(List.of(way -> {}, way -> way.maxPool())))
        .withMessageContainingAll("[1, 4, 4]", "[1, 2, 2]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder(4L).concatenation(List.of()))
        .withMessageContaining("one or more");
  }

  @Test
  void branchesTakeTheRatioOfTheirPlaceAndMayChangeIt() {
    try (PointerScope scope = new PointerScope()) {
      LayeredNetwork network =
          builder(4L)
              .rateRatio(0.5)
              .residual(
                  body -> body.linear(4).rateRatio(0.25).linear(4), shortcut -> shortcut.linear(4))
              .concatenation(List.of(way -> {}, way -> way.rateRatio(0).linear(2)))
              .linear(3)
              .build();
      assertThat(network.rateRatios())
          .containsExactly(0.5, 0.5, 0.25, 0.25, 0.5, 0.5, 0.0, 0.0, 0.5, 0.5);
      assertThat(network.layers()).hasSize(5).allMatch(layer -> layer.size() == 2);
    }
  }

  @Test
  void flatteningKeepsTheOrder() {
    try (PointerScope scope = new PointerScope()) {
      LayeredNetwork.Builder builder = builder(1L, 4L, 3L).flatten().flatten();
      assertThat(builder.shape()).containsExactly(12L);
      assertThat(output(builder, image())).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    }
  }

  @Test
  void aLinearLayerMultipliesAndAdds() {
    try (PointerScope scope = new PointerScope()) {
      LayeredNetwork network = builder(2L).linear(2).build();
      network.parameters().get(0).detach().copy_(Tensor.create(new float[] {1, 2, 3, 4}, 2, 2));
      network.parameters().get(1).detach().copy_(Tensor.create(10f, 20f));
      Tensor y =
          network.forward(Tensor.create(new float[] {5, 6}, 1, 2), new Pass(false, generator(1)));
      assertThat(TensorValues.of(y)).containsExactly(5 + 12 + 10, 15 + 24 + 20);
    }
  }

  @Test
  void aConvolutionAddsOverItsKernelAndZerosAround() {
    try (PointerScope scope = new PointerScope()) {
      LayeredNetwork.Builder builder = builder(1L, 4L, 3L).convolution(1, 3, 1, true);
      assertThat(builder.shape()).containsExactly(1L, 4L, 3L);
      LayeredNetwork network = builder.build();
      network.parameters().get(0).detach().fill_(new Scalar(1));
      network.parameters().get(1).detach().fill_(new Scalar(100));
      Tensor y = network.forward(image(), new Pass(false, generator(1)));
      assertThat(TensorValues.of(y))
          .containsExactly(112, 121, 116, 127, 145, 133, 145, 172, 151, 136, 157, 140);
    }
  }

  @Test
  void aConvolutionWithoutPaddingShrinksTheImage() {
    assertThat(builder(3L, 9L, 7L).convolution(2, 5, 0, false).shape()).containsExactly(2L, 5L, 3L);
  }

  @Test
  void startsUniformWithinTheBoundOfItsInputs() {
    try (PointerScope scope = new PointerScope()) {
      Tensor weight = builder(100L).linear(1000).build().parameters().get(0);
      assertThat(weight.abs().max().item_double()).isLessThanOrEqualTo(0.1).isGreaterThan(0.0999);
      // 100,000 draws: the mean deviates by 0.00018, the mean square by 0.3 %; five of each.
      assertThat(weight.mean().item_double()).isCloseTo(0, within(0.0009));
      assertThat(weight.square().mean().item_double())
          .isCloseTo(0.01 / 3, within(0.015 * 0.01 / 3));
    }
  }

  @Test
  void allParametersTakeAGradientAndNoBufferDoes() {
    LayeredNetwork network =
        builder(1L, 6L, 6L).convolution(2, 3, 0, true).batchNorm().linear(3).build();
    assertThat(network.parameters()).hasSize(6).allMatch(tensor -> tensor.requires_grad());
    assertThat(network.buffers()).hasSize(2).noneMatch(tensor -> tensor.requires_grad());
  }

  @Test
  void refusesImageLayersOnFlatExamples() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder(64L).convolution(8, 3, 1, true))
        .withMessageContaining("[64]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder(64L).maxPool())
        .withMessageContaining("[64]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder(64L).globalAveragePool())
        .withMessageContaining("[64]");
  }

  @Test
  void refusesLayersLargerThanTheImage() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder(1L, 4L, 4L).convolution(8, 5, 0, true))
        .withMessageContaining("[1, 4, 4]")
        .withMessageContaining("kernel 5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder(1L, 4L, 1L).maxPool())
        .withMessageContaining("[1, 4, 1]");
  }

  @Test
  void theExportNormalizesAndThenComputesEveryLayer() {
    try (PointerScope scope = new PointerScope()) {
      LayeredNetwork network = everyLayer();
      Tensor mean = torch.randn(new long[] {1, 3, 1, 1}, generator(2));
      Tensor scale = torch.rand(new long[] {1, 3, 1, 1}, generator(3)).add(new Scalar(0.5));
      Tensor raw = torch.randn(new long[] {4, 3, 10, 9}, generator(4)).mul(new Scalar(5));
      Tensor normalized = raw.sub(mean).div(scale);
      // Moves the statistics off their initial 0 and 1.
      network.forward(normalized, new Pass(true, generator(5))).close();
      double[] expected =
          TensorValues.of(network.forward(normalized, new Pass(false, generator(5))));
      JitModule module = network.export(mean, scale);
      assertThat(module.is_training()).isFalse();
      Tensor scores = module.forward(new IValueVector(new IValue(raw))).toTensor();
      // The same operations in the same order; fusion may round otherwise.
      assertThat(TensorValues.of(scores)).containsExactly(expected, within(1e-5));
    }
  }

  @Test
  void theExportIsACopy() {
    try (PointerScope scope = new PointerScope()) {
      LayeredNetwork network = everyLayer();
      Tensor raw = torch.randn(new long[] {4, 3, 10, 9}, generator(4));
      JitModule module = network.export(torch.zeros(1), torch.ones(1));
      double[] before =
          TensorValues.of(module.forward(new IValueVector(new IValue(raw))).toTensor());
      network.parameters().forEach(tensor -> tensor.detach().zero_());
      network.buffers().forEach(tensor -> tensor.fill_(new Scalar(9)));
      assertThat(TensorValues.of(module.forward(new IValueVector(new IValue(raw))).toTensor()))
          .isEqualTo(before);
    }
  }

  private static LayeredNetwork everyLayer() {
    return builder(3L, 10L, 9L)
        .convolution(4, 3, 1, false)
        .batchNorm()
        .relu()
        .tanh()
        .maxPool()
        .dropout(0.5)
        .convolution(8, 3, 0, true)
        .globalAveragePool()
        .linear(6)
        .batchNorm()
        .flatten()
        .linear(5)
        .build();
  }
}
