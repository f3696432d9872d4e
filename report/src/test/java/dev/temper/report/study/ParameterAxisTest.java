package dev.temper.report.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.temper.report.sketch.Tick;
import dev.temper.space.CategoricalParameter;
import dev.temper.space.FloatParameter;
import dev.temper.space.IntParameter;
import dev.temper.space.Parameter;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ParameterAxisTest {

  private static List<String> labels(Parameter parameter, int most) {
    return new ParameterAxis(parameter).ticks(most).stream().map(Tick::text).toList();
  }

  @Test
  void labelsDecadesOfALogarithmicScale() {
    assertThat(labels(FloatParameter.log("a", 1e-4, 1), 6))
        .containsExactly("1e-4", "0.001", "0.01", "0.1", "1");
    assertThat(new ParameterAxis(FloatParameter.log("a", 1e-4, 1)).label()).isEqualTo("a (log)");
  }

  @Test
  void labelsEachOfFewValues() {
    assertThat(labels(IntParameter.linear("a", 1, 4), 6)).containsExactly("1", "2", "3", "4");
    assertThat(labels(CategoricalParameter.of("a", "x", true, 0.5), 6))
        .containsExactly("x", "true", "0.5");
    assertThat(labels(FloatParameter.linear("a", 2, 2), 6)).containsExactly("2");
  }

  @Test
  void labelsValuesThatThereAre() {
    assertThat(labels(IntParameter.linear("a", 8, 512).withStep(8), 6))
        .containsExactly("200", "400");
    assertThat(labels(IntParameter.linear("a", 7, 700).withStep(7), 4))
        .hasSizeGreaterThan(1)
        .allMatch(label -> Integer.parseInt(label) % 7 == 0);
  }

  @Test
  void labelsNotAllOfManyChoices() {
    Object[] many = IntStream.range(0, 100).mapToObj(i -> "choice " + i).toArray();

    assertThat(labels(CategoricalParameter.of("a", many), 6)).hasSize(6);
  }

  @Test
  void putsATickWhereItsValueIs() {
    IntParameter units = IntParameter.log("a", 16, 512);

    assertThat(new ParameterAxis(units).ticks(8))
        .isNotEmpty()
        .allMatch(tick -> tick.place() == units.placeOf(Long.valueOf(tick.text())));
  }
}
