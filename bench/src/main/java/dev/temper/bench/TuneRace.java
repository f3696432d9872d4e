package dev.temper.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.temper.recipe.Budget;
import dev.temper.recipe.StageCost;
import dev.temper.recipe.Tuning;
import dev.temper.recipe.TuningListener;
import dev.temper.recipe.TuningResult;
import dev.temper.torch.data.DataSettings;
import dev.temper.torch.data.Dataset;
import dev.temper.torch.data.Datasets;
import dev.temper.torch.engine.LibTorch;
import dev.temper.torch.engine.Precision;
import dev.temper.torch.engine.TorchTask;
import dev.temper.torch.model.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The disciplined procedure against {@link RandomSearch}: same data, same division, same trainer,
 * same length of a run.
 *
 * <p>Runs {@code tune} once and prints a row of a table: the test accuracy that each reaches, where
 * random search takes the trial that is best on the validation split, the highest test accuracy of
 * all its trials, which nobody can choose without looking at the test split, and the training
 * examples that each has seen.
 */
public final class TuneRace {

  private TuneRace() {}

  /**
   * Races.
   *
   * @param args data, model, seed, epochs, the file of a random search with the same values;
   *     optionally the number of threads
   */
  public static void main(String[] args) throws IOException {
    if (args.length < 5 || args.length > 6) {
      System.err.println("usage: TuneRace DATA MODEL SEED EPOCHS TRIALS_FILE [THREADS]");
      System.exit(2);
    }
    long seed = Long.parseLong(args[2]);
    int threads = args.length > 5 ? Integer.parseInt(args[5]) : 1;
    List<JsonNode> trials = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of(args[4]))) {
      trials.add(new ObjectMapper().readTree(line));
    }
    LibTorch.useThreads(threads);
    Dataset data = Datasets.open(args[0], DataSettings.DEFAULT.withSeed(seed));
    TorchTask task = TorchTask.of(Models.named(args[1]), data, threads, Precision.forProcessor());
    TuningResult result =
        Tuning.of(task)
            .seed(seed)
            .budget(Budget.epochs(Double.parseDouble(args[3])))
            .run(
                new TuningListener() {
                  @Override
                  public void onNote(String line) {
                    System.err.println(line);
                  }
                });
    double cost = result.costs().stream().mapToLong(StageCost::examples).sum();
    double searchCost = trials.stream().mapToLong(t -> t.get("examples").longValue()).sum();
    List<JsonNode> finished =
        trials.stream().filter(t -> !t.get("diverged").booleanValue()).toList();
    JsonNode best =
        finished.stream()
            .max(Comparator.comparingDouble(t -> number(t, "val_accuracy")))
            .orElseThrow();
    double highest =
        finished.stream().mapToDouble(t -> number(t, "test_accuracy")).max().orElseThrow();
    System.out.println(
        "| data, seed | trials | random search, chosen by validation | its highest on the test |"
            + " tune | difference | cost of tune / of the search |");
    System.out.println("|---|---:|---:|---:|---:|---:|---:|");
    System.out.println(
        String.format(
            Locale.ROOT,
            "| %s, %d | %d | %.2f %% | %.2f %% | %.2f %% | %+.2f | 1 / %.1f |",
            Path.of(args[0]).getFileName(),
            seed,
            trials.size(),
            100 * number(best, "test_accuracy"),
            100 * highest,
            100 * result.test().accuracy(),
            100 * (result.test().accuracy() - number(best, "test_accuracy")),
            searchCost / cost));
  }

  private static double number(JsonNode trial, String name) {
    return trial.get(name).doubleValue();
  }
}
