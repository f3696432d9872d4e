package dev.temper.torch.data;

import dev.temper.training.DataSummary;
import dev.temper.training.Split;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A labelled data set in native memory, split in three, and normalized by its training split unless
 * it is to be taken as it is.
 *
 * <p>Features are 32-bit floats of shape (examples, …shape). Labels have the shape (examples): for
 * classes 64-bit integers, for regression 32-bit floats, brought to mean 0 and deviation 1 by the
 * training split. Immutable after construction; any number of sessions in any threads may share it.
 * The native memory is freed by the garbage collector.
 */
public final class Dataset {

  private static final double ROUNDING = 1e-6;

  private final DataSummary summary;
  private final Part training;
  private final Part validation;
  private final Part test;
  private final Tensor mean;
  private final Tensor scale;
  private final TargetScale targets;

  /**
   * Splits, and normalizes what is to be normalized.
   *
   * @param raw what was read; its tensors are not used afterwards
   * @param settings the seed of the splits and their shares
   * @throws IllegalArgumentException if there are too few examples or classes, the targets of a
   *     regression do not differ, or a value is NaN or infinite
   */
  Dataset(RawData raw, DataSettings settings) {
    try (PointerScope scope = new PointerScope()) {
      requireFinite(raw.name(), raw.features());
      Part rest = new Part(raw.features(), raw.labels());
      Part held;
      GeneratorOptional random = new GeneratorOptional(torch.createCPUGenerator(settings.seed()));
      if (raw.testFeatures() == null || raw.testLabels() == null) {
        Cut cut = cut(raw.name(), rest, settings.testShare(), "test", random);
        held = cut.held();
        rest = cut.rest();
      } else {
        requireFinite(raw.name(), raw.testFeatures());
        held = new Part(raw.testFeatures().clone(), raw.testLabels().clone());
      }
      Cut cut = cut(raw.name(), rest, settings.validationShare(), "validation", random);
      boolean regression = raw.classes().isEmpty();
      targets = regression ? TargetScale.of(raw.name(), cut.rest().labels) : TargetScale.NONE;
      test = (regression ? held.standardized(targets) : held).kept();
      validation = (regression ? cut.held().standardized(targets) : cut.held()).kept();
      training = (regression ? cut.rest().standardized(targets) : cut.rest()).kept();

      boolean images = raw.shape().size() == 3;
      long[] allButChannels = images ? new long[] {0, 2, 3} : new long[] {0};
      Tensor average =
          torch.mean(training.features, allButChannels, true, new ScalarTypeOptional());
      Tensor deviation =
          deviation(raw.name(), training.features.sub(average), average, allButChannels);
      mean = kept(raw.normalized() ? average : average.zero_());
      scale = kept(raw.normalized() ? deviation : deviation.fill_(new Scalar(1)));
      for (Part part : List.of(training, validation, test)) {
        part.features.sub_(mean).div_(scale);
      }
      summary = summarize(raw);
    }
  }

  private record Part(Tensor features, Tensor labels) {
    Part select(Tensor indices) {
      return new Part(features.index_select(0, indices), labels.index_select(0, indices));
    }

    Part standardized(TargetScale scale) {
      return new Part(features, scale.standardized(labels));
    }

    Part kept() {
      Dataset.kept(features);
      Dataset.kept(labels);
      return this;
    }

    long examples() {
      return labels.size(0);
    }
  }

  private record Cut(Part held, Part rest) {}

  private static Cut cut(
      String name, Part all, double share, String what, GeneratorOptional random) {
    long examples = all.examples();
    long held = Math.round(examples * share);
    if (held < 1 || held >= examples) {
      throw new IllegalArgumentException(
          name
              + ": "
              + examples
              + " examples are too few to hold out of them a "
              + what
              + " share of "
              + share
              + ".");
    }
    Tensor order = torch.randperm(examples, random);
    return new Cut(
        all.select(order.narrow(0, 0, held)), all.select(order.narrow(0, held, examples - held)));
  }

