package dev.temper.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.temper.schedule.OneCycle.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class NamedScheduleTest {

  /** A kind and its settings, as {@code kind name=value name=value}; a kind may have a variant. */
  private static NamedSchedule schedule(String line) {
    String[] parts = line.split(" ", -1);
    String[] kind = parts[0].split("/", -1);
    @Nullable Variant variant = kind.length > 1 ? Variant.named(kind[1]) : null;
    Map<String, String> settings = new TreeMap<>();
    for (int i = 1; i < parts.length; i++) {
      String[] pair = parts[i].split("=", 2);
      settings.put(pair[0], pair[1]);
    }
    return NamedSchedule.of(kind[0], variant, settings);
  }

  private static double rate(NamedSchedule named, long iteration) {
    return named.schedule().at(iteration).learningRate();
  }

  /** The least that each kind needs. */
  private static String least(Kind kind) {
    return kind.label()
        + switch (kind) {
          case TIME_BASED -> " lr=0.1 decay=0.1";
          case STEP -> " lr=0.1 step_size=9";
          case MULTISTEP -> " lr=0.1 milestones=9";
          case COSINE_WARM_RESTARTS -> " lr=0.1 T_0=9";
          case TRIANGULAR, TRIANGULAR2, EXP_RANGE, ONE_CYCLE -> " max_lr=0.1";
          case PIECEWISE -> " rates=0.1,0.2 milestones=50";
          default -> " lr=0.1";
        };
  }

  @ParameterizedTest
  @EnumSource
  void everyKindNeedsLittleAndHasAHundredIterations(Kind kind) {
    NamedSchedule named = schedule(least(kind));

    assertThat(named.kind()).isEqualTo(kind);
    assertThat(named.iterations())
        .isEqualTo(least(kind).contains("max_lr") && kind != Kind.ONE_CYCLE ? 4001 : 100);
    for (long it : new long[] {Long.MIN_VALUE, -1, 0, 1, 50, 99, 100, Long.MAX_VALUE}) {
      HyperParameters values = named.schedule().at(it);
      assertThat(values.learningRate()).isBetween(0.0, 0.2);
      assertThat(values.momentum()).isBetween(0.8, 0.95);
      assertThat(values.weightDecay()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyKindTakesTheSettingsOfAll(Kind kind) {
    String front =
        kind == Kind.WARMUP ? " total_iters=10 start_factor=0.5" : " warmup=10 warmup_factor=0.5";
    NamedSchedule named =
        schedule(least(kind) + front + " iterations=77 momentum=0.7 weight_decay=0.01");
    NamedSchedule bare = schedule(least(kind) + " iterations=67");

    assertThat(named.iterations()).isEqualTo(77);
    assertThat(named.schedule().at(30).momentum()).isEqualTo(0.7);
    assertThat(named.schedule().at(30).weightDecay()).isEqualTo(0.01);
    if (kind != Kind.WARMUP) {
      assertThat(rate(named, 0)).isCloseTo(rate(bare, 0) / 2, within(1e-15));
      for (long it = 0; it < 67; it++) {
        assertThat(rate(named, it + 10)).as("at %d", it).isEqualTo(rate(bare, it));
      }
    }
  }

  static List<String> changing() {
    List<String> lines = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      if (kind.settings().contains("base_momentum")) {
        lines.add(
            least(kind) + (kind.settings().contains("step_size_up") ? " step_size_up=20" : ""));
      }
    }
    return lines;
  }

  @ParameterizedTest
  @MethodSource("changing")
  void momentumAndWeightDecayMayMoveOppositeToTheRate(String line) {
    NamedSchedule named =
        schedule(
            line
                + " iterations=101 base_momentum=0.6 max_momentum=0.75"
                + " base_weight_decay=0.001 max_weight_decay=0.002");
    List<HyperParameters> values = new ArrayList<>();
    for (long it = 0; it < 101; it++) {
      values.add(named.schedule().at(it));
    }

    assertThat(values).extracting(HyperParameters::momentum).contains(0.75);
    assertThat(values).allMatch(each -> each.momentum() >= 0.6 && each.momentum() <= 0.75);
    assertThat(values).extracting(HyperParameters::weightDecay).contains(0.001, 0.002);
    for (int i = 1; i < 101; i++) {
      double up = values.get(i).learningRate() - values.get(i - 1).learningRate();
      assertThat(up * (values.get(i).momentum() - values.get(i - 1).momentum()))
          .as("momentum at %d", i)
          .isLessThanOrEqualTo(0);
      assertThat(up * (values.get(i).weightDecay() - values.get(i - 1).weightDecay()))
          .as("weight decay at %d", i)
          .isLessThanOrEqualTo(0);
    }
  }

  static List<String> everySetting() {
    List<String> lines = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      for (String name : kind.settings()) {
        lines.add(least(kind) + " " + name + "=x");
      }
    }
    for (Variant variant : Variant.values()) {
      for (String name : OneCycleSettings.names(variant)) {
        lines.add("one-cycle/" + variant.label() + " max_lr=1 " + name + "=x");
      }
    }
    return lines;
  }

  /** So that no name is accepted and then ignored. */
  @ParameterizedTest
  @MethodSource("everySetting")
  void everySettingIsReadAndRefusedWithItsNameWhereItMakesNoSense(String line) {
    String name = line.substring(line.lastIndexOf(' ') + 1, line.lastIndexOf('='));
    String other = name.equals("max_weight_decay") ? " base_weight_decay=0" : "";
    assertThatIllegalArgumentException()
        .isThrownBy(() -> schedule(line + other))
        .withMessageMatching("[^\\n]*(" + name + " \\(x\\)|'x').*");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "stairs lr=1 | 'stairs' | Accepted: fixed, linear,",
        "cosine | needs the setting 'lr' | cosine",
        "one-cycle | needs the setting 'max_lr' | one-cycle",
        "step lr=1 | needs the setting 'step_size' | step",
        "multistep lr=1 | needs the setting 'milestones' | multistep",
        "time-based lr=1 | needs the setting 'decay' | time-based",
        "cosine-warm-restarts lr=1 | needs the setting 'T_0' | restarts",
        "piecewise rates=1 | needs the setting 'milestones' | piecewise",
        "cosine lr=1 t_max=9 | 't_max' | Accepted: T_max, base_momentum,",
        "cosine/smith lr=1 | 'smith' | one-cycle only",
        "cosine lr=0 | lr (0.0) | above 0",
        "cosine lr=-1 | lr (-1.0) | above 0",
        "cosine lr=NaN | lr (NaN) | a finite number",
        "cosine lr=1e999 | lr (1e999) | a finite number",
        "cosine lr=1f | lr (1f) | a finite number",
        "cosine lr=0x1p3 | lr (0x1p3) | a finite number",
        "cosine lr= | lr () | a finite number",
        "cosine lr=1 eta_min=2 | (2.0) | at most the initial value (1.0)",
        "cosine lr=1 eta_min=-1 | eta_min (-1.0) | 0 or more",
        "cosine lr=1 T_max=0 | T_max (0) | 1 or more",
        "cosine lr=1 T_max=2.5 | T_max (2.5) | a whole number",
        "cosine lr=1 T_max=1e30 | T_max (1e30) | a whole number",
        "cosine lr=1 T_max=1e12 | (1000000000001) | at most 100000000.",
        "cosine lr=1 iterations=0 | iterations (0) | 1 or more",
        "cosine lr=1 iterations=1e10 | (10000000000) | at most 100000000.",
        "cosine lr=1 iterations=100000001 base_momentum=0 | (100000001) | at most 100000000.",
        "cosine lr=1 warmup=-1 | warmup (-1) | 0 or more",
        "cosine lr=1 warmup=10 warmup_factor=2 | (2.0) | 0 to 1",
        "cosine lr=1 warmup_factor=0.5 | (0.5) | without warmup",
        "cosine lr=1 momentum=1 | momentum (1.0) | 0 to below 1",
        "cosine lr=1 momentum=0.9 base_momentum=0.8 | momentum (0.9) | base_momentum (0.8)",
        "cosine lr=1 base_momentum=0.95 max_momentum=0.85 | (0.95 to 0.85) | the minimum first",
        "cosine lr=1 weight_decay=-1 | weight_decay (-1.0) | 0 or more",
        "cosine lr=1 base_weight_decay=1 | cosine | 'max_weight_decay'",
        "cosine lr=1 base_weight_decay=2 max_weight_decay=1 | (2.0) | at most the maximum (1.0)",
        "linear lr=1 end_factor=0.1 min_lr=0.1 | end_factor (0.1) | min_lr (0.1)",
        "exponential lr=1 gamma=0.9 min_lr=0.1 | gamma (0.9) | min_lr (0.1)",
        "exponential lr=1 gamma=0 | (0.0) | above 0",
        "time-based lr=1 decay=-1 | (-1.0) | 0 or more",
        "time-based lr=1 decay=1 formula=lr/decay | (lr/decay) | lr / (1 + decay * iteration)",
        "step lr=1 step_size=0 | step_size (0) | 1 or more",
        "step lr=1 step_size=9 gamma=-1 | (-1.0) | above 0",
        "multistep lr=1 milestones=1,a | milestones (a) | a whole number",
        "multistep lr=1 milestones=1,,2 | milestones () | a whole number",
        "multistep lr=1 milestones=[1,2 | milestones ([1) | a whole number",
        "multistep lr=1 milestones=0 | (0) | 1 or more",
        "polynomial lr=1 power=0 | (0.0) | above 0",
        "plateau lr=1 factor=1 | (1.0) | below 1",
        "plateau lr=1 patience=-1 | (-1) | 0 or more",
        "plateau lr=1 threshold_mode=both | threshold_mode (both) | rel, abs",
        "plateau lr=1 min_lr=2 | (2.0) | at most the initial value (1.0)",
        "plateau lr=1 raise_after=3 | (3) | the patience (10) + 1",
        "plateau lr=1 base_momentum=0.8 | 'base_momentum' | Accepted: cooldown,",
        "triangular max_lr=1 base_lr=2 | max_lr (1.0) | at least base_lr (2.0)",
        "triangular max_lr=1 step_size_up=0 | step_size_up (0) | 1 or more",
        "triangular max_lr=1 mode=triangular2 | mode (triangular2) | one of: triangular.",
        "exp-range max_lr=1 gamma=1.5 | (1.5) | at most 1",
        "triangular max_lr=1 cycle_momentum=maybe | cycle_momentum (maybe) | true, false",
        "triangular max_lr=1 cycle_momentum=false base_momentum=0.7 | (0.7) | cycle_momentum (false)",
        "exp-range max_lr=1 cycle_momentum=False max_momentum=0.7 | (0.7) | cycle_momentum (False)",
        "one-cycle max_lr=1 cycle_momentum=false max_momentum=0.7 | (0.7) | cycle_momentum (false)",
        "one-cycle max_lr=1 total_steps=1 | (1) | 2 iterations or more",
        "one-cycle max_lr=1 min_lr=2 | (2.0) | at most the maximum (1.0)",
        "one-cycle max_lr=1 min_lr=0.1 div_factor=10 | min_lr (0.1) | div_factor (10)",
        "one-cycle max_lr=1 div_factor=0.5 | div_factor (0.5) | 1 or more",
        "one-cycle max_lr=1 pct_start=1.5 | (1.5) | below 1",
        "one-cycle max_lr=1 tail_share=0 | (0.0) | above 0",
        "one-cycle max_lr=1 anneal=sine | anneal (sine) | cos, linear",
        "one-cycle max_lr=1 foo=1 | 'foo' | Accepted: anneal,",
        "one-cycle max_lr=1 anneal=cos tail_share=0.1 | (anneal, tail_share) | smith tail_factor,",
        "one-cycle/smith max_lr=1 anneal=cos | one-cycle (smith) | 'anneal'",
        "one-cycle max_lr=1 max_momentum=0.7 base_momentum=0.8 | (0.8 to 0.7) | the minimum first",
        "warmup lr=1 then=warmup | then (warmup) | another kind",
        "warmup lr=1 then=stairs | 'stairs' | Accepted: fixed,",
        "warmup lr=1 then=cosine total_iters=5 warmup=5 | total_iters (5) | warmup (5)",
        "warmup lr=1 then=cosine T_0=5 | 'T_0' | Accepted: T_max,",
        "warmup lr=1 start_factor=-1 | start_factor (-1.0) | 0 or more",
        "piecewise rates=1,2 milestones=5,6 | (2 values) | milestones (2)",
        "piecewise rates=1,2,3 milestones=6,5 | milestones (6,5) | in order",
        "piecewise rates=1,-2 milestones=6 | rates (-2.0) | 0 or more",
        "warmup-stable-decay lr=1 stable_iters=-1 | (-1) | 0 or more",
        "warmup-stable-decay lr=1 decay_iters=0 | decay_iters (0) | 1 or more",
      })
  void whatMakesNoSenseIsRefusedInOneLineWithTheValueAndWhatIsAccepted(
      String line, String value, String accepted) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> schedule(line))
        .withMessageContaining(value)
        .withMessageContaining(accepted)
        .withMessageMatching("[^\\n]+\\.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "one-cycle max_lr=1 | SMITH",
        "one-cycle max_lr=1 total_steps=50 div_factor=20 base_momentum=0.8 max_momentum=0.9 | SMITH",
        "one-cycle max_lr=1 tail_share=0.2 | SMITH",
        "one-cycle max_lr=1 peak_share=0.4 | CAFFE",
        "one-cycle max_lr=1 pct_start=0.4 | PYTORCH",
        "one-cycle max_lr=1 three_phase=True | PYTORCH",
        "one-cycle max_lr=1 pct_start=0.4 div_final=1e4 | FASTAI",
        "one-cycle/fastai max_lr=1 pct_start=0.4 | FASTAI",
        "one-cycle/pytorch max_lr=1 | PYTORCH",
      })
  void theVariantIsTheFirstThatTakesTheSettings(String line, Variant variant) {
    assertThat(schedule(line).variant()).isEqualTo(variant);
  }

  @ParameterizedTest
  @EnumSource
  void aVariantWithoutSettingsIsThatOfItsSource(Variant variant) {
    NamedSchedule named =
        schedule("one-cycle/" + variant.label() + " max_lr=0.4 total_steps=80 weight_decay=0.01");
    OneCycle cycle = variant.of(80, 0.4).withWeightDecay(0.01);

    assertThat(named.iterations()).isEqualTo(80);
    for (long it = 0; it < 90; it++) {
      assertThat(named.schedule().at(it)).isEqualTo(cycle.at(it));
    }
  }

  @Test
  void aVariantTakesItsOwnSettings() {
    assertThat(schedule("one-cycle max_lr=1 min_lr=0.2 tail_share=0.3 tail_factor=0.01"))
        .satisfies(
            named ->
                assertSame(
                    named, OneCycle.smith(100, 1).withMinLearningRate(0.2).withTail(0.3, 0.01)));
    assertThat(schedule("one-cycle max_lr=1 peak_share=0.3 floor_factor=0.1 momentum=0.5"))
        .satisfies(
            named ->
                assertSame(
                    named,
                    OneCycle.caffe(100, 1)
                        .withPeakShare(0.3)
                        .withFloorFactor(0.1)
                        .withMomentum(0.5, 0.5)));
    assertThat(schedule("one-cycle/fastai max_lr=1 pct_start=0.3 div_final=100 div_factor=5"))
        .satisfies(
            named ->
                assertSame(
                    named,
                    OneCycle.fastai(100, 1)
                        .withMinLearningRate(0.2)
                        .withFinalLearningRate(0.01)
                        .withPeakShare(0.3)));
  }

  private static void assertSame(NamedSchedule named, Schedule expected) {
    for (long it = 0; it < named.iterations(); it++) {
      assertThat(named.schedule().at(it)).as("at %d", it).isEqualTo(expected.at(it));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "linear lr=1, 0.01",
    "linear lr=1 min_lr=0.3, 0.3",
    "linear lr=1 end_factor=0.5, 0.5",
    "exponential lr=1, 0.01",
    "exponential lr=1 min_lr=0.1, 0.1",
    "polynomial lr=1 min_lr=0.1, 0.1",
    "cosine lr=1 eta_min=0.1, 0.1",
    "warmup-stable-decay lr=1 min_lr=0.1 warmup=10, 0.1",
    "warmup lr=1 then=cosine eta_min=0.2, 0.2"
  })
  void aDecayEndsWithTheRunWhereNothingElseSaysIt(String line, double last) {
    for (int iterations : new int[] {30, 100, 1000}) {
      NamedSchedule named = schedule(line + " iterations=" + iterations);
      assertThat(rate(named, iterations - 1)).isCloseTo(last, within(1e-12));
      assertThat(rate(named, iterations - 2)).isGreaterThan(last + 1e-9);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "cosine lr=1 T_max=500, 501",
    "linear lr=1 total_iters=60, 100",
    "linear lr=1 total_iters=60 warmup=60, 121",
    "linear lr=1 total_iters=600 iterations=20, 20",
    "one-cycle max_lr=1 total_steps=30, 30",
    "one-cycle max_lr=1 total_steps=30 warmup=5, 35",
    "one-cycle max_lr=1 warmup=5, 100",
    "'multistep lr=1 milestones=30,400', 401",
    "triangular max_lr=1 step_size_up=100, 201"
  })
  void thereAreAsManyIterationsAsTheSettingsSpeakOf(String line, long iterations) {
    assertThat(schedule(line).iterations()).isEqualTo(iterations);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNamedAsWithoutEffectIsTakenAndChangesNothing(Kind kind) {
    for (String name : kind.settingsWithoutEffect()) {
      NamedSchedule with = schedule(least(kind) + " iterations=50 " + name + "=0.5");
      assertSame(with, schedule(least(kind) + " iterations=50").schedule());
      assertThat(kind.settings()).contains(name);
    }
  }

  @Test
  void theFactorOfACycleIsOfExpRangeAlone() {
    assertThat(Kind.TRIANGULAR.settingsWithoutEffect()).containsExactly("gamma");
    assertThat(Kind.TRIANGULAR2.settingsWithoutEffect()).containsExactly("gamma");
    assertThat(Kind.EXP_RANGE.settingsWithoutEffect()).isEmpty();
  }

  @Test
  void aWarmUpMayBeFollowedByAnyKind() {
    NamedSchedule named =
        schedule("warmup lr=0.8 total_iters=10 start_factor=0.25 then=step step_size=20 gamma=0.5");

    assertThat(named.kind()).isEqualTo(Kind.WARMUP);
    assertThat(rate(named, 0)).isEqualTo(0.2);
    assertThat(rate(named, 10)).isEqualTo(0.8).isEqualTo(rate(named, 29));
    assertThat(rate(named, 30)).isEqualTo(0.4);
    assertThat(schedule("warmup max_lr=1 then=one-cycle tail_share=0.2").variant())
        .isEqualTo(Variant.SMITH);
  }

  @Test
  void aWarmUpAloneIsPyTorchsLinearLR() {
    NamedSchedule named = schedule("warmup lr=0.9");

    assertThat(rate(named, 0)).isCloseTo(0.3, within(1e-15));
    assertThat(rate(named, 5)).isEqualTo(0.9).isEqualTo(rate(named, 99));
  }

  @Test
  void aWarmUpLongerThanTheRunIsCutOffByIt() {
    NamedSchedule named = schedule("one-cycle max_lr=1 warmup=500 iterations=100");

    assertThat(named.iterations()).isEqualTo(100);
    assertThat(rate(named, 99)).isLessThan(0.1);
  }

  @Test
  void listsMayHaveBracketsAndBlanks() {
    Map<String, String> settings =
        Map.of("lr", " 0.8 ", "milestones", "[ 10, 2e1 ]", "gamma", "+.5");
    NamedSchedule named = NamedSchedule.of("Multistep", null, settings);

    assertThat(rate(named, 9)).isEqualTo(0.8);
    assertThat(rate(named, 10)).isEqualTo(0.4);
    assertThat(rate(named, 20)).isEqualTo(0.2);
  }

  @Test
  void aPlateauIsToldOfTheMeasurementsAndRaisesAgain() {
    NamedSchedule named =
        schedule(
            "plateau lr=0.8 factor=0.5 patience=1 raise_after=5"
                + " metric=[5,4,4,nan,4,inf,4,4,4,3,3,3]");

    assertThat(rate(named, 3)).isEqualTo(0.8);
    assertThat(rate(named, 4)).isEqualTo(0.4);
    assertThat(rate(named, 6)).isEqualTo(0.2);
    assertThat(rate(named, 7)).isEqualTo(0.4);
    assertThat(rate(named, 99)).isEqualTo(0.1);
  }

  @Test
  void piecesFollowEachOther() {
    NamedSchedule named = schedule("piecewise rates=0.1,0.5,0.2 milestones=10,30");

    assertThat(rate(named, 9)).isEqualTo(0.1);
    assertThat(rate(named, 10)).isEqualTo(0.5).isEqualTo(rate(named, 29));
    assertThat(rate(named, 30)).isEqualTo(0.2).isEqualTo(rate(named, 1000));
  }

  @Test
  void theBaseOfACycleIsAQuarterOfItsMaximumAndTheMomentumMaySitStill() {
    NamedSchedule named = schedule("triangular max_lr=0.4 step_size_up=10 cycle_momentum=False");

    assertThat(rate(named, 0)).isEqualTo(0.1).isEqualTo(rate(named, 20));
    assertThat(named.schedule().at(10)).isEqualTo(new HyperParameters(0.4, 0.9, 0));
  }
}
