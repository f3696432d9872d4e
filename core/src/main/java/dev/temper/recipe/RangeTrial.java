package dev.temper.recipe;

import dev.temper.rangetest.RangeCurve;
import dev.temper.rangetest.RangeTest;

/**
 * One range test of the procedure, from fresh weights.
 *
 * @param prescription what it trained with; its rates and iterations are those of the test
 * @param seed of its weights and the order of its data
 * @param curve what it recorded
 * @param seconds of wall time, evaluations included; 0 or more
 */
public record RangeTrial(Prescription prescription, long seed, RangeCurve curve, double seconds)
    implements Experiment {

  /** The key of a test that was not made yet. */
  static String key(RangeTest test, Prescription prescription, long seed) {
    return "RANGE_TEST seed=" + seed + " " + test + " " + prescription;
  }

  @Override
  public String key() {
    return key(curve.test(), prescription, seed);
  }

  @Override
  public long iterations() {
    return curve.size();
  }

  @Override
  public long examples() {
    return curve.size() * prescription.examplesPerUpdate();
  }
}
