package dev.temper.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.temper.schedule.OneCycle.Variant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every form of the 1cycle policy, whatever its settings. */
class OneCyclePropertiesTest {

  /** Relative; allows for rounding in a handful of operations. */
  private static final double ROUNDING = 1e-12;

  private static final double[] MAXIMA = {1e-5, 0.4, 3, 10};

  private static List<OneCycle> cycles(long iterations) {
    List<OneCycle> cycles = new ArrayList<>();
    for (double max : MAXIMA) {
      for (Variant variant : Variant.values()) {
        OneCycle standard = variant.of(iterations, max);
        cycles.add(standard);
        cycles.add(
            standard
                .withMinLearningRate(max / 20)
                .withMomentum(0.99, 0)
                .withWeightDecay(max / 1000));
        cycles.add(standard.withMinLearningRate(max).withMomentum(0.9, 0.9));
      }
      SmithOneCycle smith = OneCycle.smith(iterations, max);
      cycles.add(smith.withTail(0.02, 1));
      cycles.add(smith.withTail(0.3, 1e-4));
      CaffeOneCycle caffe = OneCycle.caffe(iterations, max);
      cycles.add(caffe.withPeakShare(0.1));
      cycles.add(caffe.withPeakShare(0.48));
      PyTorchOneCycle pytorch = OneCycle.pytorch(iterations, max);
      cycles.add(pytorch.withPhases(0.45, Interpolation.LINEAR, false));
      if (iterations > 2) {
        cycles.add(pytorch.withPhases(0.45, Interpolation.LINEAR, true));
        cycles.add(pytorch.withPhases(0.5, Interpolation.COSINE, true));
      }
      cycles.add(pytorch.withFinalLearningRate(max / 3));
      cycles.add(OneCycle.fastai(iterations, max).withPeakShare(0.6));
    }
    return cycles;
  }

