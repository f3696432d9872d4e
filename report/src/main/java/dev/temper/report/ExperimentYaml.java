package dev.temper.report;

import dev.temper.recipe.Prescription;
import dev.temper.recipe.TuningResult;
import dev.temper.search.BestRun;
import dev.temper.search.TrialSchedule;
import dev.temper.search.TrialSettings;
import dev.temper.training.SessionSettings;
import dev.temper.training.UpdateSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The values that were found, as an experiment for {@code temper train}. */
final class ExperimentYaml {

  private ExperimentYaml() {}

  /**
   * The file.
   *
   * @param settings further options, by their long names without dashes
   */
  static String of(TuningResult result, Map<String, String> settings) {
    Prescription p = result.chosen();
    Map<String, String> options = new LinkedHashMap<>();
    options.put("data", Literal.scalar(result.data().name()));
    options.put("model", Literal.scalar(result.model()));
    options.put("seed", Long.toString(result.seed()));
    options.put("optimizer", p.optimizer().label());
    options.put("batch-size", Integer.toString(p.batchSize()));
    options.put("schedule", TrialSchedule.ONE_CYCLE.label());
    options.put("lr", Literal.number(p.learningRateMax()));
    options.put("min-lr", Literal.number(p.learningRateMin()));
    if (p.optimizer().hasMomentum()) {
      options.put(
          "momentum", Literal.number(p.momentumMax()) + "," + Literal.number(p.momentumMin()));
    }
    options.put("weight-decay", Literal.number(p.weightDecay()));
    options.put("budget", p.iterations() + "iterations");
    return file("experiment.yaml", options, p.updates(), settings);
  }

  /**
   * The values of the best trial of a search, in the same form.
   *
   * @param data what it was trained on
   * @param seed of the splits; a run with it has other weights than the trial
   * @param settings further options, by their long names without dashes
   */
  static String of(String data, BestRun best, long seed, Map<String, String> settings) {
    TrialSettings values = best.settings();
    SessionSettings session = values.session();
    double momentum = values.momentum();
    double lowest = values.schedule().lowestMomentum(momentum);
    Map<String, String> options = new LinkedHashMap<>();
    options.put("data", Literal.scalar(data));
    options.put("model", Literal.scalar(values.task().model()));
    options.put("seed", Long.toString(seed));
    options.put("optimizer", session.optimizer().label());
    options.put("batch-size", Integer.toString(session.batchSize()));
    options.put("schedule", values.schedule().label());
    options.put("lr", Literal.number(values.learningRate().orElseThrow()));
    if (session.optimizer().hasMomentum()) {
      boolean moves = values.schedule() == TrialSchedule.ONE_CYCLE;
      options.put(
          "momentum", Literal.number(momentum) + (moves ? "," + Literal.number(lowest) : ""));
    }
    options.put("weight-decay", Literal.number(values.weightDecay()));
    options.put("budget", best.planned() + "iterations");
    return file("best.yaml", options, session.updates(), settings);
  }

  private static String file(
      String name,
      Map<String, String> options,
      UpdateSettings updates,
      Map<String, String> settings) {
    SortedMap<String, String> more = updates(updates);
    more.putAll(settings);
    more.forEach((option, value) -> options.put(option, Literal.scalar(value)));
    StringBuilder yaml = new StringBuilder("# temper train " + name);
    options.forEach((option, value) -> yaml.append('\n').append(option + ": " + value));
    return yaml.toString();
  }

  /** The options for what surrounds an update, where it is not the default. */
  private static SortedMap<String, String> updates(UpdateSettings updates) {
    SortedMap<String, String> options = new TreeMap<>();
    if (updates.accumulation() > 1) {
      options.put("accumulate", Integer.toString(updates.accumulation()));
    }
    if (updates.clips()) {
      options.put("clip-norm", Literal.number(updates.clipNorm()));
    }
    if (updates.decayWeightsOnly()) {
      options.put("decay-weights-only", "true");
    }
    if (!updates.rateRatios().isEmpty()) {
      options.put(
          "rate-ratios",
          updates.rateRatios().stream().map(Literal::number).collect(Collectors.joining(",")));
    }
    return options;
  }
}
