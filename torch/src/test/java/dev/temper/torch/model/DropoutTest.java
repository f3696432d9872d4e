package dev.temper.torch.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dropout by its distribution, and where its randomness comes from. */
@ExtendWith(OnlyRightConvolutions.class)
class DropoutTest {

  private static final long VALUES = 1_000_000;

  private static Pass pass(boolean training, long seed) {
    return new Pass(training, new GeneratorOptional(torch.createCPUGenerator(seed)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.3, 0.5, 0.9})
  void dropsTheShareItSaysAndKeepsTheMean(double probability) {
    try (PointerScope scope = new PointerScope()) {
      Tensor y = new Dropout(probability).forward(torch.ones(VALUES), pass(true, 1));
      double dropped = y.eq(new Scalar(0)).sum().item_long() / (double) VALUES;
      // Five standard deviations of a share, and of the mean, of independent draws.
      double deviation = Math.sqrt(probability * (1 - probability) / VALUES);
      assertThat(dropped).isCloseTo(probability, within(5 * deviation));
      assertThat(y.mean().item_double()).isCloseTo(1, within(5 * deviation / (1 - probability)));
      assertThat(y.max().item_double()).isCloseTo(1 / (1 - probability), within(1e-5));
    }
  }

  @Test
  void isInactiveInEvaluation() {
    try (PointerScope scope = new PointerScope()) {
      Tensor x = torch.linspace(new Scalar(-1), new Scalar(1), 1000);
      Tensor y = new Dropout(0.5).forward(x, pass(false, 1));
      assertThat(TensorValues.of(y)).isEqualTo(TensorValues.of(x));
    }
  }

  @Test
  void ofProbabilityZeroDrawsNothing() {
    try (PointerScope scope = new PointerScope()) {
      Generator generator = torch.createCPUGenerator(1);
      Tensor before = generator.get_state().clone();
      Tensor y =
          new Dropout(0).forward(torch.ones(100), new Pass(true, new GeneratorOptional(generator)));
      assertThat(TensorValues.of(y)).containsOnly(1);
      assertThat(generator.get_state().equal(before)).isTrue();
    }
  }

  @Test
  void theSessionsGeneratorFixesTheMask() {
    try (PointerScope scope = new PointerScope()) {
      Dropout dropout = new Dropout(0.5);
      Tensor x = torch.ones(1000);
      double[] first = TensorValues.of(dropout.forward(x, pass(true, 1)));
      assertThat(TensorValues.of(dropout.forward(x, pass(true, 1)))).isEqualTo(first);
      assertThat(TensorValues.of(dropout.forward(x, pass(true, 2)))).isNotEqualTo(first);
    }
  }

  @Test
  void eachPassDrawsANewMask() {
    try (PointerScope scope = new PointerScope()) {
      Dropout dropout = new Dropout(0.5);
      Pass pass = pass(true, 1);
      double[] first = TensorValues.of(dropout.forward(torch.ones(1000), pass));
      assertThat(TensorValues.of(dropout.forward(torch.ones(1000), pass))).isNotEqualTo(first);
    }
  }

  @Test
  void theGlobalGeneratorIsLeftAloneAndWithoutInfluence() {
    try (PointerScope scope = new PointerScope()) {
      Dropout dropout = new Dropout(0.5);
      double[] first = TensorValues.of(dropout.forward(torch.ones(1000), pass(true, 1)));
      Tensor drawn = torch.rand(10);
      assertThat(drawn.numel()).isEqualTo(10);
      Tensor before = torch.getDefaultCPUGenerator().get_state().clone();
      assertThat(TensorValues.of(dropout.forward(torch.ones(1000), pass(true, 1))))
          .isEqualTo(first);
      assertThat(torch.getDefaultCPUGenerator().get_state().equal(before)).isTrue();
    }
  }

  @Test
  void theGradientPassesWhereTheValueDid() {
    try (PointerScope scope = new PointerScope()) {
      Tensor x = torch.ones(1000).set_requires_grad(true);
      Tensor y = new Dropout(0.25).forward(x, pass(true, 1));
      y.sum().backward();
      assertThat(TensorValues.of(x.grad())).isEqualTo(TensorValues.of(y));
    }
  }
}
