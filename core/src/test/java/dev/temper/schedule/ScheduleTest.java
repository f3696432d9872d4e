package dev.temper.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  private static final long[] ITERATIONS = {Long.MIN_VALUE, -1, 0, 1, 17, Long.MAX_VALUE};

  @Test
  void aFixedScheduleGivesTheSameValuesAtEveryIteration() {
    HyperParameters values = new HyperParameters(0.1, 0.9, 1e-4);

    assertThat(LongStream.of(ITERATIONS).mapToObj(Schedule.fixed(values)::at))
        .containsOnly(values)
        .hasSize(ITERATIONS.length);
  }

  @Test
  void threeCurvesSideBySideKeepTheirPlaces() {
    Schedule schedule =
        Schedule.of(Curve.linear(1, 2, 10), Curve.linear(0.5, 0.6, 10), Curve.linear(3, 4, 10));

    assertThat(schedule.at(0)).isEqualTo(new HyperParameters(1, 0.5, 3));
    assertThat(schedule.at(5)).isEqualTo(new HyperParameters(1.5, 0.55, 3.5));
    assertThat(schedule.at(10)).isEqualTo(new HyperParameters(2, 0.6, 4));
  }

  @Test
  void anotherMomentumLeavesTheRateAndTheWeightDecay() {
    Schedule schedule =
        OneCycle.smith(100, 1).withWeightDecay(1e-3).withMomentum(Curve.constant(0.7));

    assertThat(schedule.at(45)).isEqualTo(new HyperParameters(1, 0.7, 1e-3));
  }

  @Test
  void anotherWeightDecayLeavesTheRateAndTheMomentum() {
    Schedule schedule = OneCycle.smith(100, 1).withWeightDecay(Curve.linear(0, 0.2, 90));

    assertThat(schedule.at(0)).isEqualTo(new HyperParameters(0.1, 0.95, 0));
    assertThat(schedule.at(45)).isEqualTo(new HyperParameters(1, 0.85, 0.1));
  }
}
