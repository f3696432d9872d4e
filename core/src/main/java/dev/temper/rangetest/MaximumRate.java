package dev.temper.rangetest;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The highest rate to train with, read off a range test: by the default rule, or where that refuses
 * by the first other one that gives a maximum.
 *
 * @param rule that gave it
 * @param learningRate inside the recorded range
 */
public record MaximumRate(Rule rule, double learningRate) {

  /** The rules that are asked, in their order. */
  private static final List<Rule> RULES = List.of(Rule.DEFAULT, Rule.SMITH, Rule.STEEPEST);

  /** The rate of a test; empty where all rules refuse. */
  public static Optional<MaximumRate> of(RangeCurve curve) {
    for (Rule rule : RULES) {
      if (curve.suggest(rule) instanceof Suggestion.Rate rate) {
        return Optional.of(new MaximumRate(rule, rate.learningRate()));
      }
    }
    return Optional.empty();
  }

  /** The reasons of all rules that refuse. */
  public static String refusals(RangeCurve curve) {
    return RULES.stream()
        .map(curve::suggest)
        .filter(Suggestion.Refused.class::isInstance)
        .map(refused -> ((Suggestion.Refused) refused).reason())
        .distinct()
        .collect(Collectors.joining(" "));
  }
}
