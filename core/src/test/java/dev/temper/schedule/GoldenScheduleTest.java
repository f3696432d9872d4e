package dev.temper.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.temper.Golden;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Schedules against the values PyTorch gives in double precision. */
class GoldenScheduleTest {

  /** A few thousand units in the last place: PyTorch takes the same steps in another order. */
  private static final double TOLERANCE = 1e-12;

  private static final Map<String, String> KINDS =
      Map.of(
          "onecycle-cos", "one-cycle",
          "onecycle-linear", "one-cycle",
          "onecycle-three-phase", "one-cycle",
          "cyclic-triangular", "triangular",
          "cyclic-triangular2", "triangular2",
          "cyclic-exp_range", "exp-range");

  /** A recorded case; its name is all that a report of the test should show. */
  private record Case(String name, JsonNode values) {

    /** All settings, as text, as they stand there. */
    Map<String, String> settings() {
      Map<String, String> settings = new HashMap<>();
      values
          .required("settings")
          .properties()
          .forEach(each -> settings.put(each.getKey(), text(each.getValue())));
      return settings;
    }

    private static String text(JsonNode value) {
      return value.isTextual() ? value.textValue() : value.toString();
    }

    NamedSchedule schedule() {
      return NamedSchedule.of(KINDS.getOrDefault(name, name), null, settings());
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> cases() {
    return Golden.cases("schedules.json").stream()
        .map(each -> new Case(each.required("case").textValue(), each))
        .toList();
  }

  @Test
  void thereIsACaseForEveryKindPyTorchHas() {
    assertThat(cases())
        .extracting(each -> each.schedule().kind())
        .hasSize(15)
        .contains(
            Kind.LINEAR,
            Kind.EXPONENTIAL,
            Kind.TIME_BASED,
            Kind.STEP,
            Kind.MULTISTEP,
            Kind.POLYNOMIAL,
            Kind.COSINE,
            Kind.COSINE_WARM_RESTARTS,
            Kind.PLATEAU,
            Kind.TRIANGULAR,
            Kind.TRIANGULAR2,
            Kind.EXP_RANGE,
            Kind.ONE_CYCLE);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theSettingsAsTheyStandThereGivePyTorchsValues(Case golden) {
    NamedSchedule named = golden.schedule();

    assertThat(named.iterations()).isEqualTo(100);
    assertSame(it -> named.schedule().at(it).learningRate(), golden, "learning_rate");
    if (golden.values().has("momentum")) {
      assertSame(it -> named.schedule().at(it).momentum(), golden, "momentum");
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void anotherNumberOfRowsLeavesTheValues(Case golden) {
    Map<String, String> settings = golden.settings();
    settings.put("iterations", "7");
    NamedSchedule named =
        NamedSchedule.of(KINDS.getOrDefault(golden.name(), golden.name()), null, settings);

    assertThat(named.iterations()).isEqualTo(7);
    assertSame(it -> named.schedule().at(it).learningRate(), golden, "learning_rate");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aPlateauToldOfOneMeasurementAfterTheOtherGivesPyTorchsValues(Case golden) {
    Map<String, String> settings = golden.settings();
    settings.remove("metric");
    Schedule schedule =
        NamedSchedule.of(KINDS.getOrDefault(golden.name(), golden.name()), null, settings)
            .schedule();
    double[] metric = Golden.doubles(golden.values().required("settings").path("metric"));
    double[] expected = Golden.doubles(golden.values().required("learning_rate"));
    for (int i = 0; i < expected.length; i++) {
      assertThat(schedule.at(i).learningRate())
          .as("iteration %d", i)
          .isCloseTo(expected[i], within(TOLERANCE * expected[i]));
      schedule = i < metric.length ? schedule.measured(i, metric[i]) : schedule;
    }
  }

  private static void assertSame(Curve curve, Case golden, String column) {
    double[] expected = Golden.doubles(golden.values().required(column));
    assertThat(expected).hasSize(100);
    for (int i = 0; i < expected.length; i++) {
      assertThat(curve.at(i))
          .as("%s of iteration %d", column, i)
          .isCloseTo(expected[i], within(TOLERANCE * expected[i]));
    }
  }
}
