package dev.temper.rangetest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.temper.Golden;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rules against what fastai's own make of 48 recorded range tests of small networks.
 *
 * <p>Ours may refuse where fastai answers, for the two reasons stated below; where both answer,
 * they name the same point of the curve.
 */
class GoldenRulesTest {

  /** The rates in the files have six digits; neighbouring points of the ramps are 14 % apart. */
  private static final double SIX_DIGITS = 1e-5;

  /** Half a unit of the sixth digit of losses between 1 and 10. */
  private static final double LOSS_ROUNDING = 5e-6;

  /** One of the recorded range tests, run again on the recorded losses. */
  record Recorded(String name, RangeTest test, RangeCurve curve, JsonNode golden) {

    double fastai(String rule) {
      return golden.required("fastai").required(rule).doubleValue();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Recorded> recorded() {
    List<Recorded> all = new ArrayList<>();
    for (String file : List.of("ranges-digits.json", "ranges-fashion.json")) {
      for (JsonNode run : Golden.cases(file)) {
        String optimizer = run.required("optimizer").textValue();
        // AdamW was tested at rates ten times lower.
        double scale = optimizer.equals("adamw") ? 0.1 : 1;
        RangeTest test = RangeTest.exponential(1e-6 * scale, 10 * scale, 120);
        for (JsonNode golden : run.required("range_tests")) {
          String name =
              String.join(
                  " ",
                  run.required("data").textValue(),
                  run.required("net").textValue(),
                  optimizer,
                  golden.required("seed").asText());
          all.add(new Recorded(name, test, rerun(test, golden), golden));
        }
      }
    }
    assertThat(all).hasSize(48);
    return all;
  }

  private static RangeCurve rerun(RangeTest test, JsonNode golden) {
    double[] loss = Golden.doubles(golden.required("train_loss"));
    double[] validationLoss = Golden.doubles(golden.required("val_loss"));
    double[] rate = new double[loss.length];
    Arrays.setAll(rate, test::learningRate);
    RangeCurve.End end = replay(test, loss).end();
    return RangeCurve.recorded(test, rate, loss, validationLoss, unknown(loss.length), end);
  }

  /** The test run on given losses, as if they came from training; fails if it asks for more. */
  private static RangeCurve replay(RangeTest test, double[] losses) {
    int[] next = {0};
    return test.run(rate -> losses[next[0]++]);
  }

  private static double[] unknown(int length) {
    double[] values = new double[length];
    Arrays.fill(values, Double.NaN);
    return values;
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void theRampRunsThroughTheRecordedRates(Recorded recorded) {
    double[] expected = Golden.doubles(recorded.golden.required("learning_rate"));
    double[] rate = recorded.curve.learningRate();

    assertThat(rate).hasSameSizeAs(expected);
    for (int i = 0; i < rate.length; i++) {
      assertThat(rate[i]).isCloseTo(expected[i], within(SIX_DIGITS * expected[i]));
    }
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void theTestStopsWhereTheRecordedOneStopped(Recorded recorded) {
    double[] loss = Golden.doubles(recorded.golden.required("train_loss"));
    RangeCurve curve = replay(recorded.test, loss);

    assertThat(curve.size()).isEqualTo(loss.length);
    if (loss.length < recorded.test.iterations()) {
      assertThat(curve.end()).isEqualTo(RangeCurve.End.DIVERGED);
    }
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void steepestAnswersWhatFastaiAnswers(Recorded recorded) {
    assertRate(recorded.curve.suggest(Rule.STEEPEST), recorded.fastai("steep"));
  }

  static Stream<Recorded> recordedWithADecidedValley() {
    return recorded().stream().filter(recorded -> !recorded.name.equals("digits cnn sgd 0"));
  }

  @ParameterizedTest
  @MethodSource("recordedWithADecidedValley")
  void valleyAnswersWhatFastaiAnswers(Recorded recorded) {
    assertRate(recorded.curve.suggest(Rule.VALLEY), recorded.fastai("valley"));
  }

  /**
   * Two smoothed losses of this test lie 7e-8 apart, closer than the file's rounding, and decide
   * whether the valley has 48 or 49 points. Losses that round to the recorded ones give either
   * answer, and no other.
   */
  @Test
  void theValleyThatHangsOnTheFilesRoundingIsOneOfTwoNeighbours() {
    Recorded recorded =
        recorded().stream().filter(each -> each.name.equals("digits cnn sgd 0")).findFirst().get();
    double fastai = recorded.fastai("valley");
    double[] loss = recorded.curve.trainLoss();
    Random random = new Random(1);
    int same = 0;
    int neighbour = 0;
    for (int draw = 0; draw < 100; draw++) {
      double[] unrounded =
          Arrays.stream(loss)
              .map(value -> value + LOSS_ROUNDING * (2 * random.nextDouble() - 1))
              .toArray();
      double rate = replay(recorded.test, unrounded).suggest(Rule.VALLEY).orElseThrow();
      // One step of the ramp is a factor of 1.145.
      same += Math.abs(rate / fastai - 1) < SIX_DIGITS ? 1 : 0;
      neighbour += Math.abs(rate / fastai * Math.pow(1e7, 1 / 119.0) - 1) < SIX_DIGITS ? 1 : 0;
    }

    assertThat(same).isPositive();
    assertThat(neighbour).isPositive();
    assertThat(same + neighbour).isEqualTo(100);
  }

  /**
   * Also where the average of the training loss was still falling at the last point: the validation
   * loss had exploded by then in all of these tests.
   */
  @ParameterizedTest
  @MethodSource("recorded")
  void minimumAnswersWhatFastaiAnswers(Recorded recorded) {
    assertRate(recorded.curve.suggest(Rule.MINIMUM), recorded.fastai("minimum"));
  }

  /** Refused where fastai's interval never moves, and it answers with where the interval began. */
  @ParameterizedTest
  @MethodSource("recorded")
  void slideAnswersWhatFastaiAnswersIfItSlidesAtAll(Recorded recorded) {
    Suggestion suggestion = recorded.curve.suggest(Rule.SLIDE);
    double fastai = recorded.fastai("slide");
    double whereItBegins = recorded.curve.learningRate()[recorded.curve.size() - 6 - 15];

    if (suggestion instanceof Suggestion.Refused refused) {
      assertThat(fastai).isCloseTo(whereItBegins, within(SIX_DIGITS * fastai));
      assertThat(refused.reason()).contains("does not rise at the right end");
    } else {
      assertRate(suggestion, fastai);
    }
  }

  @Test
  void refusalsAreTheException() {
    assertThat(refusals(Rule.MINIMUM)).isEmpty();
    assertThat(refusals(Rule.SLIDE))
        .containsExactly("digits cnn-bn adamw 0", "fashion cnn sgd 1", "fashion cnn-bn adamw 2");
    assertThat(refusals(Rule.VALLEY)).isEmpty();
    assertThat(refusals(Rule.STEEPEST)).isEmpty();
    assertThat(refusals(Rule.SMITH)).isEmpty();
  }

  private static List<String> refusals(Rule rule) {
    return recorded().stream()
        .filter(recorded -> recorded.curve.suggest(rule) instanceof Suggestion.Refused)
        .map(Recorded::toString)
        .toList();
  }

  private static void assertRate(Suggestion suggestion, double expected) {
    assertThat(suggestion).isInstanceOf(Suggestion.Rate.class);
    assertThat(suggestion.orElseThrow()).isCloseTo(expected, within(SIX_DIGITS * expected));
  }
}
