package dev.temper.schedule;

import java.util.List;

/**
 * Lowered by a factor at given iterations; PyTorch's {@code MultiStepLR}. A milestone that stands
 * there twice counts twice.
 */
record Multistep(double initial, List<Long> milestones, double gamma) implements Curve {

  Multistep {
    CurveChecks.requireFinite("initial value", initial);
    CurveChecks.requirePositive("factor", gamma);
    milestones = List.copyOf(milestones);
    for (long milestone : milestones) {
      CurveChecks.requireAtLeastOne("milestone", milestone);
    }
  }

  @Override
  public double at(long iteration) {
    long passed = milestones.stream().filter(milestone -> iteration >= milestone).count();
    return Exponential.after(initial, gamma, passed);
  }
}
