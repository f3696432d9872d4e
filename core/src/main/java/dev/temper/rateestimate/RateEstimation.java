package dev.temper.rateestimate;

import dev.temper.schedule.HyperParameters;
import dev.temper.training.Snapshot;
import dev.temper.training.TrainingListener;
import dev.temper.training.TrainingSession;

/**
 * Estimates the optimal learning rate along a short run at a constant rate (Smith and Topin 2017,
 * section 4): {@code rate * sum |w1 - w0| / sum |2 w1 - w0 - w2|} over three successive weights,
 * which for a quadratic loss is the inverse of its curvature along the gradient.
 *
 * <p>The clean form is exact on a quadratic only. Where units switch, as those of ReLU do, the
 * gradient jumps, and a small step sees the jumps rather than the curvature: the estimate falls
 * with the rate. At rates so small that the two moves differ by no more than the rounding of the
 * weights it says nothing.
 *
 * <p>The ratio is that of steps of one rate along the gradient: with clipping, which gives each
 * step a rate of its own, or with rate ratios it is no inverse curvature. Accumulation is a larger
 * batch.
 *
 * <p>An immutable description; it can be run on any number of sessions of plain SGD without
 * clipping and rate ratios.
 *
 * @param form which weights are compared
 * @param values what the run trains with; the learning rate above 0, the momentum 0 for plain SGD.
 *     The clean form's probes take the learning rate alone
 * @param iterations updates of the run; 2 or more
 */
public record RateEstimation(EstimateForm form, HyperParameters values, int iterations) {

  /** Updates unless told otherwise. */
  public static final int DEFAULT_ITERATIONS = 100;

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if the rate is not above 0 or the run too short
   */
  public RateEstimation {
    if (!(values.learningRate() > 0)) {
      throw new IllegalArgumentException(
          "The learning rate (" + values.learningRate() + ") must be finite and above 0.");
    }
    if (iterations < 2) {
      throw new IllegalArgumentException(
          "An estimate takes 2 iterations or more, not (" + iterations + ").");
    }
  }

  /**
   * Makes the run from the session's present weights and leaves the session exactly as it was. Ends
   * early at a loss that is not finite.
   *
   * @param session what to train; restored also if the run fails
   * @param listener told of every step
   * @throws UnsupportedOperationException if the engine cannot compare weights
   */
  public RateEstimates run(TrainingSession session, TrainingListener listener) {
    RateEstimates.Recorder recorder = new RateEstimates.Recorder(this);
    try (Snapshot before = session.snapshot()) {
      try {
        if (form == EstimateForm.PAPER) {
          alongTheRun(session, listener, recorder);
        } else {
          byProbes(session, listener, recorder);
        }
      } finally {
        session.restore(before);
      }
    }
    return recorder.estimates();
  }

  private void alongTheRun(
      TrainingSession session, TrainingListener listener, RateEstimates.Recorder recorder) {
    Snapshot older = session.snapshot();
    Snapshot newer = older;
    try {
      for (int iteration = 0; iteration < iterations; iteration++) {
        double loss = session.step(values);
        listener.onStep(iteration, values, loss);
        boolean compared = iteration > 0;
        double ratio = compared ? session.stepRatio(older, newer) : Double.NaN;
        if (!recorder.add(loss, ratio)) {
          return;
        }
        if (compared) {
          older.close();
          older = newer;
        }
        newer = session.snapshot();
      }
    } finally {
      older.close();
      newer.close();
    }
  }

  private void byProbes(
      TrainingSession session, TrainingListener listener, RateEstimates.Recorder recorder) {
    HyperParameters probe = new HyperParameters(values.learningRate(), 0, 0);
    for (int iteration = 0; iteration < iterations; iteration++) {
      double loss = session.step(values);
      listener.onStep(iteration, values, loss);
      if (!recorder.add(loss, probe(session, probe))) {
        return;
      }
    }
  }

  /** The ratio of two steps on the batch of the last update, undone. */
  private static double probe(TrainingSession session, HyperParameters probe) {
    try (Snapshot first = session.snapshot()) {
      try {
        session.stepOnSameBatch(probe);
        try (Snapshot second = session.snapshot()) {
          session.restoreRandomness(first);
          session.stepOnSameBatch(probe);
          return session.stepRatio(first, second);
        }
      } finally {
        session.restore(first);
      }
    }
  }
}
