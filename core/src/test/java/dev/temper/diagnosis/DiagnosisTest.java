package dev.temper.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What any curve of a kind must give, whatever its scale, length or form of record. */
class DiagnosisTest {

  /** Curves everybody agrees on, as functions of the share of the run. */
  @SuppressWarnings("ImmutableEnumChecker") // functions without state
  private enum Kind {
    GOOD_START(s -> 0.1 + 2.2 * Math.exp(-20 * s), s -> 0.15 + 2.2 * Math.exp(-25 * s)),
    TOO_SLOW(s -> 2.3 - 0.4 * s, s -> 2.31 - 0.4 * s),
    OVERFITTING(s -> 2.3 * Math.exp(-12 * s), s -> 0.6 + 1.7 * Math.exp(-20 * s) + 0.5 * s),
    PREMATURE_PLATEAU(
        s -> s < 0.1 ? 2.3 - 15 * s : 1.4 + 0.3 * Math.sin(90 * s),
        s -> 1.5 + 0.3 * Math.sin(90 * s)),
    UNDERFITTING(s -> 2.3 - 1.5 * Math.sqrt(s), s -> 2.32 - 1.5 * Math.sqrt(s)),
    DIVERGED(s -> s < 0.4 ? 2.3 * Math.exp(-6 * s) : 4, s -> s < 0.4 ? 2.3 * Math.exp(-6 * s) : 4);

    private final DoubleUnaryOperator training;
    private final DoubleUnaryOperator validation;

    Kind(DoubleUnaryOperator training, DoubleUnaryOperator validation) {
      this.training = training;
      this.validation = validation;
    }

    String code() {
      return Symptom.valueOf(name()).code();
    }

    Curves curves(int iterations, int every, double scale) {
      SplittableRandom random = new SplittableRandom(3);
      Curves.Builder curves = Curves.builder();
      for (int it = 0; it < iterations; it++) {
        double noise = 0.01 * random.nextGaussian();
        double loss = training.applyAsDouble(it / (double) iterations);
        if (it % every == 0) {
          curves.step(it, scale * Math.max(1e-4, loss + loss * noise), 0.1);
        }
      }
      for (int done = 1; done <= 20; done++) {
        double share = done / 20.0;
        curves.evaluation(
            (long) (share * iterations), scale * validation.applyAsDouble(share), Double.NaN);
      }
      return curves.build();
    }
  }

  @ParameterizedTest
  @EnumSource
  void namesWhatEverybodySees(Kind kind) {
    assertThat(codes(kind.curves(1000, 1, 1))).contains(kind.code());
  }

  @ParameterizedTest
  @EnumSource
  void doesNotDependOnTheUnitOfTheLoss(Kind kind) {
    List<String> codes = codes(kind.curves(1000, 1, 1));
    assertThat(codes(kind.curves(1000, 1, 1e-3))).isEqualTo(codes);
    assertThat(codes(kind.curves(1000, 1, 1e4))).isEqualTo(codes);
  }

  @ParameterizedTest
  @EnumSource
  void doesNotDependOnHowOftenTheLossIsLogged(Kind kind) {
    assertThat(codes(kind.curves(1000, 5, 1))).contains(kind.code());
    assertThat(codes(kind.curves(20_000, 50, 1))).contains(kind.code());
  }

  @ParameterizedTest
  @EnumSource
  void neverContradictsItself(Kind kind) {
    for (int iterations : new int[] {20, 50, 300, 3000}) {
      List<String> codes = codes(kind.curves(iterations, 1, 1));
      assertThat(codes).doesNotHaveDuplicates();
      assertThat(codes.stream().filter(code -> !code.equals("good_start")).toList())
          .as("healthy stands alone or beside a good start")
          .satisfies(
              others -> assertThat(others.contains("healthy") && others.size() > 1).isFalse());
      if (codes.contains("diverged")) {
        assertThat(codes).containsExactly("diverged");
      }
      assertThat(codes.stream().filter(LEVELS::contains).count()).isLessThanOrEqualTo(1);
    }
  }

