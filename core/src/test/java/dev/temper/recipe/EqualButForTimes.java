package dev.temper.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.temper.rangetest.RangeCurve;
import dev.temper.training.History;
import java.util.Arrays;

/** Compares what procedures gave in everything that does not measure time. */
final class EqualButForTimes {

  private EqualButForTimes() {}

  static void assertEqualButForTimes(Object result, Object expected) {
    assertThat(result)
        .usingRecursiveComparison()
        .withEqualsForType(Double::equals, Double.class)
        // What the recursion would do, in a hundredth of its time.
        .withEqualsForType(EqualButForTimes::sameCurves, History.class)
        .withEqualsForType(EqualButForTimes::sameCurve, RangeCurve.class)
        .ignoringFieldsMatchingRegexes(".*[sS]econds.*")
        .isEqualTo(expected);
  }

  private static boolean sameCurves(History one, History other) {
    return Arrays.equals(one.learningRate(), other.learningRate())
        && Arrays.equals(one.momentum(), other.momentum())
        && Arrays.equals(one.weightDecay(), other.weightDecay())
        && Arrays.equals(one.trainLoss(), other.trainLoss())
        && one.evaluations().equals(other.evaluations())
        && one.clippedUpdates() == other.clippedUpdates()
        && one.diverged() == other.diverged();
  }

  private static boolean sameCurve(RangeCurve one, RangeCurve other) {
    return one.test().equals(other.test())
        && one.end() == other.end()
        && Arrays.equals(one.learningRate(), other.learningRate())
        && Arrays.equals(one.trainLoss(), other.trainLoss())
        && Arrays.equals(one.validationLoss(), other.validationLoss())
        && Arrays.equals(one.validationAccuracy(), other.validationAccuracy())
        && one.suggestions().equals(other.suggestions());
  }
}
