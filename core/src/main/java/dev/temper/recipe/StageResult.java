package dev.temper.recipe;

import dev.temper.diagnosis.Finding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one stage tried, measured, decided and cost.
 *
 * @param stage which
 * @param rangeTests its range tests, in order
 * @param comparisons its comparisons by short runs, in order
 * @param restarts its restarts from a snapshot; null where there were none
 * @param decisions what followed, in order
 * @param findings what was noticed in it
 * @param cost what it took
 */
public record StageResult(
    Stage stage,
    List<RangeTrial> rangeTests,
    List<Comparison> comparisons,
    @Nullable SnapshotRestarts restarts,
    List<Decision> decisions,
    List<Finding> findings,
    StageCost cost) {

  /** Copies the lists. */
  public StageResult {
    rangeTests = List.copyOf(rangeTests);
    comparisons = List.copyOf(comparisons);
    decisions = List.copyOf(decisions);
    findings = List.copyOf(findings);
  }
}
