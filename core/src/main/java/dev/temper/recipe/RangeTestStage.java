package dev.temper.recipe;

import static dev.temper.recipe.Figures.figure;
import static dev.temper.recipe.Figures.say;

import dev.temper.rangetest.RangeCurve;
import dev.temper.rangetest.RangeTest;
import dev.temper.rangetest.Rule;
import dev.temper.rangetest.Suggestion;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads the maximum rate off a range test (Smith 2017, section 3.3). */
final class RangeTestStage {

  /** The rules that are asked for a maximum, in their order. */
  private static final List<Rule> RULES = List.of(Rule.DEFAULT, Rule.SMITH, Rule.STEEPEST);

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

  /** The default rule, or where it refuses the first other one that gives a maximum. */
  static Optional<Rule> ruleThatAnswers(RangeCurve curve) {
    return RULES.stream()
        .filter(rule -> curve.suggest(rule) instanceof Suggestion.Rate)
        .findFirst();
  }

  /** The reasons of all rules that were asked. */
  static String refusals(RangeCurve curve) {
    return RULES.stream()
        .map(curve::suggest)
        .filter(Suggestion.Refused.class::isInstance)
        .map(refused -> ((Suggestion.Refused) refused).reason())
        .distinct()
        .collect(Collectors.joining(" "));
  }

  /** The plain answer: the given values at the rate that the test gives. */
  Prescription run(Story story, Prescription values, BadStart badStart) {
    RangeTrial test = test("range test", values);
    story.tested(test);
    RangeCurve curve = test.curve();
    Rule rule =
        ruleThatAnswers(curve)
            .orElseThrow(
                () ->
                    new TuningException(
                        "The range test gives no learning rate. "
                            + refusals(curve)
                            + " "
                            + badStart.cause(),
                        curve,
                        null));
    Prescription plain = values.withLearningRateMax(curve.suggest(rule).orElseThrow());
    story.decide("maximum learning rate", figure(plain.learningRateMax()), reason(rule, curve));
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
