package dev.temper.dynamics;

import java.util.List;

/**
 * The curves of a group.
 *
 * @param group what was trained
 * @param panels in the order of the group's
 */
public record GroupOutcome(PanelGroup group, List<PanelOutcome> panels) {

  /** Copies the list. */
  public GroupOutcome {
    panels = List.copyOf(panels);
  }
}
