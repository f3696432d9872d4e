package dev.temper.diagnosis;

import java.util.ArrayList;
import java.util.List;

/** What the curves of a run show. */
public final class Diagnosis {

  private Diagnosis() {}

  /** The findings, the surest first. */
  public static List<Finding> of(Curves curves) {
    List<Finding> findings = new ArrayList<>();
    long[] iteration = curves.iteration();
    double[] loss = curves.trainLoss();
    long last = Math.max(0, iteration.length == 0 ? 0 : iteration[iteration.length - 1]);
    for (int i = 0; i < loss.length; i++) {
      if (!Double.isFinite(loss[i])) {
        findings.add(
            new Finding(
                "diverged", 1, iteration[i], last, "The loss is not finite.", "Lower the rate."));
        return findings;
      }
    }
    findings.add(new Finding("healthy", 0.6, 0, last, "No fault shows.", "Keep the values."));
    return findings;
  }
}
