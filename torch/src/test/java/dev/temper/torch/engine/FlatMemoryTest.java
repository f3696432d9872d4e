package dev.temper.torch.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.temper.schedule.HyperParameters;
import dev.temper.torch.model.LayeredNetwork;
import dev.temper.torch.model.Network;
import dev.temper.torch.model.Pass;
import dev.temper.torch.model.TensorValues;
import dev.temper.training.Optimizer;
import dev.temper.training.UpdateSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A network's tensors as views of flat vectors. */
class FlatMemoryTest {

  private static final Execution EXECUTION = new Execution(1, Precision.F32);

  /** Sizes that are no multiples of the alignment, so that there are gaps. */
  private static Network network() {
    GeneratorOptional generator = new GeneratorOptional(torch.createCPUGenerator(5));
    return LayeredNetwork.builder(List.of(2L, 6L, 6L), generator)
        .convolution(3, 3, 1, true)
        .batchNorm()
        .relu()
        .maxPool()
        .linear(5)
        .build();
  }

  private static Pass training() {
    return new Pass(true, new GeneratorOptional(torch.createCPUGenerator(6)));
  }

  private static Tensor loss(Network network, Tensor input) {
    return network.forward(input, training()).square().sum();
  }

  private static Tensor input() {
    GeneratorOptional generator = new GeneratorOptional(torch.createCPUGenerator(7));
    return torch.randn(new long[] {4, 2, 6, 6}, generator);
  }

  @Test
  void keepsTheValuesOfTheNetwork() {
    try (PointerScope scope = new PointerScope()) {
      Network network = network();
      Network twin = network();
      double[] scores = TensorValues.of(twin.forward(input(), training()));
      try (FlatMemory memory = FlatMemory.of(network, EXECUTION)) {
        for (int i = 0; i < twin.parameters().size(); i++) {
          assertThat(TensorValues.of(network.parameters().get(i)))
              .isEqualTo(TensorValues.of(twin.parameters().get(i)));
        }
        assertThat(TensorValues.of(memory.buffers).length).isEqualTo(2 * 16);
        // Channels-last convolution adds in another order: a few roundings of float32.
        assertThat(TensorValues.of(network.forward(input(), training())))
            .usingComparatorWithPrecision(1e-5)
            .containsExactly(scores);
      }
    }
  }

