package dev.temper.recipe;

import dev.temper.diagnosis.Finding;
import dev.temper.rangetest.RangeCurve;
import dev.temper.rangetest.Rule;
import dev.temper.training.DataSummary;
import dev.temper.training.Evaluation;
import dev.temper.training.History;
import java.util.List;

/**
 * Everything the procedure tried, decided and reached.
 *
 * @param data what it trained on
 * @param model the network's name, with the settings that were chosen
 * @param parameters trainable values of the network
 * @param seed what fixed all randomness
 * @param budget what it was given
 * @param plain the plain answer of the range test, at the default values
 * @param chosen the values it trained with in the end
 * @param preflight the checks before
 * @param baseline the run of Adam at its defaults
 * @param rangeTest the range test's curve at the default values
 * @param rule the rule whose answer became the plain maximum rate
 * @param finalRun the curves of the final run
 * @param validation the final weights on the validation split
 * @param test the final weights on the test split, measured once
 * @param iterationsPerEpoch updates in an epoch of the final run
 * @param stages what each stage tried, decided and cost, in order
 */
public record TuningResult(
    DataSummary data,
    String model,
    long parameters,
    long seed,
    Budget budget,
    Prescription plain,
    Prescription chosen,
    Preflight preflight,
    Trial baseline,
    RangeCurve rangeTest,
    Rule rule,
    History finalRun,
    Evaluation validation,
    Evaluation test,
    long iterationsPerEpoch,
    List<StageResult> stages) {

  /** Copies the list. */
  public TuningResult {
    stages = List.copyOf(stages);
  }

  /** Epochs of the final run; not necessarily whole. */
  public double epochs() {
    return (double) finalRun.iterations() / iterationsPerEpoch;
  }

  /** The choices in words, in order; where a value was decided on twice, the later one holds. */
  public List<Decision> decisions() {
    return stages.stream().flatMap(stage -> stage.decisions().stream()).toList();
  }

  /** What was noticed on the way, in order. */
  public List<Finding> findings() {
    return stages.stream().flatMap(stage -> stage.findings().stream()).toList();
  }

  /** What each stage cost, in order. */
  public List<StageCost> costs() {
    return stages.stream().map(StageResult::cost).toList();
  }

  /** Training examples spent on finding values, as a multiple of those of the final run. */
  public double findingShare() {
    double finding =
        costs().stream()
            .filter(cost -> cost.stage().isFinding())
            .mapToLong(StageCost::examples)
            .sum();
    return finding / chosen.examples();
  }
}
