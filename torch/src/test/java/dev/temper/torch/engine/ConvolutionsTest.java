package dev.temper.torch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Where convolutions are said to be right, they are, on whatever machine this runs. */
class ConvolutionsTest {

  private static final long SIDE = 16;
  private static final long[] ONE = {1, 1};

  static Stream<Arguments> cases() {
    return Stream.of(List.of(16L, 24L), List.of(12L, 36L), List.of(84L, 20L), List.of(20L, 1L))
        .flatMap(
            channels ->
                Stream.of(Precision.values())
                    .flatMap(
                        precision ->
                            Stream.of(Layout.values())
                                .map(layout -> Arguments.of(channels, precision, layout))));
  }

  /** Sums of ones are whole numbers, to the precision's digits. */
  @ParameterizedTest
  @MethodSource("cases")
  void sumsOfOnesAreTheirNumber(List<Long> channels, Precision precision, Layout layout) {
    Execution execution = new Execution(1, precision).withLayout(layout);
    List<Long> kernel = List.of(channels.get(0), channels.get(1), 3L, 3L);
    boolean before = torch.globalContext().userEnabledMkldnn();
    if (!Convolutions.areRight(List.of(kernel, kernel), execution)) {
      Convolutions.leaveOutOneDnn();
    }
    try (PointerScope scope = new PointerScope()) {
      ScalarType type = precision == Precision.F32 ? ScalarType.Float : ScalarType.BFloat16;
      Tensor images = layout.of(torch.ones(32, channels.get(1), SIDE, SIDE).to(type));
      Tensor weights = layout.of(torch.ones(channels.get(0), channels.get(1), 3, 3).to(type));
      Tensor sums = torch.conv2d(images, weights, new TensorOptional(), ONE, ONE, ONE, 1);
      Tensor inside = sums.to(ScalarType.Float).narrow(2, 1, SIDE - 2).narrow(3, 1, SIDE - 2);
      double expected = 9 * channels.get(1);
      double rounding = precision == Precision.F32 ? 0 : expected / 128;
      assertThat(inside.min().item_double()).isGreaterThanOrEqualTo(expected - rounding);
      assertThat(inside.max().item_double()).isLessThanOrEqualTo(expected + rounding);
    } finally {
      torch.globalContext().setUserEnabledMkldnn(before);
    }
  }
}
