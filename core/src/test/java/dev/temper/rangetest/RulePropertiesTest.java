package dev.temper.rangetest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.temper.rangetest.RangeCurve.End;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** What holds for every rule on whatever curve. */
class RulePropertiesTest {

  private static final int CURVES = 600;

  @Test
  void everyAnswerIsARateInsideTheRecordedRangeOrARefusalWithAReason() {
    int rates = 0;
    int refusals = 0;
    for (int seed = 0; seed < CURVES; seed++) {
      RangeCurve curve = random(seed);
      double[] rate = curve.learningRate();
      for (Map.Entry<Rule, Suggestion> answer : curve.suggestions().entrySet()) {
        if (answer.getValue() instanceof Suggestion.Rate accepted) {
          rates++;
          assertThat(accepted.learningRate())
              .as("%s, seed %d", answer.getKey(), seed)
              .isBetween(rate[0], rate[rate.length - 1]);
        } else if (answer.getValue() instanceof Suggestion.Refused refused) {
          refusals++;
          assertThat(refused.reason()).as("%s, seed %d", answer.getKey(), seed).isNotBlank();
        }
      }
    }
    // Both kinds occur often enough for the assertions above to mean something.
    assertThat(rates).isGreaterThan(CURVES);
    assertThat(refusals).isGreaterThan(CURVES);
  }

  @Test
  void everyRateIsAboveZero() {
    for (int seed = 0; seed < CURVES; seed++) {
      for (Map.Entry<Rule, Suggestion> answer : random(seed).suggestions().entrySet()) {
        answer
            .getValue()
            .rate()
            .ifPresent(rate -> assertThat(rate).as("%s", answer.getKey()).isPositive());
      }
    }
  }

  @Test
  void theSameCurveAlwaysGetsTheSameAnswers() {
    for (int seed = 0; seed < CURVES; seed++) {
      assertThat(random(seed).suggestions()).isEqualTo(random(seed).suggestions());
    }
  }

  @Test
  void theScaleOfTheLossDoesNotMatterToTheRulesWithoutAThreshold() {
    for (int seed = 0; seed < CURVES; seed++) {
      RangeCurve curve = random(seed);
      // A power of two scales without rounding.
      double[] scaled = Curves.series(curve.size(), scaledBy(4, curve.trainLoss()));
      double[] validation = Curves.series(curve.size(), scaledBy(4, curve.validationLoss()));
      RangeCurve other =
          RangeCurve.recorded(
              curve.test(),
              curve.learningRate(),
              scaled,
              validation,
              curve.validationAccuracy(),
              curve.end());
      for (Rule rule :
          new Rule[] {Rule.TEMPER, Rule.MINIMUM, Rule.SMITH, Rule.VALLEY, Rule.STEEPEST}) {
        assertThat(other.suggest(rule).rate())
            .as("%s, seed %d", rule, seed)
            .isEqualTo(curve.suggest(rule).rate());
      }
    }
  }

  private static IntToDoubleFunction scaledBy(double factor, double[] values) {
    return i -> factor * values[i];
  }

  /** Any length, ramp, shape, noise, early spike, NaN tail and set of evaluations. */
  private static RangeCurve random(int seed) {
    Random random = new Random(seed);
    int planned = 2 + random.nextInt(150);
    double start = random.nextInt(5) == 0 ? 0 : Math.pow(10, -9 + 6 * random.nextDouble());
    RangeTest test =
        start == 0 || random.nextBoolean()
            ? RangeTest.linear(start, 0.1 + random.nextDouble(), planned)
            : RangeTest.exponential(start, 0.1 + 10 * random.nextDouble(), planned);
    if (random.nextBoolean()) {
      test = test.withSmoothing(random.nextDouble());
    }
    int points = random.nextInt(3) == 0 ? 1 + random.nextInt(planned) : planned;
    int notFinite = random.nextInt(4) == 0 ? random.nextInt(points) : points;
    int spike = random.nextInt(3) == 0 ? random.nextInt(points) : -1;
    double valley = planned * random.nextDouble();
    double depth = 3 * random.nextDouble();
    double noise = random.nextInt(3) == 0 ? 0 : 0.3 * random.nextDouble();
    int every = 1 + random.nextInt(6);
    boolean classes = random.nextBoolean();

    double[] loss = new double[points];
    double[] validationLoss = new double[points];
    double[] accuracy = new double[points];
    for (int i = 0; i < points; i++) {
      double x = (i - valley) / planned;
      double clean = 2.3 + (i < valley ? -depth * i / (valley + 1) : -depth + 20 * x * x);
      loss[i] = i >= notFinite ? Double.NaN : clean + noise * random.nextGaussian();
      loss[i] += i == spike ? 30 : 0;
      boolean evaluated = i % every == every - 1;
      validationLoss[i] = evaluated ? clean + noise * random.nextGaussian() : Double.NaN;
      accuracy[i] =
          evaluated && classes ? Math.exp(-Math.abs(x)) * random.nextDouble() : Double.NaN;
    }
    End end = notFinite < points ? End.NOT_FINITE : points < planned ? End.DIVERGED : End.COMPLETED;
    return RangeCurve.recorded(
        test, Curves.series(points, test::learningRate), loss, validationLoss, accuracy, end);
  }
}
