package dev.temper.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.dynamics.Dynamics;
import dev.temper.dynamics.DynamicsResult;
import dev.temper.dynamics.PanelOutcome;
import dev.temper.report.CurvesCsv;
import dev.temper.report.DynamicsReport;
import dev.temper.report.RunFolder;
import dev.temper.report.Text;
import dev.temper.torch.data.DataSettings;
import dev.temper.torch.data.Datasets;
import dev.temper.torch.engine.LibTorch;
import dev.temper.torch.engine.Precision;
import dev.temper.torch.engine.TorchTask;
import dev.temper.torch.model.Models;
import dev.temper.training.Parallel;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Published experiments by name. */
@Command(name = "reproduce", description = "Repeats a published experiment and shows its pictures.")
final class ReproduceCommand implements Callable<Integer> {

  private static final List<String> NAMES = List.of("dynamics");

  /** Half of the points are held out, as in the classic pictures. */
  private static final double HALF = 0.5;

  private static final long UNITS = 50;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description =
          "dynamics: accuracy by epoch for rates, momenta, decays, patiences and optimizers")
  private @Nullable String name;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "33",
      description =
          "Fixes data, weights and order. Default: ${DEFAULT-VALUE}, where the classes overlap as in"
              + " the classic pictures")
  private long seed;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "200",
      description = "Length of each run. Default: ${DEFAULT-VALUE}")
  private int epochs = Dynamics.CLASSIC_EPOCHS;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      description =
          "Runs at a time, each on one processor; does not change the result. Default: all"
              + " processors")
  private @Nullable Integer parallel;

  @Mixin private OutputOptions output = new OutputOptions();

  @Override
  public Integer call() throws IOException {
    Dynamics dynamics;
    RunFolder folder;
    try {
      dynamics = prepare();
      folder = output.open("reproduce-" + name);
    } catch (IllegalArgumentException e) {
      return Temper.badInput(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return Temper.badInput("Reading failed: " + e + ".");
    }
    ObjectNode result;
    try (Interruption interruption = Interruption.watch();
        Progress progress = output.progress()) {
      result = run(dynamics, folder, progress);
    } catch (InterruptedException e) {
      System.err.println("temper: Interrupted before all runs were done.");
      folder.deleteIfEmpty();
      return Temper.FAILED;
    } catch (RunFailedException e) {
      System.err.println("temper: " + e.getMessage());
      return Temper.FAILED;
    }
    output.print(result, folder, ReproduceCommand::summary);
    return Temper.DONE;
  }

  private Dynamics prepare() throws IOException {
    if (name == null || !NAMES.contains(name)) {
      throw new IllegalArgumentException(
          (name == null
                  ? "The name of an experiment is missing."
                  : "There is no experiment '" + name + "'.")
              + " Accepted: "
              + String.join(", ", NAMES)
              + ".");
    }
    output.check();
    Parallel atOnce = parallel == null ? Parallel.ofProcessors() : Parallel.of(parallel);
    if (epochs < 1) {
      throw new IllegalArgumentException("The epochs (" + epochs + ") must be 1 or more.");
    }
    DataSettings half = new DataSettings(seed, HALF, DataSettings.DEFAULT.testShare(), "");
    TorchTask task =
        TorchTask.of(Models.mlp(List.of(UNITS), 0), Datasets.open("blobs", half), 1, Precision.F32);
    return Dynamics.classic(task, seed, atOnce).withEpochs(epochs);
  }

  /** Trains the panels and writes the folder; fails if not one of them was run to its end. */
  static ObjectNode run(Dynamics dynamics, RunFolder folder, Progress progress)
      throws IOException, InterruptedException, RunFailedException {
    progress.begin(
        "dynamics", dynamics.groups().stream().mapToInt(group -> group.panels().size()).sum());
    DynamicsResult result =
        dynamics.run((panel, finished, planned) -> progress.onTrial(finished, words(panel)));
    List<PanelOutcome> panels =
        result.groups().stream().flatMap(group -> group.panels().stream()).toList();
    if (panels.stream().noneMatch(ReproduceCommand::completed)) {
      folder.write("curves.csv", CurvesCsv.of(result));
      throw new RunFailedException(nothingCompleted(panels));
    }
    DynamicsReport report =
        new DynamicsReport(
            result,
            Map.of(
                "library",
                "LibTorch " + LibTorch.version(),
                "precision",
                Precision.F32.label(),
                "threads",
                "1"));
    report.write(folder);
    return report.json();
  }

  private static boolean completed(PanelOutcome panel) {
    return panel.failure().isEmpty() && !panel.history().diverged();
  }

  private static String nothingCompleted(List<PanelOutcome> panels) {
    return panels.stream()
        .filter(panel -> !panel.failure().isEmpty())
        .findFirst()
        .map(
            panel ->
                "No panel was run to its end; '"
                    + panel.panel().name()
                    + "' failed: "
                    + panel.failure()
                    + ".")
        .orElse("Every panel diverged.");
  }

  /** How a panel ended. */
  static String words(PanelOutcome panel) {
    double[] accuracy = panel.validationAccuracy();
    String name = panel.panel().name();
    if (!panel.failure().isEmpty()) {
      return name + " failed";
    }
    return panel.history().diverged() || accuracy.length == 0
        ? name + " diverged"
        : name + " val. accuracy " + Text.percent(accuracy[accuracy.length - 1]);
  }

  /** A line for every panel. */
  static String summary(ObjectNode result) {
    StringBuilder text = new StringBuilder();
    for (JsonNode group : result.get("groups")) {
      for (JsonNode panel : group.get("panels")) {
        text.append(
            Text.of(
                "%-20s training accuracy %-8s validation accuracy %s%s%n",
                panel.get("panel").asText(),
                Text.percent(panel.get("train_accuracy").asDouble(Double.NaN)),
                Text.percent(panel.get("val_accuracy").asDouble(Double.NaN)),
                panel.get("failed").booleanValue()
                    ? ", failed"
                    : panel.get("diverged").booleanValue() ? ", diverged" : ""));
      }
    }
    return text.toString().stripTrailing();
  }
}
