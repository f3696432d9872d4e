package dev.temper.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every curve, whatever its settings. */
class CurvePropertiesTest {

  /** Relative; allows for rounding in a handful of operations. */
  private static final double ROUNDING = 1e-12;

  private static final List<Long> EDGES =
      List.of(Long.MIN_VALUE, -1000L, -1L, 0L, 1L, 10_000L, 1L << 40, Long.MAX_VALUE);

  /**
   * A curve and what is known of it.
   *
   * @param curve any
   * @param lowest no value lies below
   * @param highest no value lies above
   * @param end from this iteration on it is constant; -1 for one that never is
   */
  private record Known(Curve curve, double lowest, double highest, long end) {

    @Override
    public String toString() {
      return curve.toString();
    }
  }

  static List<Known> curves() {
    List<Known> all = new ArrayList<>();
    all.add(new Known(Curve.constant(0.3), 0.3, 0.3, 0));
    all.add(new Known(Curve.linear(0.1, 0.001, 60), 0.001, 0.1, 60));
    all.add(new Known(Curve.linear(0.1, 0.7, 1), 0.1, 0.7, 1));
    all.add(new Known(Curve.exponential(0.1, 0.9), 0, 0.1, -1));
    all.add(new Known(Curve.exponential(0.1, 2), 0.1, Double.MAX_VALUE, -1));
    all.add(new Known(Curve.exponential(0, 2), 0, 0, 0));
    all.add(new Known(Curve.timeBased(0.1, 0.01), 0, 0.1, -1));
    all.add(new Known(Curve.timeBased(0.1, 1e300), 0, 0.1, -1));
    all.add(new Known(Curve.timeBased(0.1, 0), 0.1, 0.1, 0));
    all.add(new Known(Curve.step(0.1, 7, 0.5), 0, 0.1, -1));
    all.add(new Known(Curve.multistep(0.1, List.of(3L, 9L, 9L), 0.5), 0.0125, 0.1, 9));
    all.add(new Known(Curve.multistep(0.1, List.of(), 0.5), 0.1, 0.1, 0));
    all.add(new Known(Curve.polynomial(0.1, 0.01, 60, 2), 0.01, 0.1, 60));
    all.add(new Known(Curve.polynomial(0.1, 0, 1, 0.5), 0, 0.1, 1));
    all.add(new Known(Curve.cosine(0.1, 0.01, 60), 0.01, 0.1, 60));
    all.add(new Known(Curve.cosine(0.1, 0, 1), 0, 0.1, 1));
    all.add(new Known(Curve.cosineWarmRestarts(0.1, 0.01, 10, 2), 0.01, 0.1, -1));
    all.add(new Known(Curve.cosineWarmRestarts(0.1, 0, 7, 1), 0, 0.1, -1));
    all.add(new Known(Curve.cosineWarmRestarts(0.1, 0, 1, Long.MAX_VALUE), 0, 0.1, -1));
    all.add(new Known(Curve.triangular(0.01, 0.1, 10, 20), 0.01, 0.1, -1));
    all.add(new Known(Curve.triangular(0.95, 0.85, 10, 20), 0.85, 0.95, -1));
    all.add(new Known(Curve.triangular2(0.01, 0.1, 1, 1), 0.01, 0.1, -1));
    all.add(new Known(Curve.expRange(0.01, 0.1, 10, 5, 0.99), 0.01, 0.1, -1));
    all.add(new Known(Curve.warmUpStableDecay(0.1, 10, 20, 30, 0.01), 0.01, 0.1, 59));
    all.add(new Known(Curve.warmUpStableDecay(0.1, 0, 0, 1, 0), 0, 0.1, 1));
    all.add(new Known(Curve.plateau(0.1), 0.1, 0.1, 0));
    all.add(
        new Known(Curve.plateau(0.1).withPatience(0).measured(5, 1).measured(6, 2), 0.01, 0.1, 7));
    all.add(new Known(Curve.cosine(0.1, 0.01, 60).warmedUp(20, 0.5), 0.01, 0.1, 80));
    all.add(new Known(Curve.cosine(0.1, 0.01, 60).warmedUp(0, 0.5), 0.01, 0.1, 60));
    all.add(new Known(Curve.cosine(0.1, 0.01, 60).then(30, Curve.constant(1)), 0.05, 1, 30));
    all.add(new Known(Curve.constant(2).then(0, Curve.constant(1)), 1, 1, 0));
    all.add(new Known(Curve.cosine(0.1, 0.01, 60).opposite(0.85, 0.95, 61), 0.85, 0.95, 60));
    all.add(new Known(Curve.cosine(0.1, 0.01, 60).scaled(10), 0.1, 1, 60));
    all.add(new Known(Curve.exponential(1, 2).scaled(10), 10, Double.MAX_VALUE, -1));
    return all;
  }

  @ParameterizedTest
  @MethodSource("curves")
  void staysWithinItsBoundsHoweverFarOneAsks(Known known) {
    List<Long> iterations = new ArrayList<>(EDGES);
    LongStream.range(0, 300).forEach(iterations::add);
    for (long iteration : iterations) {
      assertThat(known.curve().at(iteration))
          .as("at %d", iteration)
          .isFinite()
          .isBetween(known.lowest() * (1 - ROUNDING), known.highest());
    }
  }

