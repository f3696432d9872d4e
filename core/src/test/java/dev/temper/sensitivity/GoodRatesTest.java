package dev.temper.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How rates are read. */
class GoodRatesTest {

  private static final double DIVERGED = Double.POSITIVE_INFINITY;

  /** Outcomes at the rates 1, 2, 3 and so on with the given losses of their seeds. */
  private static List<RateOutcome> rates(double[]... losses) {
    List<RateOutcome> rates = new ArrayList<>();
    for (double[] loss : losses) {
      double rate = rates.size() + 1.0;
      List<Trial> trials = new ArrayList<>();
      for (double value : loss) {
        trials.add(new Trial(rate, trials.size(), 10, value, Math.exp(-value), ""));
      }
      rates.add(new RateOutcome(rate, trials));
    }
    return rates;
  }

  private static double[] seeds(double... losses) {
    return losses;
  }

  private static GoodRates.Interval interval(List<RateOutcome> rates) {
    assertThat(GoodRates.read(rates)).isInstanceOf(GoodRates.Interval.class);
    return (GoodRates.Interval) GoodRates.read(rates);
  }

  @Test
  void holdsAtLeastWhatIsWithinAQuarterOfTheBest() {
    GoodRates.Interval good =
        interval(rates(seeds(2), seeds(1.24), seeds(1), seeds(1.25), seeds(1.26), seeds(1)));

    assertThat(good.from()).isEqualTo(2);
    assertThat(good.to()).isEqualTo(4);
    assertThat(good.threshold()).isEqualTo(1.25);
  }

  @Test
  void holdsWhatTheSeedsAtTheBestRateCannotTellApart() {
    GoodRates.Interval good =
        interval(
            rates(seeds(2, 2, 2), seeds(1.3, 1.4, 1.5), seeds(0.9, 1, 1.4), seeds(1.6, 1.6, 1.6)));

    assertThat(good.from()).isEqualTo(2);
    assertThat(good.to()).isEqualTo(3);
    assertThat(good.threshold()).isEqualTo(1.4);
  }

  @Test
  void aDivergedSeedDoesNotWidenTheThreshold() {
    GoodRates.Interval good =
        interval(rates(seeds(3, 3, 3), seeds(1, 1, DIVERGED), seeds(2, 2, 2)));

    assertThat(good.from()).isEqualTo(2);
    assertThat(good.to()).isEqualTo(2);
  }

  @Test
  void saysWhereItReachesTheEndsOfTheGrid() {
    assertThat(interval(rates(seeds(1.05), seeds(1), seeds(2))).reachesLowEnd()).isTrue();
    assertThat(interval(rates(seeds(2), seeds(1), seeds(1.05))).reachesHighEnd()).isTrue();
  }

  @Test
  void theFirstOfEqualRatesIsTheBest() {
    assertThat(GoodRates.best(rates(seeds(2), seeds(1), seeds(1)))).isEqualTo(1);
  }

  @Test
  void medianCountsADivergedTrialAsInfinite() {
    List<RateOutcome> rates =
        rates(seeds(1, DIVERGED, 3), seeds(1, DIVERGED, DIVERGED), seeds(1, 2), seeds(2, DIVERGED));

    assertThat(rates.get(0).medianLoss()).isEqualTo(3);
    assertThat(rates.get(1).medianLoss()).isInfinite();
    assertThat(rates.get(2).medianLoss()).isEqualTo(1.5);
    assertThat(rates.get(3).medianLoss()).isInfinite();
    assertThat(rates.get(0).lowestLoss()).isEqualTo(1);
    assertThat(rates.get(0).highestLoss()).isEqualTo(3);
  }
}
