package dev.temper.dynamics;

import dev.temper.training.DataSummary;
import java.util.List;

/**
 * What the panels of all groups gave.
 *
 * @param data what they trained on
 * @param model the network's name
 * @param seed of weights and order of the data, the same for all
 * @param batchSize examples per update
 * @param epochs planned for each panel
 * @param groups in the order asked for
 * @param seconds of wall time
 */
public record DynamicsResult(
    DataSummary data,
    String model,
    long seed,
    int batchSize,
    int epochs,
    List<GroupOutcome> groups,
    double seconds) {

  /** Copies the list. */
  public DynamicsResult {
    groups = List.copyOf(groups);
  }

  /** Updates made by all panels. */
  public long totalIterations() {
    return groups.stream()
        .flatMap(group -> group.panels().stream())
        .mapToLong(panel -> panel.history().iterations())
        .sum();
  }
}
