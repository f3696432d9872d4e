package dev.temper.cli;

import dev.temper.torch.data.Augmentation;
import dev.temper.torch.data.DataListener;
import dev.temper.torch.data.DataSettings;
import dev.temper.torch.data.Dataset;
import dev.temper.torch.data.Datasets;
import dev.temper.torch.data.ImageSize;
import dev.temper.torch.data.Loss;
import dev.temper.torch.data.Missing;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of what is learnt from, and how it is read, split and varied. */
final class DataOptions {

  @Option(
      names = "--data",
      paramLabel = "NAME|PATH",
      defaultValue = "digits",
      description = {
        "digits or blobs (built in), a folder with IDX files, with CIFAR's .bin files, with folders"
            + " of images named by their classes, or with train.csv and test.csv; or a CSV file."
            + " Default: ${DEFAULT-VALUE}"
      })
  private String name = "digits";

  @Option(
      names = "--target",
      paramLabel = "COLUMN",
      defaultValue = "",
      description = "Name of a CSV file's label column. Default: the last one")
  private String target = "";

  @Option(
      names = "--loss",
      paramLabel = "NAME",
      defaultValue = "auto",
      description =
          "What the labels of a table are: cross-entropy (classes), mse (numbers), or auto: mse where"
              + " they are numbers with fractions, or too many different ones for classes."
              + " Default: ${DEFAULT-VALUE}")
  private Loss loss = Loss.AUTO;

  @Option(
      names = "--augment",
      paramLabel = "NAME,…",
      defaultValue = "none",
      description =
          "Vary training images: none, or some of crop=PIXELS, flip and cutout=PIXELS, as in"
              + " crop=4,flip. Default: ${DEFAULT-VALUE}")
  private String augmentation = "none";

  @Option(
      names = "--image-size",
      paramLabel = "N|HxW",
      description =
          "What the images of a folder are brought to: scaled to cover it, cropped at the centre."
              + " Default: their own size, if they all have the same")
  private @Nullable ImageSize imageSize;

  @Option(
      names = "--missing",
      paramLabel = "NAME",
      defaultValue = "refuse",
      description =
          "What becomes of a feature that is missing in a table: refuse, drop (its row) or mean (of"
              + " its column). Default: ${DEFAULT-VALUE}")
  private Missing missing = Missing.REFUSE;

  @Option(
      names = "--validation-share",
      paramLabel = "SHARE",
      defaultValue = "0.1",
      description = "Share of the training data held out to choose by. Default: ${DEFAULT-VALUE}")
  private double validationShare;

  /** The data asked for, as it was written. */
  String name() {
    return name;
  }

  /**
   * How it is read, split and varied.
   *
   * @throws IllegalArgumentException if an option is outside its range; one line
   */
  DataSettings settings(long seed) {
    return new DataSettings(
        seed,
        validationShare,
        DataSettings.DEFAULT.testShare(),
        target,
        loss,
        imageSize,
        missing,
        Augmentation.named(augmentation));
  }

  /** Opens it; throws as {@link Datasets#open} does. */
  Dataset open(DataSettings settings, DataListener listener) throws IOException {
    return Datasets.open(name, settings, listener);
  }

  /** The options, without dashes, that give these settings again; not the seed. */
  static Map<String, String> of(DataSettings settings) {
    Map<String, String> options = new TreeMap<>();
    options.put("validation-share", Double.toString(settings.validationShare()));
    if (!settings.target().isEmpty()) {
      options.put("target", settings.target());
    }
    if (settings.loss() != Loss.AUTO) {
      options.put("loss", settings.loss().label());
    }
    if (!settings.augmentation().equals(Augmentation.NONE)) {
      options.put("augment", settings.augmentation().text());
    }
    if (settings.imageSize() != null) {
      options.put("image-size", settings.imageSize().toString());
    }
    if (settings.missing() != Missing.REFUSE) {
      options.put("missing", settings.missing().label());
    }
    return options;
  }
}