  /**
   * The root of the mean square, 1 where a feature never varies: where it is within the rounding of
   * the mean in 32-bit floats, 1.2e-7 an operation.
   */
  private static Tensor deviation(String name, Tensor centred, Tensor average, long[] dimensions) {
    Tensor deviation =
        torch.mean(centred.square(), dimensions, true, new ScalarTypeOptional()).sqrt_();
    Tensor constant = deviation.le(average.abs().mul(new Scalar(ROUNDING)));
    if (constant.all().item_bool()) {
      throw new IllegalArgumentException(
          name
              + ": no feature varies over the training examples; at least one must. Maybe the"
              + " columns hold the same value in every row.");
    }
    return deviation.masked_fill_(constant, new Scalar(1));
  }

  private static void requireFinite(String name, Tensor values) {
    Tensor finite = torch.isfinite(values);
    if (!finite.all().item_bool()) {
      long bad = values.numel() - finite.sum().item_long();
      throw new IllegalArgumentException(
          name + ": " + bad + " values are NaN or infinite; only finite ones are accepted.");
    }
  }

  private DataSummary summarize(RawData raw) {
    if (raw.classes().isEmpty()) {
      return summary(raw, Double.NaN, 1, targets.deviation());
    }
    Tensor counts = torch.bincount(training.labels, new TensorOptional(), raw.classes().size());
    long present = counts.gt(new Scalar(0)).sum().item_long();
    if (present < 2) {
      throw new IllegalArgumentException(
          raw.name()
              + ": the training examples have "
              + present
              + (present == 1 ? " class" : " classes")
              + "; classification needs 2 or more.");
    }
    double majority = (double) counts.max().item_long() / training.examples();
    return summary(raw, majority, entropy(counts), Double.NaN);
  }

  private DataSummary summary(RawData raw, double majority, double constantLoss, double deviation) {
    return new DataSummary(
        raw.name(),
        raw.shape(),
        raw.classes(),
        training.examples(),
        validation.examples(),
        test.examples(),
        majority,
        constantLoss,
        deviation,
        raw.attribution());
  }

  /** The entropy of the classes' shares in nats: the least loss of an answer that is constant. */
  private static double entropy(Tensor counts) {
    Tensor shares = counts.to(ScalarType.Double).div(counts.sum());
    return -torch.xlogy(shares, shares).sum().item_double();
  }

  private static Tensor kept(Tensor tensor) {
    tensor.retainReference();
    return tensor;
  }

  /** What a person wants to know of it. */
  public DataSummary summary() {
    return summary;
  }

  /** The number of classes, 2 or more; 0 for regression. */
  public int classes() {
    return summary.classes().size();
  }

  /** The scores a network must give for each example: one for each class, 1 for regression. */
  public int outputs() {
    return summary.isRegression() ? 1 : classes();
  }

  private Part part(Split split) {
    return switch (split) {
      case TRAINING -> training;
      case VALIDATION -> validation;
      case TEST -> test;
    };
  }

  /**
   * The features of a split as the network sees them, (examples, …shape); shared, not to be
   * changed.
   */
  public Tensor features(Split split) {
    return part(split).features;
  }

  /**
   * The labels of a split, (examples): 0 to classes - 1, or standardized targets; shared, not to be
   * changed.
   */
  public Tensor labels(Split split) {
    return part(split).labels;
  }

  /** What was subtracted from each channel or feature; broadcasts against a batch. */
  public Tensor mean() {
    return mean;
  }

  /** What the difference was divided by; broadcasts against a batch. */
  public Tensor scale() {
    return scale;
  }

  /** What was subtracted from each target of a regression, in the label's unit; 0 for classes. */
  public double targetMean() {
    return targets.mean();
  }

  /** What the difference was divided by, in the label's unit, above 0; 1 for classes. */
  public double targetDeviation() {
    return targets.deviation();
  }

  /** The shape of one example. */
  public List<Long> shape() {
    return summary.shape();
  }
}
