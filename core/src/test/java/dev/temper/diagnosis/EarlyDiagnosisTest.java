package dev.temper.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class EarlyDiagnosisTest {

  private static double stuck(int it) {
    return it == 20 ? 30 : it < 40 ? 2.3 : 1.5 + 0.2 * Math.sin(it / 7.0);
  }

  private static Curves curves(IntToDoubleFunction rate, IntToDoubleFunction loss) {
    Curves.Builder curves = Curves.builder();
    for (int it = 0; it < 400; it++) {
      curves.step(it, loss.applyAsDouble(it), rate.applyAsDouble(it));
    }
    return curves.build();
  }

  private static Finding finding(Symptom symptom, double confidence) {
    return new Finding(symptom.code(), confidence, 0, 1, "evidence", "advice");
  }

  @Test
  void tellsOfAPlateauOnlyWhereTheRateIsKnownAndStays() {
    assertThat(EarlyDiagnosis.of(curves(it -> 0.1, EarlyDiagnosisTest::stuck)))
        .extracting(Finding::code)
        .contains("premature_plateau");
    assertThat(EarlyDiagnosis.of(curves(it -> 0.1 + it / 1000.0, EarlyDiagnosisTest::stuck)))
        .isEmpty();
    assertThat(EarlyDiagnosis.of(curves(it -> Double.NaN, EarlyDiagnosisTest::stuck))).isEmpty();
    // The same for the second half.
    assertThat(EarlyDiagnosis.of(curves(it -> it < 150 ? 0.2 : 0.1, EarlyDiagnosisTest::stuck)))
        .isNotEmpty();
  }

  @Test
  void tellsNothingOfWhatMeansNothingBeforeTheEnd() {
    // Too slow.
    Curves slow = curves(it -> 0.1, it -> 2.3 - it / 4000.0);
    assertThat(Diagnosis.of(slow)).isNotEmpty();
    assertThat(EarlyDiagnosis.of(slow)).isEmpty();
    assertThat(EarlyDiagnosis.of(Curves.builder().build())).isEmpty();
  }

  @Test
  void whatStandsInTwoReadingsOrIsCertainStands() {
    Finding overfitting = finding(Symptom.OVERFITTING, 0.9);
    Finding swinging = finding(Symptom.OSCILLATING, 0.85);
    Finding diverged = finding(Symptom.DIVERGED, 1);

    assertThat(EarlyDiagnosis.standing(List.of(), List.of(overfitting))).isEmpty();
    assertThat(
            EarlyDiagnosis.standing(
                List.of(finding(Symptom.OVERFITTING, 0.8)), List.of(overfitting, swinging)))
        .containsExactly(overfitting);
    assertThat(EarlyDiagnosis.standing(List.of(), List.of(diverged))).containsExactly(diverged);
  }
}
