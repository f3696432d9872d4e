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
 * @param model the network's name
 * @param parameters trainable values of the network
 * @param seed what fixed all randomness
 * @param chosen the values it trained with in the end
 * @param preflight the checks before
 * @param baseline the curves of Adam at its defaults
 * @param rangeTest the range test's curve
 * @param rule the rule whose answer became the maximum rate
 * @param finalRun the curves of the final run
 * @param validation the final weights on the validation split
 * @param test the final weights on the test split, measured once
 * @param iterationsPerEpoch updates in an epoch of the final run
 * @param decisions the choices in words, in order
 * @param findings what was noticed on the way
 * @param stages what each stage cost, in order
 */
public record TuningResult(
    DataSummary data,
    String model,
    long parameters,
    long seed,
    Prescription chosen,
    Preflight preflight,
    History baseline,
    RangeCurve rangeTest,
    Rule rule,
    History finalRun,
    Evaluation validation,
    Evaluation test,
    long iterationsPerEpoch,
    List<Decision> decisions,
    List<Finding> findings,
    List<StageCost> stages) {

  /** Copies the lists. */
  public TuningResult {
    decisions = List.copyOf(decisions);
    findings = List.copyOf(findings);
    stages = List.copyOf(stages);
  }

  /** Epochs of the final run; not necessarily whole. */
  public double epochs() {
    return (double) finalRun.iterations() / iterationsPerEpoch;
  }
}
