package dev.temper.report;

import dev.temper.recipe.Prescription;
import dev.temper.recipe.TuningResult;
import dev.temper.search.BestRun;
import dev.temper.search.TrialSchedule;
import dev.temper.search.TrialSettings;
import dev.temper.training.UpdateSettings;
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
    StringBuilder yaml = new StringBuilder();
    yaml.append(
        String.join(
            "\n",
            "# temper train experiment.yaml",
            "data: " + Literal.scalar(result.data().name()),
            "model: " + Literal.scalar(result.model()),
            "seed: " + result.seed(),
            "optimizer: " + p.optimizer().label(),
            "batch-size: " + p.batchSize(),
            "schedule: one-cycle",
            "lr: " + Literal.number(p.learningRateMax()),
            "min-lr: " + Literal.number(p.learningRateMin())));
    if (p.optimizer().hasMomentum()) {
      yaml.append("\nmomentum: ").append(Literal.number(p.momentumMax()));
      yaml.append(',').append(Literal.number(p.momentumMin()));
    }
    yaml.append("\nweight-decay: ").append(Literal.number(p.weightDecay()));
    yaml.append(Text.of("\nbudget: %diterations", p.iterations()));
    SortedMap<String, String> all = updates(p.updates());
    all.putAll(settings);
    append(yaml, all);
    return yaml.toString();
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
    double momentum = values.momentum();
    double lowest = values.schedule().lowestMomentum(momentum);
    SortedMap<String, String> all = updates(values.session().updates());
    all.putAll(settings);
    if (values.session().optimizer().hasMomentum()) {
      all.put(
          "momentum",
          Literal.number(momentum)
              + (values.schedule() == TrialSchedule.ONE_CYCLE ? "," + Literal.number(lowest) : ""));
    }
    StringBuilder yaml = new StringBuilder("# temper train best.yaml");
    yaml.append("\ndata: ").append(Literal.scalar(data));
    yaml.append("\nmodel: ").append(Literal.scalar(values.task().model()));
    yaml.append("\nseed: ").append(seed);
    yaml.append("\noptimizer: ").append(values.session().optimizer().label());
    yaml.append("\nbatch-size: ").append(values.session().batchSize());
    yaml.append("\nschedule: ").append(values.schedule().label());
    yaml.append("\nlr: ").append(Literal.number(values.learningRate().orElseThrow()));
    yaml.append("\nweight-decay: ").append(Literal.number(values.weightDecay()));
    yaml.append(Text.of("\nbudget: %diterations", best.planned()));
    append(yaml, all);
    return yaml.toString();
  }

  private static void append(StringBuilder yaml, SortedMap<String, String> settings) {
    settings.forEach(
        (name, value) -> yaml.append('\n').append(name).append(": ").append(Literal.scalar(value)));
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
