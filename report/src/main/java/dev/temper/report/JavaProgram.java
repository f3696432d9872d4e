package dev.temper.report;

import dev.temper.recipe.Prescription;
import dev.temper.recipe.TuningResult;
import dev.temper.training.UpdateSettings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The values of a tuning as a complete Java program that trains with them. */
final class JavaProgram {

  private static final String DEFAULT_VALIDATION_SHARE = "0.1";

  /** What the library takes where nothing is said. */
  private static final String CHANNELS_LAST = "channels-last";

  private static final String TEST_SHARE = "0.2";

  private final TuningResult result;
  private final Map<String, String> settings;
  private final TreeSet<String> imports = new TreeSet<>();

  private JavaProgram(TuningResult result, Map<String, String> settings) {
    this.result = result;
    this.settings = settings;
  }

  /**
   * The program.
   *
   * @param settings options of {@code temper train} that say how the data is read and the engine
   *     set, by their long names without dashes
   */
  static String of(TuningResult result, Map<String, String> settings) {
    return new JavaProgram(result, settings).text();
  }

  private String text() {
    Prescription p = result.chosen();
    imports("java.nio.file.Path", "dev.temper.schedule.OneCycle");
    imports("dev.temper.torch.data.Dataset", "dev.temper.torch.data.Datasets");
    imports("dev.temper.torch.engine.TorchTask", "dev.temper.torch.model.Models");
    for (String name :
        new String[] {
          "Evaluation",
          "Optimizer",
          "SessionSettings",
          "Split",
          "TrainingListener",
          "TrainingRun",
          "TrainingSession"
        }) {
      imports("dev.temper.training." + name);
    }
    String body =
        String.join(
            "\n",
            "/** Trains with the values that temper tune found. */",
            "public class TrainTuned {",
            "",
            "  public static void main(String[] arguments) throws Exception {",
            "    Dataset data =" + data() + ";",
            "    TorchTask task = " + task() + ";",
            "    OneCycle schedule =",
            Text.of(
                "        OneCycle.smith(%d, %s)",
                p.iterations(), Literal.number(p.learningRateMax())),
            "            .withMinLearningRate(" + Literal.number(p.learningRateMin()) + ")",
            Text.of(
                "            .withMomentum(%s, %s)",
                Literal.number(p.momentumMax()), Literal.number(p.momentumMin())),
            "            .withWeightDecay(" + Literal.number(p.weightDecay()) + ");",
            "    SessionSettings settings =",
            Text.of(
                "        new SessionSettings(%d, Optimizer.%s, %s%s);",
                p.batchSize(), p.optimizer().name(), seed(), updates(p.updates())),
            "    try (TrainingSession session = task.open(settings)) {",
            "      new TrainingRun(schedule, schedule.iterations(), session.iterationsPerEpoch())",
            "          .run(session, TrainingListener.NONE);",
            "      Evaluation test = session.evaluate(Split.TEST);",
            "      System.out.println(test);",
            "      session.saveModel(Path.of(\"model.pt\"));",
            "    }",
            "  }",
            "}");
    return imports.stream().map(name -> "import " + name + ";\n").collect(Collectors.joining())
        + "\n"
        + body;
  }

  private void imports(String... names) {
    imports.addAll(List.of(names));
  }

  private String seed() {
    return result.seed() > Integer.MAX_VALUE || result.seed() < Integer.MIN_VALUE
        ? result.seed() + "L"
        : Long.toString(result.seed());
  }

  private String data() {
    String name = result.data().name();
    if (settings.isEmpty() && name.equals("digits")) {
      return " Datasets.digits()";
    }
    imports("dev.temper.torch.data.DataSettings");
    String loss = settings.get("loss");
    if (loss != null) {
      imports("dev.temper.torch.data.Loss");
    }
    String augmentation = settings.get("augment");
    if (augmentation != null) {
      imports("dev.temper.torch.data.Augmentation");
    }
    return Text.of(
        "%n        Datasets.open(%n            %s,%n            new DataSettings(%s, %s, %s, %s)%s%s%s%s)",
        Literal.quoted(name),
        seed(),
        settings.getOrDefault("validation-share", DEFAULT_VALIDATION_SHARE),
        TEST_SHARE,
        Literal.quoted(settings.getOrDefault("target", "")),
        loss == null
            ? ""
            : ".withLoss(Loss." + loss.toUpperCase(Locale.ROOT).replace('-', '_') + ")",
        augmentation == null
            ? ""
            : ".withAugmentation(Augmentation.named(" + Literal.quoted(augmentation) + "))",
        imageSize(),
        missing());
  }

  private String missing() {
    String missing = settings.get("missing");
    if (missing == null) {
      return "";
    }
    imports("dev.temper.torch.data.Missing");
    return ".withMissing(Missing." + missing.toUpperCase(Locale.ROOT) + ")";
  }

  private String imageSize() {
    String size = settings.get("image-size");
    if (size == null) {
      return "";
    }
    imports("dev.temper.torch.data.ImageSize");
    return ".withImageSize(ImageSize.parse(" + Literal.quoted(size) + "))";
  }

  private String task() {
    String named = settings.getOrDefault("model", result.model());
    String model = "Models.named(" + Literal.quoted(named) + ")";
    String threads = settings.get("threads");
    String precision = settings.get("precision");
    if (threads == null || precision == null) {
      return "TorchTask.of(" + model + ", data)";
    }
    imports("dev.temper.torch.engine.Precision");
    String arithmetic = threads + ", Precision." + precision.toUpperCase(Locale.ROOT);
    String layout = settings.getOrDefault("layout", CHANNELS_LAST);
    if (layout.equals(CHANNELS_LAST)) {
      return Text.of("TorchTask.of(%s, data, %s)", model, arithmetic);
    }
    imports("dev.temper.torch.engine.Execution", "dev.temper.torch.engine.Layout");
    return Text.of(
        "TorchTask.of(%n            %s,%n            data,%n            new"
            + " Execution(%s).withLayout(Layout.named(%s)))",
        model, arithmetic, Literal.quoted(layout));
  }

  private String updates(UpdateSettings updates) {
    if (updates.equals(UpdateSettings.DEFAULT)) {
      return "";
    }
    imports("dev.temper.training.UpdateSettings");
    StringBuilder text = new StringBuilder(",\n            UpdateSettings.DEFAULT");
    if (updates.accumulation() > 1) {
      text.append(Text.of("%n                .withAccumulation(%d)", updates.accumulation()));
    }
    if (updates.clips()) {
      text.append("\n                .withClipNorm(");
      text.append(Literal.number(updates.clipNorm())).append(')');
    }
    if (updates.decayWeightsOnly()) {
      text.append("\n                .withDecayWeightsOnly(true)");
    }
    if (!updates.rateRatios().isEmpty()) {
      imports("java.util.List");
      text.append("\n                .withRateRatios(List.of(");
      text.append(
          updates.rateRatios().stream().map(String::valueOf).collect(Collectors.joining(", ")));
      text.append("))");
    }
    return text.toString();
  }
}
