package dev.temper.importance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.temper.importance.Importance.Ranked;
import dev.temper.importance.Importance.Refused;
import dev.temper.space.CategoricalParameter;
import dev.temper.space.Configuration;
import dev.temper.space.FloatParameter;
import dev.temper.space.IntParameter;
import dev.temper.space.Parameter;
import dev.temper.space.Space;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against functions whose parts of the variance are known. */
class ImportanceTest {

  private static final Space CUBE =
      Space.of(
          FloatParameter.linear("a", 0, 1),
          FloatParameter.linear("b", 0, 1),
          FloatParameter.linear("c", 0, 1));

  private static List<Observed> drawn(
      Space space, int trials, ToDoubleFunction<Configuration> objective) {
    SplittableRandom random = new SplittableRandom(trials);
    List<Observed> observed = new ArrayList<>();
    for (int i = 0; i < trials; i++) {
      Configuration tried = space.at(random.doubles(space.dimension()).toArray());
      observed.add(new Observed(tried, objective.applyAsDouble(tried)));
    }
    return observed;
  }

  private static Ranked ranked(Space space, List<Observed> observed) {
    Importance importance = Importance.of(space, observed, new SplittableRandom(1));
    assertThat(importance).isInstanceOf(Ranked.class);
    Ranked ranked = (Ranked) importance;
    assertThat(ranked.shares()).extracting(Share::parameter).hasSize(space.dimension());
    assertThat(ranked.shares().stream().mapToDouble(Share::share).sum())
        .isCloseTo(1, within(1e-12));
    assertThat(ranked.shares())
        .allMatch(share -> share.alone() >= 0 && share.alone() <= share.share() + 1e-12);
    assertThat(ranked.explained()).isBetween(0.0, 1.0);
    return ranked;
  }

  private static Share of(Ranked ranked, String parameter) {
    return ranked.shares().stream()
        .filter(share -> share.parameter().equals(parameter))
        .findFirst()
        .orElseThrow();
  }