  private static final List<String> LEVELS =
      List.of("too_slow", "premature_plateau", "underfitting", "overfitting", "good_start");

  @Test
  void theSurestComesFirst() {
    for (Kind kind : Kind.values()) {
      assertThat(Diagnosis.of(kind.curves(1000, 1, 1)))
          .isSortedAccordingTo((a, b) -> Double.compare(b.confidence(), a.confidence()))
          .allSatisfy(finding -> assertThat(finding.confidence()).isBetween(0.5, 1.0));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7})
  void saysNothingOfAFewPoints(int points) {
    assertThat(Diagnosis.of(curve(points, it -> 2.3 - it))).isEmpty();
  }

  @Test
  void aLossThatFallsSteadilyToNothingIsHealthy() {
    assertThat(codes(curve(500, it -> 2.3 * Math.exp(-it / 60.0)))).containsExactly("healthy");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void aLossThatIsNotFiniteHasDivergedWhereverItStands(double broken) {
    for (int at : new int[] {0, 3, 99}) {
      Finding finding = Diagnosis.of(curve(at + 1, it -> it == at ? broken : 2.3)).get(0);

      assertThat(finding.code()).isEqualTo("diverged");
      assertThat(finding.confidence()).isEqualTo(1);
      assertThat(finding.from()).isEqualTo(at);
      assertThat(finding.evidence()).contains("iteration " + at);
    }
  }

  @Test
  void aSharpRiseAtALargeRateIsDivergenceAndNotOverfitting() {
    assertThat(codes(Kind.DIVERGED.curves(1000, 1, 1))).containsExactly("diverged");
  }

  @Test
  void aRiseThatIsOverWithinTheRunIsNoDivergence() {
    assertThat(
            codes(
                curve(
                    1000,
                    it -> 0.05 + 2.3 * Math.exp(-it / 40.0) + (it > 400 && it < 450 ? 2 : 0))))
        .doesNotContain("diverged");
  }

  @Test
  void lossesMayBeNegative() {
    Curves falling = curve(400, it -> -5 - 3 * (1 - Math.exp(-it / 40.0)));
    Curves exploding = curve(400, it -> it < 200 ? -5 - it / 200.0 : 20);

    assertThat(codes(falling)).containsExactly("healthy");
    assertThat(codes(exploding)).containsExactly("diverged");
  }

  @Test
  void aLossOfZeroThroughoutIsNoError() {
    assertThat(codes(curve(100, it -> 0))).hasSize(1);
  }

  @Test
  void advisesAValueWhereTheRateIsKnownAndAFactorElsewhere() {
    Curves.Builder unknown = Curves.builder();
    for (int it = 0; it < 300; it++) {
      unknown.step(it, 2.3 - 0.001 * it, Double.NaN);
    }

    assertThat(Diagnosis.of(Kind.TOO_SLOW.curves(300, 1, 1)).get(0).advice())
        .isEqualTo("Raise the maximum learning rate from 0.1 to about 0.3.");
    assertThat(Diagnosis.of(unknown.build()).get(0).advice())
        .isEqualTo("Raise the maximum learning rate about 3 times.");
  }

  @Test
  void accuracyAloneIsEnough() {
    Curves.Builder curves = Curves.builder();
    for (int it = 0; it < 300; it++) {
      curves.step(it, 2.3 * Math.exp(-it / 40.0), 0.1);
      if (it % 20 == 19) {
        curves.evaluation(it + 1, Double.NaN, 1 - 0.9 * Math.exp(-it / 40.0));
      }
    }
    assertThat(codes(curves.build())).containsExactly("healthy");
  }

  @Test
  void overfittingShowsInAccuracyAlone() {
    Curves.Builder curves = Curves.builder();
    for (int it = 0; it < 300; it++) {
      curves.step(it, 2.3 * Math.exp(-it / 60.0), 0.1);
      if (it % 20 == 19) {
        curves.evaluation(it + 1, Double.NaN, 0.9 - Math.abs(it - 80) / 1000.0);
      }
    }
    assertThat(codes(curves.build())).containsExactly("overfitting");
  }

  @Test
  void whatIsLearntOfFewExamplesOverfitsFromTheFirstEvaluationOn() {
    Curves.Builder curves = Curves.builder();
    for (int it = 0; it < 400; it++) {
      curves.step(it, 0.7 * Math.exp(-it / 30.0), 0.1);
      if (it % 20 == 19) {
        curves.evaluation(it + 1, 1.2 + it / 1000.0, Double.NaN);
      }
    }
    assertThat(codes(curves.build())).containsExactly("overfitting");
    assertThat(Diagnosis.of(curves.build()).get(0).evidence()).contains("lowest before training");
  }

  @Test
  void aValidationLossThatSwingsAboveCalmTrainingIsNoOscillation() {
    Curves.Builder curves = Curves.builder();
    for (int it = 0; it < 400; it++) {
      curves.step(it, 2.3 * Math.exp(-it / 40.0), 0.1);
      if (it % 20 == 19) {
        curves.evaluation(it + 1, 1 + it / 800.0 + (it / 20 % 2 == 0 ? 0.15 : 0), Double.NaN);
      }
    }
    assertThat(codes(curves.build())).containsExactly("overfitting");
  }

  @Test
  void aLossThatComesBackToItsFirstLevelIsAPlateauAtAnyRate() {
    Curves.Builder curves = Curves.builder();
    for (int it = 0; it < 400; it++) {
      double loss = it < 40 ? 2.3 - it / 80.0 : 2.31;
      curves.step(it, loss, 0.01);
      if (it % 20 == 19) {
        curves.evaluation(it + 1, loss, Double.NaN);
      }
    }
    assertThat(codes(curves.build())).containsExactly("premature_plateau");
  }

  @Test
  void onlyALossThatIsNoisySaysSo() {
    SplittableRandom random = new SplittableRandom(3);
    Curves calm = curve(400, it -> 2.3 - it * 1e-5);
    Curves noisy = curve(400, it -> 2.3 + 0.02 * random.nextGaussian());

    assertThat(Diagnosis.of(calm).get(0).evidence()).doesNotContain("noise");
    assertThat(Diagnosis.of(noisy).get(0).evidence()).endsWith(", no further than its noise.");
  }

  @Test
  void oneSpikeIsNoOscillation() {
    Curves.Builder curves = Curves.builder();
    for (int it = 0; it < 400; it++) {
      double loss = 0.2 + 2.1 * Math.exp(-it / 40.0) + (it / 20 == 15 ? 0.6 : 0);
      curves.step(it, loss, 0.1);
      if (it % 20 == 19) {
        curves.evaluation(it + 1, loss, Double.NaN);
      }
    }
    assertThat(codes(curves.build())).doesNotContain("oscillating").contains("healthy");
  }

  @Test
  void healthIsTheLessCertainTheNearerAFaultIs() {
    Curves calm = curve(400, it -> 2.3 * Math.exp(-it / 20.0));
    Curves slower = curve(400, it -> 2.3 * Math.exp(-it / 200.0));

    assertThat(codes(slower)).containsExactly("healthy");
    assertThat(Diagnosis.of(slower).get(0).confidence())
        .isLessThan(Diagnosis.of(calm).get(0).confidence());
  }

  private static Curves curve(int points, IntToDoubleFunction loss) {
    Curves.Builder curves = Curves.builder();
    for (int it = 0; it < points; it++) {
      curves.step(it, loss.applyAsDouble(it), 0.1);
    }
    return curves.build();
  }

  private static List<String> codes(Curves curves) {
    return Diagnosis.of(curves).stream().map(Finding::code).toList();
  }
}
