package dev.temper.study;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How a study's trials stand.
 *
 * @param counts how many are in each state, every state among them; 0 or more
 */
public record Summary(Map<TrialState, Integer> counts) {

  /** Copies; states that are not there count 0. */
  public Summary {
    Map<TrialState, Integer> all = new EnumMap<>(TrialState.class);
    for (TrialState state : TrialState.values()) {
      all.put(state, counts.getOrDefault(state, 0));
    }
    counts = Collections.unmodifiableMap(all);
  }

  static Summary of(List<Trial> trials) {
    Map<TrialState, Integer> counts = new EnumMap<>(TrialState.class);
    trials.forEach(trial -> counts.merge(trial.state(), 1, Integer::sum));
    return new Summary(counts);
  }

  /** How many are in a state; 0 or more. */
  public int count(TrialState state) {
    return counts.getOrDefault(state, 0);
  }

  /** How many there are; 0 or more. */
  public int trials() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }
}
