package dev.temper.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.recipe.Budget;
import dev.temper.report.CurvesCsv;
import dev.temper.report.RunFolder;
import dev.temper.report.SensitivityReport;
import dev.temper.report.Text;
import dev.temper.schedule.HyperParameters;
import dev.temper.schedule.OneCycle;
import dev.temper.schedule.Schedule;
import dev.temper.sensitivity.RatePolicy;
import dev.temper.sensitivity.Sensitivity;
import dev.temper.sensitivity.SensitivityResult;
import dev.temper.sensitivity.Trial;
import dev.temper.training.Parallel;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The sensitivity analysis of the learning rate. */
@Command(
    name = "sensitivity",
    description =
        "Trains at every rate of a grid with several seeds and names the rates as good as the best.")
final class SensitivityCommand extends ExperimentCommand {

  private static final List<String> SCHEDULES = List.of("fixed", "one-cycle");

  private static final double FROM = Sensitivity.DEFAULT_RATES.get(0);
  private static final double TO =
      Sensitivity.DEFAULT_RATES.get(Sensitivity.DEFAULT_RATES.size() - 1);
  private static final int PER_DECADE =
      (int) Math.round((Sensitivity.DEFAULT_RATES.size() - 1) / Math.log10(TO / FROM));

  @Option(
      names = "--from",
      paramLabel = "RATE",
      description = "Lowest rate of the grid. Default: 1e-5")
  private @Nullable Double from;

  @Option(names = "--to", paramLabel = "RATE", description = "Highest rate. Default: 1")
  private @Nullable Double to;

  @Option(
      names = "--per-decade",
      paramLabel = "N",
      description = "Rates in every factor of 10. Default: 2")
  private @Nullable Integer perDecade;

