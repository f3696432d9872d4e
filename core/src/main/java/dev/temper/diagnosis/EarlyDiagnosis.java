package dev.temper.diagnosis;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What the curves of a run show before its end.
 *
 * <p>Only sure findings that mean something by then: {@code diverged}, {@code overfitting}, and
 * {@code oscillating} and {@code premature_plateau} while the rate has been the same for half of
 * the run so far, since a schedule that lowers it will end both; where the rate is not known,
 * neither of the two. A single reading may still mislead: what stands in two in a row counts.
 */
public final class EarlyDiagnosis {

  private static final Set<Symptom> TOLD =
      EnumSet.of(
          Symptom.DIVERGED, Symptom.OVERFITTING, Symptom.OSCILLATING, Symptom.PREMATURE_PLATEAU);
  private static final Set<Symptom> AT_ONE_RATE =
      EnumSet.of(Symptom.OSCILLATING, Symptom.PREMATURE_PLATEAU);

  /** Confidence from which a finding is told. */
  private static final double SURE = 0.8;

  /** The rate counts as the same within this share. */
  private static final double SAME = 0.01;

  private EarlyDiagnosis() {}

  /** The findings, surest first; linear in the points. */
  public static List<Finding> of(Curves curves) {
    boolean atOneRate = isAtOneRate(curves.learningRate());
    return Diagnosis.of(curves).stream()
        .filter(finding -> finding.confidence() >= SURE)
        .filter(finding -> isOf(TOLD, finding))
        .filter(finding -> atOneRate || !isOf(AT_ONE_RATE, finding))
        .toList();
  }

  /**
   * Those that stand: without any doubt, or in the reading before too.
   *
   * @param before the findings of an earlier reading of the same run, empty if there is none
   * @param now those of this one
   */
  public static List<Finding> standing(List<Finding> before, List<Finding> now) {
    return now.stream()
        .filter(
            finding ->
                finding.confidence() == 1
                    || before.stream().anyMatch(each -> each.code().equals(finding.code())))
        .toList();
  }

  private static boolean isOf(Set<Symptom> symptoms, Finding finding) {
    return symptoms.stream().anyMatch(symptom -> symptom.code().equals(finding.code()));
  }

  /** Whether the rate has been the same for half of the points. */
  private static boolean isAtOneRate(double[] rates) {
    double rate = Double.NaN;
    int since = 0;
    for (int i = 0; i < rates.length; i++) {
      if (!(Math.abs(rates[i] - rate) <= SAME * rate)) {
        rate = rates[i];
        since = i + 1;
      }
    }
    return rates.length - since >= rates.length / 2;
  }
}
