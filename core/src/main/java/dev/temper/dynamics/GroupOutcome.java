package dev.temper.dynamics;

import java.util.Arrays;
import java.util.List;

/**
 * The curves of a group.
 *
 * @param group what was trained
 * @param panels in the order of the group's
 */
public record GroupOutcome(PanelGroup group, List<PanelOutcome> panels) {

  /** The share of a group's best validation accuracy at which a panel counts as having learned. */
  public static final double LEARNED = 0.95;

  /** Copies the list. */
  public GroupOutcome {
    panels = List.copyOf(panels);
  }

  /** What counts as learned in this group: {@link #LEARNED} of its best validation accuracy. */
  public double learnedAccuracy() {
    return LEARNED
        * panels.stream()
            .flatMapToDouble(panel -> Arrays.stream(panel.validationAccuracy()))
            .max()
            .orElse(Double.NaN);
  }
}
