package dev.temper.torch.data;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Standard normal features with labels that mean nothing: for measuring speed. */
final class Noise {

  private static final double SHARE = 0.1;

  private Noise() {}

  static Dataset draw(List<Long> shape, int classes, long training, long seed) {
    long examples = Math.round(Math.ceil(training / (1 - SHARE))) + 1;
    GeneratorOptional random = new GeneratorOptional(torch.createCPUGenerator(seed));
    long[] sizes =
        LongStream.concat(LongStream.of(examples), shape.stream().mapToLong(n -> n)).toArray();
    Tensor labels =
        torch.arange(new Scalar(examples)).remainder(new Scalar(classes)).to(ScalarType.Long);
    return new Dataset(
        new RawData(
            "noise",
            shape,
            IntStream.range(0, classes).mapToObj(Integer::toString).toList(),
            torch.empty(sizes).normal_(0, 1, random),
            labels,
            torch.zeros(sizes).narrow(0, 0, 1),
            labels.narrow(0, 0, 1),
            ""),
        DataSettings.DEFAULT.withSeed(seed));
  }
}