  @ParameterizedTest
  @MethodSource("curves")
  void staysAtItsFirstValueBeforeItBegins(Known known) {
    double first = known.curve().at(0);
    for (long iteration : EDGES) {
      if (iteration < 0) {
        assertThat(known.curve().at(iteration)).as("at %d", iteration).isEqualTo(first);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("curves")
  void staysAtItsLastValueBeyondItsEnd(Known known) {
    if (known.end() >= 0) {
      double last = known.curve().at(known.end());
      for (long more : new long[] {1, 2, 50, 1L << 40}) {
        assertThat(known.curve().at(known.end() + more)).as("%d beyond", more).isEqualTo(last);
      }
      assertThat(known.curve().at(Long.MAX_VALUE)).isEqualTo(last);
    }
  }

  @ParameterizedTest
  @MethodSource("curves")
  void canBeAskedInAnyOrder(Known known) {
    List<Double> inOrder = LongStream.range(0, 200).mapToObj(it -> known.curve().at(it)).toList();
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      order.add(i);
    }
    Collections.shuffle(order, new Random(7));
    for (int i : order) {
      assertThat(known.curve().at(i)).as("at %d", i).isEqualTo(inOrder.get(i));
    }
  }

  @ParameterizedTest
  @MethodSource("curves")
  void behindAWarmUpEveryCurveIsItselfAndTheRiseMeetsIt(Known known) {
    Curve curve = known.curve();
    Curve warmed = curve.warmedUp(40, 0.25);

    assertThat(warmed.at(0)).isCloseTo(curve.at(0) / 4, within(ROUNDING));
    for (long it = 1; it <= 40; it++) {
      assertThat(warmed.at(it) - warmed.at(it - 1))
          .as("every step to %d is the same", it)
          .isCloseTo(curve.at(0) * 0.75 / 40, within(ROUNDING));
    }
    for (long it = 0; it < 100; it++) {
      assertThat(warmed.at(40 + it)).isEqualTo(curve.at(it));
    }
  }

  @ParameterizedTest
  @MethodSource("curves")
  void theOppositeSpansItsRangeExactlyAndMovesTheOtherWay(Known known) {
    Curve curve = known.curve();
    Curve opposite = curve.opposite(0.85, 0.95, 100);
    double[] values = LongStream.range(0, 100).mapToDouble(opposite::at).toArray();
    double[] rates = LongStream.range(0, 100).mapToDouble(curve::at).toArray();
    if (LongStream.range(0, 100).mapToDouble(curve::at).distinct().count() > 1) {
      assertThat(values).contains(0.85).contains(0.95);
    } else {
      assertThat(values).containsOnly(0.95);
    }
    for (int i = 1; i < 100; i++) {
      double change = (rates[i] - rates[i - 1]) * (values[i] - values[i - 1]);
      assertThat(change).as("at %d", i).isLessThanOrEqualTo(0);
    }
  }

  @ParameterizedTest
  @MethodSource("curves")
  void measurementsChangeNothingThatIsPast(Known known) {
    Curve told = known.curve();
    for (int i = 0; i < 30; i++) {
      told = told.measured(100, 1);
    }
    for (long it = 0; it <= 100; it++) {
      assertThat(told.at(it)).as("at %d", it).isEqualTo(known.curve().at(it));
    }
  }

  static List<Supplier<Curve>> refused() {
    Curve any = Curve.constant(1);
    return List.of(
        () -> Curve.constant(Double.NaN),
        () -> Curve.linear(Double.POSITIVE_INFINITY, 0, 1),
        () -> Curve.linear(0, Double.NaN, 1),
        () -> Curve.exponential(Double.NaN, 1),
        () -> Curve.timeBased(1, -0.1),
        () -> Curve.timeBased(1, Double.POSITIVE_INFINITY),
        () -> Curve.step(1, 0, 0.1),
        () -> Curve.step(1, 1, 0),
        () -> Curve.multistep(1, List.of(0L), 0.1),
        () -> Curve.multistep(1, List.of(1L), -0.1),
        () -> Curve.polynomial(1, 0, 0, 1),
        () -> Curve.polynomial(1, 0, 1, 0),
        () -> Curve.polynomial(1, 2, 1, 1),
        () -> Curve.cosine(1, 0, 0),
        () -> Curve.cosine(1, 1.1, 1),
        () -> Curve.cosineWarmRestarts(1, 0, 0, 1),
        () -> Curve.cosineWarmRestarts(1, 0, 1, 0),
        () -> Curve.triangular(0, 1, 0, 1),
        () -> Curve.triangular(0, 1, 1, 0),
        () -> Curve.triangular(0, 1, Long.MAX_VALUE, 1),
        () -> Curve.expRange(0, 1, 1, 1, 0),
        () -> Curve.expRange(0, 1, 1, 1, 1.01),
        () -> Curve.warmUpStableDecay(1, -1, 1, 1, 0),
        () -> Curve.warmUpStableDecay(1, 1, -1, 1, 0),
        () -> Curve.warmUpStableDecay(1, 1, 1, 0, 0),
        () -> any.warmedUp(-1, 0),
        () -> any.warmedUp(1, -0.1),
        () -> any.warmedUp(1, 1.1),
        () -> any.then(-1, any),
        () -> any.opposite(1, 0, 1),
        () -> any.opposite(0, 1, 0),
        () -> any.scaled(Double.NaN));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesSettingsOutsideTheirRangeWithTheValue(Supplier<Curve> curve) {
    assertThatIllegalArgumentException()
        .isThrownBy(curve::get)
        .withMessageMatching(".*\\(.+\\) must be .*");
  }
}