  @ParameterizedTest
  @ValueSource(longs = {10, 101, 1000})
  void staysAtItsFirstValuesBeforeItBegins(long iterations) {
    for (OneCycle cycle : cycles(iterations)) {
      for (long before : new long[] {-1, -2, -1000, Long.MIN_VALUE}) {
        assertThat(cycle.at(before)).as("%s at %d", cycle, before).isEqualTo(cycle.at(0));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {10, 101, 1000})
  void staysAtItsLastValuesBeyondItsEnd(long iterations) {
    for (OneCycle cycle : cycles(iterations)) {
      long n = cycle.iterations();
      for (long beyond : new long[] {n, n + 1, 2 * n, 1_000_000, Long.MAX_VALUE}) {
        assertThat(cycle.at(beyond)).as("%s at %d", cycle, beyond).isEqualTo(cycle.at(n - 1));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 3})
  void theShortestCyclesStayAtTheirFirstAndLastValuesToo(long iterations) {
    staysAtItsFirstValuesBeforeItBegins(iterations);
    staysAtItsLastValuesBeyondItsEnd(iterations);
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 3, 10, 101, 1000})
  void canBeAskedInAnyOrder(long iterations) {
    for (OneCycle cycle : cycles(iterations)) {
      List<HyperParameters> inOrder = all(cycle);
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < cycle.iterations(); i++) {
        order.add(i);
      }
      Collections.shuffle(order, new Random(7));
      for (int i : order) {
        assertThat(cycle.at(i)).as("%s at %d", cycle, i).isEqualTo(inOrder.get(i));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 3, 10, 101, 1000})
  void theRateStaysBetweenItsLowestEndAndTheMaximum(long iterations) {
    for (OneCycle cycle : cycles(iterations)) {
      double lowest = lowestEnd(cycle);
      for (HyperParameters values : all(cycle)) {
        assertThat(values.learningRate())
            .as("%s", cycle)
            .isBetween(lowest * (1 - ROUNDING), cycle.maxLearningRate() * (1 + ROUNDING));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 3, 10, 101, 1000})
  void theRateRisesOnceAndFallsOnce(long iterations) {
    for (OneCycle cycle : cycles(iterations)) {
      List<HyperParameters> values = all(cycle);
      int top = highest(values);
      for (int i = 1; i < values.size(); i++) {
        double change = values.get(i).learningRate() - values.get(i - 1).learningRate();
        if (i <= top) {
          assertThat(change).as("%s, rise to %d", cycle, i).isNotNegative();
        } else {
          assertThat(change).as("%s, fall to %d", cycle, i).isNotPositive();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 3, 10, 101, 1000})
  void theMaximumIsReached(long iterations) {
    for (OneCycle cycle : cycles(iterations)) {
      List<HyperParameters> values = all(cycle);
      double highest = values.get(highest(values)).learningRate();

      assertThat(highest)
          .as("%s", cycle)
          .isCloseTo(
              cycle.maxLearningRate(),
              within(cycle.maxLearningRate() * (ROUNDING + largestMiss(cycle))));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 3, 10, 101, 1000})
  void theMomentumStaysInItsRangeAndIsLeastWhereTheRateIsHighest(long iterations) {
    for (OneCycle cycle : cycles(iterations)) {
      List<HyperParameters> values = all(cycle);
      double least = Double.POSITIVE_INFINITY;
      for (HyperParameters each : values) {
        assertThat(each.momentum())
            .as("%s", cycle)
            .isBetween(cycle.minMomentum() - ROUNDING, cycle.maxMomentum() + ROUNDING);
        least = Math.min(least, each.momentum());
      }
      if (cycle.minLearningRate() < cycle.maxLearningRate()) {
        double amplitude = cycle.maxMomentum() - cycle.minMomentum();
        assertThat(values.get(highest(values)).momentum())
            .as("%s", cycle)
            .isCloseTo(least, within(ROUNDING + largestMiss(cycle) * amplitude));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 3, 10, 101, 1000})
  void theWeightDecayIsConstant(long iterations) {
    for (OneCycle cycle : cycles(iterations)) {
      assertThat(all(cycle))
          .allSatisfy(values -> assertThat(values.weightDecay()).isEqualTo(cycle.weightDecay()));
    }
  }

  private static List<HyperParameters> all(OneCycle cycle) {
    return LongStream.range(0, cycle.iterations()).mapToObj(cycle::at).toList();
  }

  private static int highest(List<HyperParameters> values) {
    int top = 0;
    for (int i = 1; i < values.size(); i++) {
      if (values.get(i).learningRate() > values.get(top).learningRate()) {
        top = i;
      }
    }
    return top;
  }

  private static double lowestEnd(OneCycle cycle) {
    if (cycle instanceof SmithOneCycle smith) {
      return smith.minLearningRate() * smith.tailFactor();
    } else if (cycle instanceof CaffeOneCycle caffe) {
      return caffe.minLearningRate() * caffe.floorFactor();
    } else if (cycle instanceof PyTorchOneCycle pytorch) {
      return Math.min(pytorch.minLearningRate(), pytorch.finalLearningRate());
    }
    FastaiOneCycle fastai = (FastaiOneCycle) cycle;
    return Math.min(fastai.minLearningRate(), fastai.finalLearningRate());
  }

  /**
   * How far below the maximum the highest rate may lie, as a share of the maximum: none where the
   * peak is a whole iteration; else what the rate can fall within one iteration of the peak.
   */
  private static double largestMiss(OneCycle cycle) {
    if (cycle instanceof PyTorchOneCycle pytorch) {
      double peak = pytorch.peakShare() * pytorch.iterations() - 1;
      double down = pytorch.threePhase() ? peak : pytorch.iterations() - 1 - peak;
      return fallWithinOneIteration(peak, down, pytorch.interpolation());
    } else if (cycle instanceof FastaiOneCycle fastai) {
      double peak = fastai.peakShare() * fastai.iterations();
      return fallWithinOneIteration(peak, fastai.iterations() - peak, Interpolation.COSINE);
    }
    return 0;
  }

  private static double fallWithinOneIteration(double peak, double down, Interpolation shape) {
    return peak == Math.rint(peak) ? 0 : shape.between(0, 1, 1 / Math.max(1, down));
  }
}
