package dev.temper.pruner;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a trial measured on its way.
 *
 * @param step how far it has come, in the study's unit (epochs, iterations); 1 or more
 * @param value of the objective; NaN or infinite where the trial diverged. A pruner is given values
 *     of which lower is better, a store keeps them as they were measured
 * @param measures what else was measured, by the names of a curve's columns ({@code train_loss},
 *     {@code val_loss}, {@code val_accuracy}, {@code learning_rate}); may be empty
 */
public record Report(long step, double value, Map<String, Double> measures) {

  /**
   * Copies.
   *
   * @throws IllegalArgumentException if the step is below 1
   */
  public Report {
    if (step < 1) {
      throw new IllegalArgumentException("The step (" + step + ") must be 1 or more.");
    }
    measures =
        measures.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(measures));
  }

  /** One of the objective alone. */
  public Report(long step, double value) {
    this(step, value, Map.of());
  }
}
