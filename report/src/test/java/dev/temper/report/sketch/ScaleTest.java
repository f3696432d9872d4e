package dev.temper.report.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ScaleTest {

  @Test
  void standsByDifferencesOrByFactors() {
    assertThat(Scale.linear(-2, 2).place(1)).isEqualTo(0.75);
    assertThat(Scale.logarithmic(0.001, 10).place(0.1)).isCloseTo(0.5, within(1e-12));
    assertThat(Scale.linear(3, 3).place(3)).isEqualTo(0.5);
    assertThat(Scale.linear(-Double.MAX_VALUE, Double.MAX_VALUE).place(0)).isEqualTo(0.5);
  }

  @Test
  void isLabelledWithRoundNumbers() {
    assertThat(Scale.linear(0, 60).round(7))
        .containsExactly(0.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0);
    assertThat(Scale.linear(-0.31, 0.17).ticks(5))
        .extracting(Tick::text)
        .containsExactly("-0.3", "-0.2", "-0.1", "0", "0.1");
    assertThat(Scale.logarithmic(1e-5, 1).round(6))
        .containsExactly(1e-5, 1e-4, 1e-3, 0.01, 0.1, 1.0);
    assertThat(Scale.logarithmic(0.3, 4).round(6)).containsExactly(0.3, 0.5, 0.7, 1.0, 2.0, 3.0);
    assertThat(Scale.logarithmic(0.25, 0.35).round(4)).startsWith(0.26);
    assertThat(Scale.linear(5, 5).round(4)).containsExactly(5.0);
  }

  @Test
  void isLabelledWithinItsEndsAndNotTooOften() {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 2000; i++) {
      double low = Math.exp(random.nextDouble(-20, 20));
      double high = low * Math.exp(random.nextDouble(0.01, 30));
      Scale scale = new Scale(low, high, random.nextBoolean());

      assertThat(scale.ticks(6))
          .as(scale.toString())
          .hasSizeBetween(2, 9)
          .allMatch(tick -> tick.place() > -1e-6 && tick.place() < 1 + 1e-6);
    }
  }

  @Test
  void writesNumbersInFewLetters() {
    assertThat(Scale.text(0)).isEqualTo("0");
    assertThat(Scale.text(1e-5)).isEqualTo("1e-5");
    assertThat(Scale.text(2.5e-12)).isEqualTo("2.5e-12");
    assertThat(Scale.text(0.01)).isEqualTo("0.01");
    assertThat(Scale.text(-0.3)).isEqualTo("-0.3");
    assertThat(Scale.text(20000)).isEqualTo("20,000");
    assertThat(Scale.text(3e9)).isEqualTo("3e9");
    assertThat(Scale.text(100)).isEqualTo("100");
  }
}
