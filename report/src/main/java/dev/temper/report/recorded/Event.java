package dev.temper.report.recorded;

import java.util.List;

/**
 * One event of a TensorBoard file, as far as it tells of scalars.
 *
 * @param step when it happened
 * @param restart whether a run went on from this step: what was logged of it and later steps before
 *     no longer counts
 * @param scalars what was logged; maybe nothing
 */
record Event(long step, boolean restart, List<Scalar> scalars) {

  /**
   * A value.
   *
   * @param tag the name it was logged under
   * @param value may be NaN or infinite
   */
  record Scalar(String tag, double value) {}
}
