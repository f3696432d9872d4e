package dev.temper.torch.data;

import dev.temper.training.DataSummary;
import dev.temper.training.Split;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

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

  /** Bytes of features, as 32-bit floats, above which those that are bytes stay bytes. */
  private static final long MOST_FLOATS = 256L << 20;

  /** Image files by which mean and deviation are told, drawn from the training split. */
  private static final long MEASURED_FILES = 10_000;

  /** What these may take of the memory. */
  private static final long MEASURED_BYTES = 512L << 20;

  private final DataSummary summary;
  private final Map<Split, Features> features = new EnumMap<>(Split.class);
  private final Map<Split, Tensor> labels = new EnumMap<>(Split.class);
  private final Normalization normalization;
  private final Augmentation augmentation;
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
      augmentation = settings.augmentation();
      augmentation.check(raw.name(), raw.shape());
      Part rest = Part.of(raw.name(), raw.features(), raw.trainingFiles(), raw.labels());
      Part held;
      GeneratorOptional random = new GeneratorOptional(torch.createCPUGenerator(settings.seed()));
      if (raw.testFeatures() == null || raw.testLabels() == null) {
        Cut cut = cut(raw.name(), rest, settings.testShare(), "test", random);
        held = cut.held();
        rest = cut.rest();
      } else {
        held = Part.of(raw.name(), raw.testFeatures(), raw.testFiles(), raw.testLabels()).copy();
      }
      Cut cut = cut(raw.name(), rest, settings.validationShare(), "validation", random);
      boolean regression = raw.classes().isEmpty();
      targets = regression ? TargetScale.of(raw.name(), cut.rest().labels) : TargetScale.NONE;
      Normalization measured = Normalization.of(raw.name(), cut.rest().sample());
      normalization = kept(raw.normalized() ? measured : measured.switchedOff());
      keep(Split.TEST, held);
      keep(Split.VALIDATION, cut.held());
      keep(Split.TRAINING, cut.rest());
      summary = summarize(raw);
    }
  }

  private Dataset(Dataset other, Device device) {
    summary = other.summary;
    augmentation = other.augmentation;
    targets = other.targets;
    normalization = kept(other.normalization.on(device));
    other.labels.forEach((split, tensor) -> labels.put(split, kept(moved(tensor, device))));
    other.features.forEach((split, all) -> features.put(split, all.on(device, normalization)));
  }

  /**
   * This data on a device: as a whole where that has the room, else batch by batch when they are
   * needed.
   */
  public Dataset on(Device device) {
    try (PointerScope scope = new PointerScope()) {
      return new Dataset(this, device);
    }
  }

  /** A tensor on a device. */
  static Tensor moved(Tensor tensor, Device device) {
    return tensor.to(device, tensor.scalar_type().intern());
  }

  /** A tensor on the device of another: the same where it is there. */
  static Tensor beside(Tensor there, Tensor tensor) {
    return there.is_cuda() && !tensor.is_cuda() ? moved(tensor, there.device()) : tensor;
  }

  /** On a device if there is room, else where it is. */
  static Tensor movedIfItFits(Tensor tensor, Device device) {
    try {
      return moved(tensor, device);
    } catch (RuntimeException e) {
      if (String.valueOf(e.getMessage()).contains("out of memory")) {
        return tensor;
      }
      throw e;
    }
  }

  private static Normalization kept(Normalization normalization) {
    kept(normalization.mean());
    kept(normalization.scale());
    return normalization;
  }

  private void keep(Split split, Part part) {
    boolean classes = targets.equals(TargetScale.NONE);
    labels.put(split, kept(classes ? part.labels : targets.standardized(part.labels)));
    features.put(split, part.features(normalization));
  }

  /**
   * Some of the examples: features in memory, or the numbers of their files.
   *
   * @param features bytes or 32-bit floats; where there are files their numbers
   */
  private record Part(Tensor features, @Nullable ImageFiles files, Tensor labels) {

    /** All that was read. */
    static Part of(String name, Tensor features, @Nullable ImageFiles files, Tensor labels) {
      return files == null
          ? new Part(values(name, features), null, labels)
          : new Part(torch.arange(new Scalar(labels.size(0))), files, labels);
    }

    /** Bytes where they are bytes and many, else 32-bit floats, all of them finite. */
    private static Tensor values(String name, Tensor raw) {
      if (raw.scalar_type().intern() == ScalarType.Byte) {
        return raw.numel() * Float.BYTES > MOST_FLOATS ? raw : raw.to(ScalarType.Float);
      }
      requireFinite(name, raw);
      return raw;
    }

    /** The same in memory of its own, which may be normalized in place. */
    Part copy() {
      return new Part(features.clone(), files, labels.clone());
    }

    /** What to measure mean and deviation of: all, or some that were drawn. */
    Tensor sample() {
      if (files == null) {
        return features;
      }
      long fit = Math.max(1, MEASURED_BYTES / files.bytes());
      long some = Math.min(Math.min(MEASURED_FILES, fit), features.size(0));
      return files.read(FileFeatures.values(features.narrow(0, 0, some)));
    }

    /** How batches are made of it. */
    Features features(Normalization normalization) {
      if (files != null) {
        return new FileFeatures(files, kept(features), normalization);
      }
      if (features.scalar_type().intern() == ScalarType.Byte) {
        return new ByteFeatures(kept(features), normalization);
      }
      features.sub_(normalization.mean()).div_(normalization.scale());
      return new ReadyFeatures(kept(features));
    }

    Part select(Tensor indices) {
      return new Part(features.index_select(0, indices), files, labels.index_select(0, indices));
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
    Tensor counts =
        torch.bincount(labels(Split.TRAINING), new TensorOptional(), raw.classes().size());
    long present = counts.gt(new Scalar(0)).sum().item_long();
    if (present < 2) {
      throw new IllegalArgumentException(
          raw.name()
              + ": the training examples have "
              + present
              + (present == 1 ? " class" : " classes")
              + "; classification needs 2 or more.");
    }
    double majority = (double) counts.max().item_long() / count(Split.TRAINING);
    return summary(raw, majority, entropy(counts), Double.NaN);
  }

  private DataSummary summary(RawData raw, double majority, double constantLoss, double deviation) {
    return new DataSummary(
        raw.name(),
        raw.shape(),
        raw.classes(),
        count(Split.TRAINING),
        count(Split.VALIDATION),
        count(Split.TEST),
        majority,
        constantLoss,
        deviation,
        raw.attribution(),
        raw.columns());
  }

  /** The entropy of the classes' shares in nats: the least loss of an answer that is constant. */
  private static double entropy(Tensor counts) {
    Tensor shares = counts.to(ScalarType.Double).div(counts.sum());
    return -torch.xlogy(shares, shares).sum().item_double();
  }

  static Tensor kept(Tensor tensor) {
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

  private long count(Split split) {
    return of(split).count();
  }

  /** Where a split's features lie. */
  Features of(Split split) {
    return Objects.requireNonNull(features.get(split));
  }

  /**
   * The features of a split as the network sees them, (examples, …shape), all at once; may be
   * shared, not to be changed.
   */
  public Tensor features(Split split) {
    return of(split).range(0, count(split));
  }

  /** Consecutive ones of them; may be shared, not to be changed. */
  public Tensor features(Split split, long from, long count) {
    return of(split).range(from, count);
  }

  /**
   * The labels of a split, (examples): 0 to classes - 1, or standardized targets; shared, not to be
   * changed.
   */
  public Tensor labels(Split split) {
    return Objects.requireNonNull(labels.get(split));
  }

  /** How training images are varied. */
  public Augmentation augmentation() {
    return augmentation;
  }

  /** What was subtracted from each channel or feature; broadcasts against a batch. */
  public Tensor mean() {
    return normalization.mean();
  }

  /** What the difference was divided by; broadcasts against a batch. */
  public Tensor scale() {
    return normalization.scale();
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
