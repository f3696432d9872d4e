package dev.temper.torch.data;

import java.util.List;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A classification problem in the plane: points scattered around three centres, with a Gaussian of
 * deviation 2 in each coordinate; the centres are uniform in the square from -10 to 10.
 *
 * <p>1,000 points to train on and to hold out of, 500 more for the test, a third in each class. The
 * coordinates are taken as they are: how the learning rate acts depends on their size. How far the
 * classes overlap depends on the seed.
 */
final class Blobs {

  private static final int CLASSES = 3;
  private static final int TRAINING = 1000;
  private static final int TEST = 500;
  private static final double REACH = 10;
  private static final double DEVIATION = 2;

  private Blobs() {}

  /** Draws centres and points. */
  static RawData draw(RandomGenerator random) {
    double[][] centres = new double[CLASSES][2];
    for (double[] centre : centres) {
      centre[0] = REACH * (2 * random.nextDouble() - 1);
      centre[1] = REACH * (2 * random.nextDouble() - 1);
    }
    FeatureTable training = points(TRAINING, centres, random);
    FeatureTable test = points(TEST, centres, random);
    return new RawData(
        "blobs",
        List.of(2L),
        List.of("0", "1", "2"),
        training.columns(0, 2),
        labels(training),
        test.columns(0, 2),
        labels(test),
        "",
        false);
  }

  /** Rows of two coordinates and the class, the classes in turn. */
  private static FeatureTable points(int count, double[][] centres, RandomGenerator random) {
    FeatureTable table = new FeatureTable(3);
    for (int i = 0; i < count; i++) {
      int label = i % CLASSES;
      // Box and Muller 1958, in arithmetic that is the same on every processor and runtime.
      double radius = DEVIATION * StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
      double angle = 2 * Math.PI * random.nextDouble();
      table.add((float) (centres[label][0] + radius * StrictMath.cos(angle)));
      table.add((float) (centres[label][1] + radius * StrictMath.sin(angle)));
      table.add(label);
    }
    return table;
  }

  private static Tensor labels(FeatureTable table) {
    return table.column(2).to(ScalarType.Long);
  }
}
