package dev.temper.pruner;

import dev.temper.diagnosis.Curves;
import dev.temper.diagnosis.EarlyDiagnosis;
import dev.temper.diagnosis.Finding;
import java.util.List;

/**
 * Stops a trial whose own curves show a fault before its end (Smith 2018, sections 3 and 4).
 *
 * <p>Curves are read at 8 reports and each time they are a fifth more, and at once where a training
 * loss is not finite; what stands in two readings in a row counts. Linear in the trial's own
 * reports.
 */
final class DiagnosisPruner implements Pruner {

  private static final int FIRST_READING = 8;
  private static final double NEXT_READING = 1.2;

  @Override
  public Verdict judge(List<TrialCurve> trials, long number) {
    TrialCurve trial = trials.get((int) number);
    List<Report> reports = trial.reports();
    int before = 0;
    int next = FIRST_READING;
    while (next < reports.size()) {
      before = next;
      next = (int) Math.ceil(NEXT_READING * next);
    }
    boolean isBroken =
        !Double.isFinite(measure(reports.get(reports.size() - 1), "train_loss", 0))
            || Double.isInfinite(measure(reports.get(reports.size() - 1), "val_loss", 0));
    if (trial.hasDiverged() || isBroken) {
      return Verdict.STOP;
    }
    if (next > reports.size()) {
      return Verdict.CONTINUE;
    }
    List<Finding> earlier = EarlyDiagnosis.of(curves(reports.subList(0, before)));
    List<Finding> now = EarlyDiagnosis.of(curves(reports));
    return EarlyDiagnosis.standing(earlier, now).isEmpty() ? Verdict.CONTINUE : Verdict.STOP;
  }

  private static Curves curves(List<Report> reports) {
    Curves.Builder curves = Curves.builder();
    for (Report report : reports) {
      if (report.measures().containsKey("train_loss")) {
        curves.step(
            report.step() - 1,
            measure(report, "train_loss", Double.NaN),
            measure(report, "learning_rate", Double.NaN));
      }
      curves.evaluation(
          report.step(),
          measure(report, "val_loss", Double.NaN),
          measure(report, "val_accuracy", Double.NaN));
    }
    return curves.build();
  }

  private static double measure(Report report, String name, double otherwise) {
    return report.measures().getOrDefault(name, otherwise);
  }
}