  @Test
  void tensorsShareMemoryWithTheVectors() {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      Network network = network();
      try (FlatMemory memory = FlatMemory.of(network, EXECUTION)) {
        memory.parameters.fill_(new Scalar(2));
        memory.gradients.fill_(new Scalar(3));
        memory.buffers.fill_(new Scalar(4));
        for (Tensor tensor : network.parameters()) {
          assertThat(TensorValues.of(tensor)).containsOnly(2);
          assertThat(TensorValues.of(tensor.grad())).containsOnly(3);
        }
        for (Tensor tensor : network.buffers()) {
          assertThat(TensorValues.of(tensor)).containsOnly(4);
        }
        network.parameters().get(0).fill_(new Scalar(7));
        assertThat(TensorValues.of(memory.parameters)).contains(7, 2);
      }
    }
  }

  @Test
  void viewsDoNotOverlap() {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      Network network = network();
      try (FlatMemory memory = FlatMemory.of(network, EXECUTION)) {
        memory.parameters.zero_();
        long values = 0;
        for (Tensor tensor : network.parameters()) {
          tensor.add_(new Scalar(1));
          values += tensor.numel();
        }
        assertThat(memory.parameters.max().item_double()).isEqualTo(1);
        assertThat(memory.parameters.sum().item_double()).isEqualTo((double) values);
      }
    }
  }

  @Test
  void eachViewBeginsAtACacheLine() {
    try (PointerScope scope = new PointerScope()) {
      Network network = network();
      try (FlatMemory memory = FlatMemory.of(network, EXECUTION)) {
        for (Tensor tensor : network.parameters()) {
          assertThat(tensor.data_ptr().address() % 64).isZero();
        }
        assertThat(memory.parameters.numel() % 16).isZero();
      }
    }
  }

  @Test
  void convolutionKernelsLieChannelsLast() {
    try (PointerScope scope = new PointerScope()) {
      Network network = network();
      try (FlatMemory memory = FlatMemory.of(network, EXECUTION)) {
        assertThat(network.parameters().get(0).is_contiguous(MemoryFormat.ChannelsLast)).isTrue();
      }
    }
  }

  @Test
  void theBackwardPassWritesIntoTheGradientVector() {
    try (PointerScope scope = new PointerScope()) {
      Network network = network();
      Network twin = network();
      loss(twin, input()).backward();
      try (FlatMemory memory = FlatMemory.of(network, EXECUTION)) {
        memory.gradients.zero_();
        loss(network, input()).backward();
        double sum = 0;
        for (Tensor tensor : twin.parameters()) {
          sum += tensor.grad().abs().sum().item_double();
        }
        assertThat(sum).isPositive();
        // Sums of some 200 float32 values in another order.
        assertThat(memory.gradients.abs().sum().item_double()).isCloseTo(sum, within(1e-4 * sum));
      }
    }
  }

  @Test
  void segmentsLieWhereTheParametersLie() {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      Network network = network();
      try (FlatMemory memory = FlatMemory.of(network, EXECUTION)) {
        List<Segment> segments = memory.segments(UpdateSettings.DEFAULT);
        assertThat(segments).hasSameSizeAs(network.parameters());
        for (int i = 0; i < segments.size(); i++) {
          network.parameters().get(i).fill_(new Scalar(i + 1.0));
          assertThat(TensorValues.of(segments.get(i).of(memory.parameters)))
              .hasSize((int) network.parameters().get(i).numel())
              .containsOnly(i + 1);
        }
      }
    }
  }

  @Test
  void refusesLayersThatDoNotHoldTheParametersInTheirOrder() {
    try (PointerScope scope = new PointerScope()) {
      Network network = network();
      List<List<Tensor>> reversed = new ArrayList<>(network.layers());
      Collections.reverse(reversed);
      assertRefused(network, reversed, "position (0)", "same order");
      Network another = network();
      assertRefused(another, another.layers().subList(0, 1), "(4)", "all (6)");
    }
  }

  private static void assertRefused(Network network, List<List<Tensor>> layers, String... parts) {
    try (FlatMemory memory = FlatMemory.of(new OwnLayers(network, () -> layers), EXECUTION)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> memory.segments(UpdateSettings.DEFAULT))
          .withMessageContainingAll(parts);
    }
  }

  @Test
  void weightDecayCanSpareBiasesAndNormalization() {
    try (PointerScope scope = new PointerScope();
        FlatMemory memory = FlatMemory.of(network(), EXECUTION)) {
      UpdateSettings sparing = UpdateSettings.DEFAULT.withDecayWeightsOnly(true);
      // Kernels and bias of the convolution, gain and bias of BatchNorm, matrix and bias.
      assertThat(memory.segments(sparing))
          .extracting(Segment::decayed)
          .containsExactly(true, false, false, false, true, false);
      assertThat(memory.segments(UpdateSettings.DEFAULT))
          .extracting(Segment::decayed)
          .containsOnly(true);
      assertThat(memory.segments(UpdateSettings.DEFAULT))
          .extracting(Segment::adapted)
          .containsExactly(true, false, false, false, true, false);
    }
  }

  @Test
  void ratiosOfTheNetworkAndOfItsGroupsOfLayersMultiply() {
    try (PointerScope scope = new PointerScope()) {
      GeneratorOptional generator = new GeneratorOptional(torch.createCPUGenerator(5));
      Network network =
          LayeredNetwork.builder(List.of(4L), generator)
              .rateRatio(0.5)
              .linear(3)
              .batchNorm()
              .rateRatio(1)
              .linear(2)
              .build();
      UpdateSettings updates = UpdateSettings.DEFAULT.withRateRatios(List.of(0.25, 2.0));
      try (FlatMemory memory = FlatMemory.of(network, EXECUTION)) {
        assertThat(memory.segments(updates))
            .extracting(Segment::rateRatio)
            .containsExactly(0.125, 0.125, 0.125, 0.125, 2.0, 2.0);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theGapsStayZeroUnderEveryOptimizer(Optimizer optimizer) {
    HyperParameters values = new HyperParameters(0.01, 0.9, 0.1);
    try (PointerScope scope = new PointerScope()) {
      Network network = network();
      try (FlatMemory memory = FlatMemory.of(network, EXECUTION);
          FlatParameters parameters =
              new FlatParameters(
                  memory.parameters, memory.gradients, memory.segments(UpdateSettings.DEFAULT));
          UpdateRule rule = UpdateRule.of(optimizer, parameters)) {
        double[] before = TensorValues.of(network.parameters().get(0));
        for (int update = 1; update <= 5; update++) {
          memory.gradients.zero_();
          loss(network, input()).backward();
          try (NoGradGuard noGrad = new NoGradGuard()) {
            rule.update(values, update);
          }
        }
        assertThat(TensorValues.of(network.parameters().get(0))).isNotEqualTo(before);

        long used = network.parameters().stream().mapToLong(tensor -> tensor.numel()).sum();
        assertThat(memory.parameters.numel()).isGreaterThan(used);
        // What is left once every view has been emptied lies in the gaps.
        try (NoGradGuard noGrad = new NoGradGuard()) {
          for (Tensor tensor : network.parameters()) {
            tensor.zero_();
            tensor.grad().zero_();
          }
        }
        assertThat(TensorValues.of(memory.parameters)).containsOnly(0);
        assertThat(TensorValues.of(memory.gradients)).containsOnly(0);
      }
    }
  }
}
