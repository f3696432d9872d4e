package dev.temper.rangetest;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which weight decay and momentum are the best by their range tests: those that reach the lowest
 * validation loss, and hold it up to the largest rates (Smith 2018, section 4.4).
 */
final class SmithsCriterion {

  /** Validation losses that differ by a smaller share than this are never told apart. */
  private static final double LEAST_DIFFERENCE = 0.01;

  private record Candidate(Overlay.Test test, LowestLoss lowest, double held) {}

  private SmithsCriterion() {}

  /** The best of the tests; empty where none has a validation loss. */
  static Optional<Overlay.Best> choose(List<Overlay.Test> tests) {
    Optional<LowestLoss> least =
        tests.stream()
            .flatMap(test -> test.seeds().lowestValidationLoss().stream())
            .min(Comparator.comparingDouble(LowestLoss::loss));
    if (least.isEmpty()) {
      return Optional.empty();
    }
    LowestLoss lowest = least.get();
    double limit =
        Math.max(lowest.high(), lowest.loss() + LEAST_DIFFERENCE * Math.abs(lowest.loss()));
    List<Candidate> candidates =
        tests.stream()
            .flatMap(
                test ->
                    test.seeds().lowestValidationLoss().stream()
                        .map(loss -> candidate(test, loss, limit)))
            .toList();
    List<Candidate> equals =
        candidates.stream()
            .filter(candidate -> candidate.lowest().loss() <= limit)
            .sorted(
                Comparator.comparingDouble(Candidate::held)
                    .thenComparingDouble(candidate -> candidate.test().point().weightDecay())
                    .thenComparingDouble(candidate -> candidate.test().point().momentum())
                    .reversed())
            .toList();
    Candidate best = equals.get(0);
    String reason =
        equals.size() == 1
            ? alone(best, candidates)
            : among(equals, limit, best.test().seeds().curves().size());
    return Optional.of(new Overlay.Best(best.test(), best.lowest(), reason));
  }

  private static Candidate candidate(Overlay.Test test, LowestLoss lowest, double limit) {
    return new Candidate(test, lowest, test.seeds().largestRateHolding(limit));
  }

  private static String alone(Candidate best, List<Candidate> candidates) {
    String sentence =
        say(
            "Its validation loss comes lowest, to %s, at a rate of %.3g.",
            figures(best.lowest()), best.lowest().learningRate());
    return candidates.stream()
        .filter(candidate -> !candidate.equals(best))
        .min(Comparator.comparingDouble(candidate -> candidate.lowest().loss()))
        .map(
            second ->
                say(
                    "%s Next is %s with %s.",
                    sentence, name(second.test().point()), figures(second.lowest())))
        .orElse(sentence);
  }

  private static String among(List<Candidate> equals, double limit, int seeds) {
    Candidate best = equals.get(0);
    Candidate second = equals.get(1);
    String tie =
        say(
            "%d of the tests come equally low%s, to a validation loss of at most %.4g.",
            equals.size(), seeds == 1 ? "" : " within the spread of the seeds", limit);
    return best.held() > second.held()
        ? say(
            "%s This one holds it up to the largest rate, %.3g; next is %s, up to %.3g.",
            tie, best.held(), name(second.test().point()), second.held())
        : say(
            "%s This one and %s hold it up to the same rate, %.3g; the larger value is taken.",
            tie, name(second.test().point()), best.held());
  }

  private static String figures(LowestLoss lowest) {
    return lowest.low() == lowest.high()
        ? say("%.4g", lowest.loss())
        : say("%.4g (%.4g to %.4g over the seeds)", lowest.loss(), lowest.low(), lowest.high());
  }

  private static String name(GridPoint point) {
    return say(
        "weight decay %s at momentum %s", plain(point.weightDecay()), plain(point.momentum()));
  }

  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  private static String say(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
