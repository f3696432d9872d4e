package dev.temper.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures as people read them. */
class TextTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 %",
    "0.4249, 42 %",
    "0.9949, 99 %",
    "0.995, 99.5 %",
    "0.997, 99.7 %",
    "0.99999, 99.9 %",
    "1, 100 %",
    "1.004, 100 %",
  })
  void aWholePercentageIsNotAllThatIsNotAll(double share, String text) {
    assertThat(Text.wholePercent(share)).isEqualTo(text);
  }

  @Test
  void countsOneAndSeveral() {
    assertThat(Text.count(0, "trial")).isEqualTo("0 trials");
    assertThat(Text.count(1, "trial")).isEqualTo("1 trial");
    assertThat(Text.count(12_000, "trial")).isEqualTo("12,000 trials");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "100, 100",
    "0.0126, 0.0126",
    "0.001, 0.001",
    "12.5, 12.5",
    "9.99996, 10",
    "99999, 99999",
    "1234.4, 1234",
    "0.0000126, 1.26e-05",
    "0.00001, 1e-05",
    "100000, 1e+05",
    "-0.25, -0.25",
    "-0.00025, -0.00025",
    "0.0001234, 0.000123",
    "0.000099, 9.9e-05",
    "NaN, NaN",
    "Infinity, Infinity",
  })
  void writesAboutFourSignificantFigures(double value, String text) {
    assertThat(Text.number(value)).isEqualTo(text);
  }

  @Test
  void whatItWritesIsTheNumberToHalfAPercent() {
    Random random = new Random(3);
    for (int i = 0; i < 5000; i++) {
      double value = Math.pow(10, random.nextDouble(-12, 12)) * (random.nextBoolean() ? 1 : -1);
      String text = Text.number(value);
      assertThat(Double.parseDouble(text)).isCloseTo(value, within(0.0051 * Math.abs(value)));
      assertThat(text).hasSizeLessThanOrEqualTo(9);
    }
  }

  @ParameterizedTest
  @CsvSource({"0.98943, 98.94 %", "1, 100.00 %", "0, 0.00 %", "NaN, unknown"})
  void writesSharesInPercent(double share, String text) {
    assertThat(Text.percent(share)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.0 s",
    "4.23, 4.2 s",
    "60, 1 min 0 s",
    "200, 3 min 20 s",
    "3599.7, 1 h 0 min",
    "7500, 2 h 5 min"
  })
  void writesDurationsInTheirTwoLargestUnits(double seconds, String text) {
    assertThat(Text.duration(seconds)).isEqualTo(text);
  }

  @Test
  void writesShapes() {
    assertThat(Text.shape(List.of(1L, 8L, 8L))).isEqualTo("1 x 8 x 8");
    assertThat(Text.shape(List.of(4L))).isEqualTo("4");
  }

  @Test
  void writesTheSameInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      for (Locale locale : List.of(Locale.GERMANY, new Locale("ar", "EG"), Locale.ROOT)) {
        Locale.setDefault(locale);
        assertThat(Text.of("%,d %.1f", 12345, 0.5)).isEqualTo("12,345 0.5");
        assertThat(Text.number(0.5)).isEqualTo("0.5");
        assertThat(Text.percent(0.5)).isEqualTo("50.00 %");
        assertThat(Text.duration(1.5)).isEqualTo("1.5 s");
      }
    } finally {
      Locale.setDefault(before);
    }
  }
}
