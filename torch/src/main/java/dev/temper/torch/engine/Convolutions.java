package dev.temper.torch.engine;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Looks whether the library's convolutions are right on this processor.
 *
 * <p>oneDNN 3.7, which LibTorch 2.10 comes with, brings kernels into blocks of 16 channels. Where
 * it does not learn the size of the first-level cache, as in virtual machines that hide it, it
 * clears the rest of the last block in a wrong way: kernels with other numbers of channels lose
 * values, and take up what lay in memory before. One convolution of which that is known tells
 * whether to look closer; then each shape of kernel is compared with the library's own code, in
 * 64-bit floats.
 */
public final class Convolutions {

  /** Wrong by a seventh in such machines: two blocks, of which the second is half full. */
  private static final List<Long> TELLING = List.of(16L, 24L, 3L, 3L);

  private static final long EXAMPLES = 17;
  private static final long LEAST_SIDE = 8;

  /** Fewer values are not given to oneDNN. */
  private static final double LEAST_VALUES = 25_000;

  /**
   * What decides whether a convolution is right.
   *
   * @param withInput whether the gradient of the input is needed
   */
  private record Kind(List<Long> kernel, Precision precision, Layout layout, boolean withInput) {}

  private static final Map<Kind, Boolean> KNOWN = new ConcurrentHashMap<>();

  private Convolutions() {}

  /** Whether all can be relied on: on most machines, and where oneDNN is off. */
  public static boolean areRight() {
    return Holder.RIGHT || !torch.globalContext().userEnabledMkldnn();
  }

  /** Looks once. */
  private static final class Holder {
    static final boolean RIGHT =
        !torch.globalContext().userEnabledMkldnn()
            || isRight(new Kind(TELLING, Precision.F32, Layout.CONTIGUOUS, true));
  }

  /**
   * Whether those of a network are right.
   *
   * @param shapes of its parameters, trained or not, the first layer in front, whose examples need
   *     no gradient
   */
  static boolean areRight(List<List<Long>> shapes, Execution execution) {
    if (!execution.device().isCpu() || areRight()) {
      return true;
    }
    boolean first = true;
    for (List<Long> kernel :
        shapes.stream().filter(shape -> shape.size() > 2).distinct().toList()) {
      Kind kind = new Kind(kernel, execution.precision(), execution.layout(), !first);
      if (!KNOWN.computeIfAbsent(kind, Convolutions::isRight)) {
        return false;
      }
      first = false;
    }
    return true;
  }

  /** Computes all convolutions of this process by the library's own code, which is slower. */
  public static void leaveOutOneDnn() {
    torch.globalContext().setUserEnabledMkldnn(false);
    // It would be asked next, and warns at every convolution where it does not know the processor.
    torch.globalContext().setUserEnabledNNPACK(false);
  }

  private static boolean isRight(Kind kind) {
    List<Long> kernel = kind.kernel;
    if (kernel.size() > 4) {
      return false;
    }
    // A kernel along one dimension is one of height 1, as in the library.
    long height = kernel.size() == 4 ? kernel.get(2) : 1;
    long width = kernel.get(kernel.size() - 1);
    long channels = kernel.get(1);
    long side =
        LongStream.of(
                LEAST_SIDE,
                height,
                width,
                (long) Math.ceil(Math.sqrt(LEAST_VALUES / (EXAMPLES * channels))))
            .max()
            .orElseThrow();
    try (PointerScope scope = new PointerScope()) {
      GeneratorOptional random = new GeneratorOptional(torch.createCPUGenerator(0));
      ScalarType type = kind.precision == Precision.F32 ? ScalarType.Float : ScalarType.BFloat16;
      Tensor images = torch.randn(new long[] {EXAMPLES, channels, side, side}, random).to(type);
      Tensor weights =
          torch.randn(new long[] {kernel.get(0), channels, height, width}, random).to(type);
      double tolerated = kind.precision == Precision.F32 ? 1e-3 : 3e-2;
      Tensor[] expected = passes(images.to(ScalarType.Double), weights.to(ScalarType.Double));
      Tensor[] given = passes(kind.layout.of(images), kind.layout.of(weights));
      for (int i = 0; i < given.length; i++) {
        boolean counts = i < 2 || kind.withInput;
        if (counts && !near(given[i].to(ScalarType.Double), expected[i], tolerated)) {
          return false;
        }
      }
      return true;
    }
  }

  /** The outputs, and the gradients of the kernels and of the input for the sum of squares. */
  private static Tensor[] passes(Tensor images, Tensor weights) {
    Tensor x = images.detach().set_requires_grad(true);
    Tensor kernels = weights.detach().set_requires_grad(true);
    long[] padding = {weights.size(2) / 2, weights.size(3) / 2};
    Tensor y =
        torch.conv2d(
            x, kernels, new TensorOptional(), new long[] {1, 1}, padding, new long[] {1, 1}, 1);
    y.mul(y).sum().backward();
    return new Tensor[] {y.detach(), kernels.grad(), x.grad()};
  }

  /** Not for values that are no numbers. */
  private static boolean near(Tensor given, Tensor expected, double tolerated) {
    double apart = given.sub(expected).abs().max().item_double();
    return apart <= tolerated * expected.abs().max().item_double();
  }
}
