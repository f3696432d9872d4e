package dev.temper.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.search.Discipline;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a range test found before a search, as its study keeps it among its settings: whoever goes
 * on with the search does not test again.
 *
 * @param rule by which it was read
 * @param learningRate what it says
 * @param low the lowest rate that is searched
 * @param high the highest
 * @param iterations updates of the test
 */
record KeptRangeTest(String rule, double learningRate, double low, double high, int iterations) {

  private static final String RULE = "range-test.rule";
  private static final String LEARNING_RATE = "range-test.learning_rate";
  private static final String LOW = "range-test.low";
  private static final String HIGH = "range-test.high";
  private static final String ITERATIONS = "range-test.iterations";

  static KeptRangeTest of(Discipline discipline) {
    return new KeptRangeTest(
        discipline.maximum().rule().label(),
        discipline.maximum().learningRate(),
        discipline.low(),
        discipline.high(),
        discipline.curve().size());
  }

  /** What settings keep of it; empty where there was none. */
  static Optional<KeptRangeTest> of(Map<String, String> settings) {
    return Optional.ofNullable(settings.get(RULE))
        .map(
            rule ->
                new KeptRangeTest(
                    rule,
                    number(settings, LEARNING_RATE),
                    number(settings, LOW),
                    number(settings, HIGH),
                    (int) number(settings, ITERATIONS)));
  }

  private static double number(Map<String, String> settings, String name) {
    return Double.parseDouble(settings.getOrDefault(name, "NaN"));
  }

  Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(RULE, rule);
    settings.put(LEARNING_RATE, Double.toString(learningRate));
    settings.put(LOW, Double.toString(low));
    settings.put(HIGH, Double.toString(high));
    settings.put(ITERATIONS, Integer.toString(iterations));
    return settings;
  }

  void put(ObjectNode node) {
    node.put("rule", rule)
        .put("learning_rate", learningRate)
        .put("low", low)
        .put("high", high)
        .put("iterations", iterations);
  }

  /** What it meant for the search, in words. */
  String words() {
    return Text.of(
        "Before the first trial a range test of %d iterations gave the rate %s by the rule '%s'. It"
            + " was tried first, is taken for the most likely one, and rates from %s to %s were"
            + " searched.",
        iterations, Text.number(learningRate), rule, Text.number(low), Text.number(high));
  }
}
