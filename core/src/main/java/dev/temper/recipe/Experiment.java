package dev.temper.recipe;

/**
 * Something the procedure has tried: what it was run with, what it measured and what it took.
 *
 * <p>The unit of cost and of resumption. An experiment is determined by its {@link #key}: made
 * again with the same task, it gives the same but for times.
 */
public sealed interface Experiment permits Trial, RangeTrial, Preflight, SnapshotRestarts {

  /** What it was run with, as a text that no other experiment of the procedure has. */
  String key();

  /** Optimizer updates made; 0 or more. */
  long iterations();

  /** Training examples in those updates. */
  long examples();

  /** Wall time, evaluations included. */
  double seconds();
}
