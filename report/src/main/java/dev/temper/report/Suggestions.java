package dev.temper.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.rangetest.Bounds;
import dev.temper.rangetest.Consensus;
import dev.temper.rangetest.RangeCurve;
import dev.temper.rangetest.RepeatedRangeTest;
import dev.temper.rangetest.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What the rules make of a range test with one or several seeds, as JSON and as sections of a page.
 */
final class Suggestions {

  private Suggestions() {}

  /** The answers of all rules, the default first: a rate, with several seeds its interval too. */
  static ArrayNode json(RepeatedRangeTest test) {
    ArrayNode array = Json.MAPPER.createArrayNode();
    test.suggestions()
        .forEach(
            (rule, answer) -> {
              ObjectNode one = array.addObject().put("rule", rule.label());
              if (answer.suggestion() instanceof Suggestion.Refused refused) {
                one.put("refused", refused.reason());
              } else {
                one.put("learning_rate", answer.suggestion().orElseThrow());
              }
              if (answer.seeds().size() > 1) {
                putSeeds(one, answer);
              }
            });
    return array;
  }

  private static void putSeeds(ObjectNode one, Consensus answer) {
    if (answer.suggestion().rate().isPresent()) {
      one.put("low", answer.low()).put("high", answer.high());
    }
    ArrayNode seeds = one.putArray("seeds");
    for (Suggestion seed : answer.seeds()) {
      if (seed.rate().isPresent()) {
        seeds.add(seed.orElseThrow());
      } else {
        seeds.addNull();
      }
    }
  }

  /** Puts the bounds that follow from the default rule; nothing where it refuses. */
  static void putBounds(ObjectNode root, RepeatedRangeTest test) {
    defaultRate(test)
        .ifPresent(
            max -> {
              ObjectNode bounds = root.putObject("bounds");
              putBounds(bounds, "cyclical", Bounds.cyclical(max));
              putBounds(bounds, "one_cycle", Bounds.oneCycle(max));
              putBounds(bounds, "super_convergence", Bounds.superConvergence(max));
            });
  }

  private static void putBounds(ObjectNode node, String use, Bounds bounds) {
    node.putObject(use)
        .put("learning_rate_min", bounds.min())
        .put("learning_rate_max", bounds.max());
  }

  private static OptionalDouble defaultRate(RepeatedRangeTest test) {
    return test.suggestions().values().iterator().next().suggestion().rate();
  }

  /** Puts what was run and how it ended; the last two of the first seed. */
  static void putTest(ObjectNode root, RepeatedRangeTest test) {
    RangeCurve curve = test.first();
    root.putObject("test")
        .put("ramp", curve.test().ramp().name().toLowerCase(Locale.ROOT))
        .put("start", curve.test().start())
        .put("end", curve.test().end())
        .put("planned_iterations", curve.test().iterations())
        .put("iterations", curve.size())
        .put("ended", ended(curve));
  }

  /** Why a test ended, as one word. */
  static String ended(RangeCurve curve) {
    return curve.end().name().toLowerCase(Locale.ROOT);
  }

  /** The answers as rows of a table: rule, rate, with several seeds the interval, reason. */
  static List<List<String>> rows(RepeatedRangeTest test) {
    boolean several = test.curves().size() > 1;
    List<List<String>> rows = new ArrayList<>();
    test.suggestions()
        .forEach(
            (rule, answer) -> {
              List<String> row = new ArrayList<>();
              row.add(rule.label());
              row.add(rate(answer));
              if (several) {
                row.add(interval(answer));
              }
              row.add(reason(answer));
              rows.add(row);
            });
    return rows;
  }

  /** Why there is no rate, or how many of the seeds gave none. */
  private static String reason(Consensus answer) {
    if (answer.suggestion() instanceof Suggestion.Refused refused) {
      return refused.reason();
    }
    long refusals = answer.seeds().stream().filter(Suggestion.Refused.class::isInstance).count();
    return refusals == 0 ? "" : Text.of("%d of %d seeds refused", refusals, answer.seeds().size());
  }

  /** A rate, or that there is none. */
  static String rate(Consensus answer) {
    OptionalDouble rate = answer.suggestion().rate();
    return rate.isPresent() ? Text.number(rate.getAsDouble()) : "refused";
  }

  /** From the lowest to the highest answer of a seed; empty after a refusal. */
  static String interval(Consensus answer) {
    return answer.suggestion().rate().isPresent()
        ? Text.number(answer.low()) + " to " + Text.number(answer.high())
        : "";
  }

  /** Adds the table of all rules and the bounds that follow from the default one. */
  static void section(HtmlPage page, RepeatedRangeTest test) {
    boolean several = test.curves().size() > 1;
    page.heading("What the rules make of it");
    if (several) {
      page.paragraph(
          Text.of(
              "The rate is the median over %d seeds, of those that have an answer; beside it the"
                  + " lowest and the highest.",
              test.curves().size()));
    }
    page.table(
        several
            ? List.of("rule", "learning rate", "interval", "why not")
            : List.of("rule", "learning rate", "why not"),
        rows(test));
    defaultRate(test).ifPresent(max -> boundsOf(page, max));
  }

  private static void boundsOf(HtmlPage page, double max) {
    page.heading("Bounds that follow from the first rule");
    page.table(
        List.of("use", "from", "to"),
        List.of(
            row("cyclical rates", Bounds.cyclical(max)),
            row("one cycle", Bounds.oneCycle(max)),
            row("super-convergence", Bounds.superConvergence(max))));
  }

  private static List<String> row(String use, Bounds bounds) {
    return List.of(use, Text.number(bounds.min()), Text.number(bounds.max()));
  }
}
