package dev.temper.recipe;

import dev.temper.training.History;
import java.util.List;

/**
 * One run at a middle weight decay up to where its loss stalls, and restarts from the snapshot
 * taken there with other values (Smith 2018, section 4.4).
 *
 * @param prescription what the run up to the snapshot trained with, at the constant rate {@code
 *     learningRateMax}
 * @param seed of its weights, the order of its data and its dropout
 * @param trunk the curves up to the snapshot
 * @param branches the restarts; none where the run up to the snapshot diverged
 * @param seconds of wall time, evaluations included; 0 or more
 */
public record SnapshotRestarts(
    Prescription prescription, long seed, History trunk, List<Branch> branches, double seconds)
    implements Experiment {

  /**
   * One restart.
   *
   * @param weightDecay what it went on with
   * @param history its curves, whose iterations count from the snapshot
   */
  public record Branch(double weightDecay, History history) {

    /** The validation loss at the end; infinite after divergence. */
    public double validationLoss() {
      return history.finalValidationLoss();
    }
  }

  /** Copies the list. */
  public SnapshotRestarts {
    branches = List.copyOf(branches);
  }

  /**
   * The key of restarts that were not made yet. The weight decays follow from the prescription's,
   * and a run that diverges before the snapshot has no restart to tell them.
   */
  static String key(Prescription prescription, long seed) {
    return "SNAPSHOT_RESTARTS seed=" + seed + " " + prescription;
  }

  @Override
  public String key() {
    return key(prescription, seed);
  }

  @Override
  public long iterations() {
    return trunk.iterations()
        + branches.stream().mapToLong(branch -> branch.history().iterations()).sum();
  }

  @Override
  public long examples() {
    return iterations() * prescription.examplesPerUpdate();
  }
}