  @Option(
      names = "--rates",
      paramLabel = "RATE,RATE,…",
      hideParamSyntax = true,
      split = ",",
      description = "These rates, rising, instead of a grid.")
  private double @Nullable [] rates;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "Trials at each rate, with --seed and those after it. Default: ${DEFAULT-VALUE}")
  private int seeds = Sensitivity.DEFAULT_SEEDS;

  @Option(
      names = "--budget",
      paramLabel = "N",
      defaultValue = "5epochs",
      description =
          "Length of each trial: 5epochs, or 5, or 500iterations. Default: ${DEFAULT-VALUE}")
  private Budget budget = Sensitivity.DEFAULT_BUDGET;

  @Option(
      names = "--schedule",
      paramLabel = "KIND",
      defaultValue = "fixed",
      description = "fixed, or one-cycle with the rate as its maximum. Default: ${DEFAULT-VALUE}")
  private String kind = "fixed";

  @Option(
      names = "--momentum",
      paramLabel = "X[,Y]",
      hideParamSyntax = true,
      split = ",",
      description =
          "Momentum, or beta1; for one-cycle its maximum and minimum. Default: the optimizer's own,"
              + " for one-cycle 0.95,0.85")
  private double @Nullable [] momentum;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      description =
          "Trials at a time, each on one processor; does not change the result. Default: as"
              + " --threads")
  private @Nullable Integer parallel;

  @Override
  String name() {
    return "sensitivity";
  }

  /** Results must not depend on how many trials run at a time. */
  @Override
  int threadsPerSession() {
    return 1;
  }

  @Override
  void checkOptions() {
    budget.requireCounted();
    Sensitivity.trials(grid(), seeds);
    parallel();
    if (!SCHEDULES.contains(kind)) {
      throw new IllegalArgumentException(
          "There is no schedule '" + kind + "'. Accepted: " + String.join(", ", SCHEDULES) + ".");
    }
    int most = kind.equals("one-cycle") ? 2 : 1;
    if (momentum != null && momentum.length > most) {
      throw new IllegalArgumentException(
          "The momentum takes " + most + " values at most with --schedule " + kind + ".");
    }
    if (momentum != null) {
      checkMomentum(momentum[0]);
      policy(momentum[0]).schedule(FROM, PROVISIONAL_ITERATIONS).at(0);
    }
  }

  private List<Double> grid() {
    if (rates == null) {
      return Sensitivity.grid(
          from == null ? FROM : from,
          to == null ? TO : to,
          perDecade == null ? PER_DECADE : perDecade);
    }
    if (from != null || to != null || perDecade != null) {
      throw new IllegalArgumentException(
          "--rates ("
              + Text.number(rates[0])
              + ",…) names all rates; it stands without --from, --to and --per-decade.");
    }
    return Sensitivity.grid(Arrays.stream(rates).boxed().toList());
  }

  private Parallel parallel() {
    return Parallel.of(parallel == null ? processors() : parallel);
  }

  private RatePolicy policy(double constant) {
    double[] given = momentum;
    if (kind.equals("fixed")) {
      return RatePolicy.fixed(given == null ? constant : given[0]);
    }
    if (given != null) {
      return (rate, iterations) ->
          OneCycle.smith(iterations, rate).withMomentum(given[0], given[given.length - 1]);
    }
    return constant > 0
        ? RatePolicy.oneCycle(OneCycle.Variant.SMITH)
        : (rate, iterations) -> OneCycle.smith(iterations, rate).withMomentum(0, 0);
  }

  @Override
  ObjectNode run(Prepared prepared, RunFolder folder, Progress progress)
      throws IOException, RunFailedException {
    double constant = prepared.settings().optimizer().defaultMomentum();
    SensitivityResult result;
    try (Interruption interruption = Interruption.watch()) {
      progress.begin("sensitivity", Sensitivity.trials(grid(), seeds));
      result =
          Sensitivity.of(prepared.task())
              .rates(grid())
              .settings(prepared.settings())
              .seeds(seeds)
              .budget(budget)
              .weightDecay(prepared.weightDecay())
              .policy(policy(constant))
              .parallel(parallel())
              .run((trial, finished, planned) -> progress.onTrial(finished, words(trial)));
    } catch (InterruptedException e) {
      throw new RunFailedException("Interrupted before all trials were done.");
    }
    if (result.trials().stream().noneMatch(Trial::completed)) {
      folder.write("curves.csv", CurvesCsv.of(result));
      throw new RunFailedException(nothingCompleted(result));
    }
    SensitivityReport report =
        new SensitivityReport(prepared.experiment(), description(constant), result);
    report.write(folder);
    return report.json();
  }

  private static String nothingCompleted(SensitivityResult result) {
    return result.trials().stream()
        .filter(Trial::failed)
        .findFirst()
        .map(trial -> "Every trial failed; the first: " + trial.failure() + ".")
        .orElse(
            Text.of(
                "Every trial diverged, also at the lowest rate (%s). Maybe a lower --from.",
                Text.number(result.rates().get(0).learningRate())));
  }

  private static String words(Trial trial) {
    String end =
        trial.failed()
            ? "failed"
            : trial.diverged() ? "diverged" : Text.of("val. loss %.4f", trial.validationLoss());
    return "rate " + Text.number(trial.learningRate()) + " " + end;
  }

  private String description(double constant) {
    Schedule schedule = policy(constant).schedule(FROM, PROVISIONAL_ITERATIONS);
    HyperParameters first = schedule.at(0);
    return kind.equals("fixed")
        ? "constant rate, momentum " + Text.number(first.momentum())
        : "one cycle (smith) with the rate as its maximum, momentum "
            + Text.number(((OneCycle) schedule).maxMomentum())
            + " to "
            + Text.number(((OneCycle) schedule).minMomentum());
  }

  /**
   * Which option shows more of the grid, where it has no best rate or has it at one of its ends.
   */
  private static String widening(ObjectNode result) {
    double lowest = result.at("/rates/0/learning_rate").doubleValue();
    double best = result.get("best_learning_rate").asDouble(lowest);
    return best == lowest
        ? "Maybe --from " + Text.number(best / 100) + "."
        : "Maybe --to " + Text.number(best * 100) + ".";
  }

  /** The median accuracy in a column, or nothing for regression. */
  private static String accuracy(ObjectNode result, JsonNode rate) {
    return result.path("loss").asText().equals("mse")
        ? ""
        : Text.of(
            "accuracy %-9s", Text.percent(rate.get("val_accuracy_median").asDouble(Double.NaN)));
  }

  @Override
  String summary(ObjectNode result) {
    StringBuilder text = new StringBuilder();
    for (JsonNode rate : result.get("rates")) {
      JsonNode loss = rate.get("val_loss_median");
      text.append(
          Text.of(
              "%-9s val. loss %-8s %s%s%n",
              Text.number(rate.get("learning_rate").doubleValue()),
              loss.isNull() ? "none" : Text.number(loss.doubleValue()),
              accuracy(result, rate),
              rate.get("diverged").intValue() == 0
                  ? ""
                  : "  " + rate.get("diverged").intValue() + " diverged"));
    }
    JsonNode good = result.get("good");
    if (good.has("refused")) {
      return text.append(good.get("refused").asText())
          .append(' ')
          .append(widening(result))
          .toString();
    }
    return text.append(
            Text.of(
                "Best rate %s; as good as that from %s to %s.",
                Text.number(result.get("best_learning_rate").doubleValue()),
                Text.number(good.get("from").doubleValue()),
                Text.number(good.get("to").doubleValue())))
        .toString();
  }
}