  private static void assertRefused(Space space, List<Observed> observed, String... words) {
    assertThat(Importance.of(space, observed, new SplittableRandom(1)))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.reason()).contains(words).endsWith("."));
  }

  @ParameterizedTest
  @ValueSource(ints = {30, 100, 1000, 5000})
  void givesAllToTheOnlyParameterThatMatters(int trials) {
    Ranked ranked = ranked(CUBE, drawn(CUBE, trials, tried -> Math.exp(tried.getDouble("b"))));

    assertThat(ranked.shares().get(0).parameter()).isEqualTo("b");
    assertThat(of(ranked, "b").share()).isGreaterThan(trials < 100 ? 0.9 : 0.97);
    assertThat(of(ranked, "b").alone()).isGreaterThan(trials < 100 ? 0.85 : 0.95);
    assertThat(ranked.explained()).isGreaterThan(0.8);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 1000, 5000})
  void dividesTheVarianceOfASum(int trials) {
    // The variances of 3a and b are as 9 to 1.
    Ranked ranked =
        ranked(CUBE, drawn(CUBE, trials, tried -> 3 * tried.getDouble("a") + tried.getDouble("b")));

    assertThat(of(ranked, "a").share()).isCloseTo(0.9, within(0.04));
    assertThat(of(ranked, "b").share()).isCloseTo(0.1, within(0.04));
    assertThat(of(ranked, "c").share()).isLessThan(0.02);
  }

  @Test
  void findsWhatMattersAtBothEnds() {
    Ranked ranked =
        ranked(
            CUBE,
            drawn(
                CUBE,
                300,
                tried -> Math.abs(tried.getDouble("a") - 0.5) + 0.01 * tried.getDouble("b")));

    assertThat(of(ranked, "a").share()).isGreaterThan(0.95);
  }

  @Test
  void halvesWhatTwoDoTogetherAndOnlyTogether() {
    Ranked ranked =
        ranked(
            CUBE,
            drawn(
                CUBE, 3000, tried -> (tried.getDouble("a") - 0.5) * (tried.getDouble("b") - 0.5)));

    assertThat(of(ranked, "a").share()).isCloseTo(0.5, within(0.05));
    assertThat(of(ranked, "b").share()).isCloseTo(0.5, within(0.05));
    assertThat(of(ranked, "a").alone()).isLessThan(0.05);
    assertThat(of(ranked, "b").alone()).isLessThan(0.05);
  }

  @Test
  void countsALogarithmicScaleByDecades() {
    Space space =
        Space.of(FloatParameter.log("rate", 1e-5, 1), FloatParameter.linear("other", 0, 1));
    Ranked ranked =
        ranked(
            space,
            drawn(
                space,
                1000,
                tried -> Math.log10(tried.getDouble("rate")) / 5 + 0.5 * tried.getDouble("other")));

    // Over the decades the rate has the variance of 1, the other that of a half.
    assertThat(of(ranked, "rate").share()).isCloseTo(0.8, within(0.04));
  }

  @Test
  void dividesAmongChoicesWithoutAnOrder() {
    Space space =
        Space.of(
            CategoricalParameter.of("kind", "a", "b", "c", "d", "e"),
            CategoricalParameter.of("other", true, false));
    Ranked ranked =
        ranked(
            space,
            drawn(
                space,
                500,
                tried ->
                    (List.of("b", "e").contains(tried.getString("kind")) ? 1 : 0)
                        + (tried.getBoolean("other") ? 0.2 : 0)));

    // 2 of 5 one higher: 0.4 x 0.6. One of 2 higher by 0.2: 0.04 / 4.
    assertThat(of(ranked, "kind").share()).isCloseTo(0.24 / 0.25, within(0.01));
    assertThat(ranked.explained()).isGreaterThan(0.99);
  }

  @Test
  void countsAConditionalParameterByHowOftenItExists() {
    Space space =
        Space.of(
            CategoricalParameter.of("optimizer", "sgd", "adam"),
            FloatParameter.linear("momentum", 0, 1).when("optimizer", "sgd"),
            FloatParameter.linear("other", 0, 1));
    Ranked ranked =
        ranked(
            space,
            drawn(space, 3000, tried -> tried.has("momentum") ? tried.getDouble("momentum") : 0.5));

    // Within sgd the variance is 1/12. Alone, over all, momentum has a quarter of it, the rest is
    // of the two together; the optimizer alone has none, since the means are equal.
    assertThat(of(ranked, "momentum").share()).isCloseTo(0.75, within(0.05));
    assertThat(of(ranked, "momentum").alone()).isCloseTo(0.5, within(0.05));
    assertThat(of(ranked, "optimizer").share()).isCloseTo(0.25, within(0.05));
    assertThat(of(ranked, "optimizer").alone()).isLessThan(0.02);
    assertThat(of(ranked, "other").share()).isLessThan(0.02);
  }

  @Test
  void isNotBlindedByAFewThatBlewUp() {
    Ranked ranked =
        ranked(
            CUBE,
            drawn(
                CUBE,
                400,
                tried ->
                    tried.getDouble("a")
                        + (tried.getDouble("b") > 0.97 ? 1e12 * tried.getDouble("c") : 0)));

    assertThat(of(ranked, "a").share()).isGreaterThan(0.6);
  }

  @Test
  void countsWhatCannotBeTrainedWithAsBad() {
    Ranked ranked =
        ranked(CUBE, drawn(CUBE, 400, tried -> tried.getDouble("a") > 0.7 ? Double.NaN : 0.25));

    assertThat(of(ranked, "a").share()).isGreaterThan(0.97);
  }

  @Test
  void knowsWholeNumbersOnEveryScale() {
    Space space =
        Space.of(
            IntParameter.log("units", 1, 1000),
            IntParameter.linear("layers", 1, 4),
            IntParameter.linear("steps", 0, 1000).withStep(10));
    Ranked ranked =
        ranked(
            space,
            drawn(space, 2000, tried -> Math.log(tried.getInt("units")) + tried.getInt("layers")));

    // The logarithm is spread over 6.9 (and a bit of rounding), the layers have (16 - 1) / 12.
    assertThat(of(ranked, "units").share()).isCloseTo(0.76, within(0.06));
    assertThat(of(ranked, "steps").share()).isLessThan(0.02);
  }

  @Test
  void saysLittleOfNoise() {
    SplittableRandom noise = new SplittableRandom(8);

    assertThat(ranked(CUBE, drawn(CUBE, 200, tried -> noise.nextDouble())).explained())
        .isLessThan(0.1);
  }

  @Test
  void doesNotDependOnThePlaceOfAParameter() {
    List<Parameter> reversed = new ArrayList<>(CUBE.parameters());
    Collections.reverse(reversed);
    Space other = Space.of(reversed);
    List<Observed> observed =
        drawn(CUBE, 500, tried -> 2 * tried.getDouble("a") + tried.getDouble("c"));
    List<Observed> same =
        observed.stream()
            .map(
                each ->
                    new Observed(other.configuration(each.configuration().values()), each.value()))
            .toList();

    assertThat(of(ranked(other, same), "a").share())
        .isCloseTo(of(ranked(CUBE, observed), "a").share(), within(0.02));
  }

  @Test
  void isTheSameEveryTime() {
    List<Observed> observed = drawn(CUBE, 100, tried -> tried.getDouble("a"));

    assertThat(ranked(CUBE, observed)).isEqualTo(ranked(CUBE, observed));
  }

  @Test
  void copesWithASingleParameterAndWithTheFewestTrials() {
    Space one = Space.of(CategoricalParameter.of("kind", "a", "b"));
    Ranked ranked =
        ranked(one, drawn(one, 10, tried -> tried.getString("kind").length() + noise(tried)));

    assertThat(ranked.shares()).containsExactly(new Share("kind", 1, 1));
  }

  private static double noise(Configuration tried) {
    return tried.getString("kind").equals("a") ? 0.5 : 0;
  }

  @Test
  void copesWithAParameterOfOneValueAndMoreThan64Choices() {
    Object[] many = new SplittableRandom(3).longs(100, 0, 1L << 40).boxed().toArray();
    Space space =
        Space.of(
            CategoricalParameter.of("many", many),
            FloatParameter.linear("fixed", 2, 2),
            FloatParameter.linear("a", 0, 1));
    Ranked ranked = ranked(space, drawn(space, 500, tried -> tried.getDouble("a")));

    assertThat(of(ranked, "a").share()).isGreaterThan(0.95);
    assertThat(of(ranked, "fixed").share()).isZero();
  }

  @Test
  void copesWithValuesAtTheEndsOfTheRange() {
    Ranked ranked =
        ranked(CUBE, drawn(CUBE, 100, tried -> (tried.getDouble("a") - 0.5) * Double.MAX_VALUE));

    assertThat(of(ranked, "a").share()).isGreaterThan(0.95);
  }

  @Test
  void refusesWhatTellsNothing() {
    assertRefused(CUBE, List.of(), "10 trials", "there are 0");
    assertRefused(CUBE, drawn(CUBE, 9, tried -> tried.getDouble("a")), "there are 9");
    assertRefused(CUBE, drawn(CUBE, 50, tried -> -3), "the same value");
    assertRefused(CUBE, drawn(CUBE, 50, tried -> Double.NaN), "No trial has a value");
    Space fixed = Space.of(FloatParameter.linear("fixed", 2, 2));
    SplittableRandom noise = new SplittableRandom(8);
    assertRefused(fixed, drawn(fixed, 50, tried -> noise.nextDouble()), "too few");
  }
}
