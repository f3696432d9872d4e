package dev.temper.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How numbers stand in sentences. */
class FiguresTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0", "0.0148, 0.0148", "0.014812, 0.0148", "1e-4, 0.0001", "1e-5, 1e-05", "1.2e-5, 1.2e-05",
    "0.9, 0.9", "0.999, 0.999", "1024, 1024", "12.5, 12.5", "-3, -3", "100000, 100000",
  })
  void aValueIsWrittenAsPeopleWriteIt(double value, String text) {
    assertThat(Figures.figure(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 0",
    "0.0031623, 1, 0.003",
    "0.031623, 1, 0.03",
    "0.00031623, 2, 0.00032",
    "0.96, 1, 1",
    "123456, 3, 123000",
    "1e-3, 1, 0.001",
  })
  void isRoundedToSignificantFigures(double value, int figures, double rounded) {
    assertThat(Figures.significant(value, figures)).isEqualTo(rounded);
  }
}
