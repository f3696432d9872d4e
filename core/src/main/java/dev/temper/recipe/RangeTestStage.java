package dev.temper.recipe;

import static dev.temper.recipe.Figures.figure;
import static dev.temper.recipe.Figures.say;

import dev.temper.rangetest.MaximumRate;
import dev.temper.rangetest.RangeCurve;
import dev.temper.rangetest.RangeTest;
import dev.temper.rangetest.Rule;

/** Reads the maximum rate off a range test (Smith 2017, section 3.3). */
final class RangeTestStage {

  private static final double START = 1e-6;

  private final Laboratory lab;
  private final Plan plan;

  RangeTestStage(Laboratory lab, Plan plan) {
    this.lab = lab;
    this.plan = plan;
  }

  /**
   * The test at some values, which costs nothing where it was made before.
   *
   * @param label what is tried, in words
   */
  RangeTrial test(String label, Prescription values) {
    return lab.rangeTest(label, ramp(values), values);
  }

  /** The ramp of the test at some values. */
  RangeTest ramp(Prescription values) {
    return RangeTest.exponential(
        START,
        RangeTest.defaultEnd(values.optimizer()),
        plan.rangeTestIterations(values.examplesPerUpdate()));
  }

  /** The examples that a test at some values takes at most; 0 if it was made already. */
  double cost(Prescription values) {
    return lab.costOf(ramp(values), values);
  }

  /** The plain answer: the given values at the rate that the test gives. */
  Prescription run(Story story, Prescription values, BadStart badStart) {
    RangeTrial test = test("range test", values);
    story.tested(test);
    RangeCurve curve = test.curve();
    MaximumRate maximum =
        MaximumRate.of(curve)
            .orElseThrow(
                () ->
                    new TuningException(
                        "The range test gives no learning rate. "
                            + MaximumRate.refusals(curve)
                            + " "
                            + badStart.cause(),
                        curve,
                        null));
    Prescription plain = values.withLearningRateMax(maximum.learningRate());
    story.decide(
        "maximum learning rate", figure(plain.learningRateMax()), reason(maximum.rule(), curve));
    story.decide(
        "minimum learning rate",
        figure(plain.learningRateMin()),
        "A tenth of the maximum, the upper end of Smith's max/10 to max/20 for a 1cycle run.");
    return plain;
  }

  private static String reason(Rule rule, RangeCurve curve) {
    return say(
        "Rule '%s' on a range test of %d iterations from %.3g to %.3g, which ended because %s.",
        rule.label(),
        curve.size(),
        START,
        curve.learningRate()[curve.size() - 1],
        switch (curve.end()) {
          case COMPLETED -> "the range was done";
          case DIVERGED -> "the smoothed loss had risen to 4 times its best";
          case NOT_FINITE -> "the loss was no longer finite";
        });
  }
}
