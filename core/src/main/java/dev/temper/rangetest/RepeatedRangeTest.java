package dev.temper.rangetest;

import dev.temper.statistics.Median;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Several curves of the same range test, one a seed: what they say together, and how far they
 * agree.
 *
 * <p>Immutable. {@link RangeTestGrid} runs one.
 */
public final class RepeatedRangeTest {

  private final List<RangeCurve> curves;

  private RepeatedRangeTest(List<RangeCurve> curves) {
    this.curves = List.copyOf(curves);
  }

  /**
   * The curves of several seeds.
   *
   * @param curves in the order of the seeds; 1 or more
   * @throws IllegalArgumentException if there is none
   */
  public static RepeatedRangeTest of(List<RangeCurve> curves) {
    if (curves.isEmpty()) {
      throw new IllegalArgumentException(
          "The curves (0) of a repeated range test must be 1 or more.");
    }
    return new RepeatedRangeTest(curves);
  }

  /** The curves in the order of the seeds; 1 or more. */
  public List<RangeCurve> curves() {
    return curves;
  }

  /** The curve of the first seed. */
  public RangeCurve first() {
    return curves.get(0);
  }

  /**
   * What a rule makes of all seeds.
   *
   * @return the median and the interval; a refusal where more than half of the seeds refuse or they
   *     disagree by more than 10 times
   */
  public Consensus suggest(Rule rule) {
    return Consensus.of(curves.stream().map(curve -> curve.suggest(rule)).toList());
  }

  /** The answers of all rules, the {@linkplain Rule#DEFAULT default} first. */
  public Map<Rule, Consensus> suggestions() {
    Map<Rule, Consensus> answers = new LinkedHashMap<>();
    first().suggestions().keySet().forEach(rule -> answers.put(rule, suggest(rule)));
    return answers;
  }

  /** How low the validation loss comes; empty if a seed has no finite one. */
  public Optional<LowestLoss> lowestValidationLoss() {
    double[] losses = new double[curves.size()];
    double[] rates = new double[curves.size()];
    for (int seed = 0; seed < curves.size(); seed++) {
      double[] loss = curves.get(seed).validationLoss();
      losses[seed] = Double.POSITIVE_INFINITY;
      for (int i = 0; i < loss.length; i++) {
        if (loss[i] < losses[seed]) {
          losses[seed] = loss[i];
          rates[seed] = curves.get(seed).learningRate()[i];
        }
      }
      if (!Double.isFinite(losses[seed])) {
        return Optional.empty();
      }
    }
    Arrays.sort(losses);
    return Optional.of(
        new LowestLoss(
            Median.of(losses), losses[0], losses[losses.length - 1], Median.geometric(rates)));
  }

  /**
   * The largest rate at which the validation loss is still at most the given one: the median over
   * the seeds, of which one that is never so low counts as 0.
   */
  public double largestRateHolding(double loss) {
    double[] rates = new double[curves.size()];
    for (int seed = 0; seed < rates.length; seed++) {
      double[] measured = curves.get(seed).validationLoss();
      for (int i = 0; i < measured.length; i++) {
        if (measured[i] <= loss) {
          rates[seed] = curves.get(seed).learningRate()[i];
        }
      }
    }
    return Median.geometric(rates);
  }

  /** Whether all seeds went through the same rates, as far as each of them went. */
  public boolean sharesRates() {
    double[] longest = longest().learningRate();
    return curves.stream()
        .map(RangeCurve::learningRate)
        .allMatch(rates -> Arrays.equals(rates, Arrays.copyOf(longest, rates.length)));
  }

  /** The curve with the most points, the first of equals. */
  public RangeCurve longest() {
    return curves.stream().reduce((a, b) -> b.size() > a.size() ? b : a).orElseThrow();
  }

  /**
   * Point by point the median of the seeds' smoothed training loss, as long as {@link #longest}; a
   * seed whose test has ended, and one whose loss is NaN, count as worse than any other. Has a
   * meaning where the seeds {@link #sharesRates() share their rates}.
   */
  public double[] medianSmoothedLoss() {
    return pointwise(
        curve ->
            Arrays.stream(curve.smoothedLoss())
                .map(loss -> Double.isNaN(loss) ? Double.POSITIVE_INFINITY : loss)
                .toArray());
  }

  /** The same of the validation loss; NaN where a seed did not measure it. */
  public double[] medianValidationLoss() {
    return pointwise(RangeCurve::validationLoss);
  }

  private double[] pointwise(Function<RangeCurve, double[]> column) {
    List<double[]> columns = curves.stream().map(column).toList();
    double[] medians = new double[longest().size()];
    for (int i = 0; i < medians.length; i++) {
      int point = i;
      double[] values =
          columns.stream()
              .mapToDouble(v -> point < v.length ? v[point] : Double.POSITIVE_INFINITY)
              .toArray();
      medians[i] = Median.of(values);
    }
    return medians;
  }
}
