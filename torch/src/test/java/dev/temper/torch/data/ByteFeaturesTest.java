package dev.temper.torch.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.temper.torch.model.TensorValues;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

/** Images kept as bytes: the same for the network as images kept as floats. */
class ByteFeaturesTest {

  private static final int COUNT = 2345;

  private static Tensor pixels() {
    GeneratorOptional random = new GeneratorOptional(torch.createCPUGenerator(1));
    return torch.empty(COUNT, 3, 4, 5).uniform_(0, 256, random).floor_().to(ScalarType.Byte);
  }

  @Test
  void everyBatchIsThatOfFloatsToTheLastBit() {
    try (PointerScope scope = new PointerScope()) {
      Tensor bytes = pixels();
      Normalization normalization = Normalization.of("random", bytes);
      Features kept = new ByteFeatures(bytes, normalization);
      Tensor floats = bytes.to(ScalarType.Float);
      Features ready =
          new ReadyFeatures(floats.sub_(normalization.mean()).div_(normalization.scale()));
      Tensor indices = torch.randperm(COUNT).narrow(0, 0, 64);

      assertThat(kept.count()).isEqualTo(COUNT).isEqualTo(ready.count());
      assertThat(kept.at(indices).equal(ready.at(indices))).isTrue();
      assertThat(kept.range(7, 100).equal(ready.range(7, 100))).isTrue();
      assertThat(kept.at(indices).scalar_type().intern()).isEqualTo(ScalarType.Float);
    }
  }

  @Test
  void theNormalizationIsThatOfDoubles() {
    try (PointerScope scope = new PointerScope()) {
      Tensor bytes = pixels();
      Tensor exact = bytes.to(ScalarType.Double);
      long[] others = {0, 2, 3};
      Tensor mean = torch.mean(exact, others, true, new ScalarTypeOptional());
      Tensor variance =
          torch.mean(exact.sub(mean).square(), others, true, new ScalarTypeOptional());

      Normalization normalization = Normalization.of("random", bytes);

      double[] expectedMean = TensorValues.of(mean);
      double[] expectedScale = TensorValues.of(variance.sqrt());
      assertThat(normalization.mean().shape()).containsExactly(1, 3, 1, 1);
      for (int channel = 0; channel < 3; channel++) {
        assertThat(TensorValues.of(normalization.mean())[channel])
            .isCloseTo(expectedMean[channel], within(1e-4));
        assertThat(TensorValues.of(normalization.scale())[channel])
            .isCloseTo(expectedScale[channel], within(1e-4));
      }
    }
  }

  @Test
  void aChannelThatNeverVariesIsDividedByOne() {
    try (PointerScope scope = new PointerScope()) {
      Tensor bytes = pixels();
      bytes.select(1, 1).fill_(new Scalar(200));

      Normalization normalization = Normalization.of("random", bytes);

      assertThat(TensorValues.of(normalization.scale())[1]).isEqualTo(1);
      assertThat(TensorValues.of(normalization.of(bytes).select(1, 1))).containsOnly(0);
    }
  }
}
