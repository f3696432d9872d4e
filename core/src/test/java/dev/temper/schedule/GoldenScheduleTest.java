package dev.temper.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.temper.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Schedules against the values PyTorch gives in double precision. */
class GoldenScheduleTest {

  /** A few thousand units in the last place: PyTorch takes the same steps in another order. */
  private static final double TOLERANCE = 1e-12;

  @ParameterizedTest
  @ValueSource(strings = {"onecycle-cos", "onecycle-linear", "onecycle-three-phase"})
  void aPyTorchOneCycleIsPyTorchsValueForValue(String name) {
    JsonNode golden = golden(name);
    JsonNode settings = golden.required("settings");
    double max = settings.required("max_lr").doubleValue();
    double min = max / settings.required("div_factor").doubleValue();
    PyTorchOneCycle cycle =
        OneCycle.pytorch(settings.required("total_steps").longValue(), max)
            .withMinLearningRate(min)
            .withFinalLearningRate(min / settings.required("final_div_factor").doubleValue())
            .withMomentum(
                settings.required("max_momentum").doubleValue(),
                settings.required("base_momentum").doubleValue())
            .withPhases(
                settings.required("pct_start").doubleValue(),
                settings.required("anneal").textValue().equals("cos")
                    ? Interpolation.COSINE
                    : Interpolation.LINEAR,
                settings.path("three_phase").asBoolean(false));

    assertSame(it -> cycle.at(it).learningRate(), golden, "learning_rate");
    assertSame(it -> cycle.at(it).momentum(), golden, "momentum");
  }

  @Test
  void exponentialDecayIsPyTorchs() {
    JsonNode golden = golden("exponential");
    JsonNode settings = golden.required("settings");

    Curve curve =
        Curve.exponential(
            settings.required("lr").doubleValue(), settings.required("gamma").doubleValue());

    assertSame(curve, golden, "learning_rate");
  }

  @Test
  void linearDecayIsPyTorchsLinearLR() {
    JsonNode golden = golden("linear");
    JsonNode settings = golden.required("settings");
    double lr = settings.required("lr").doubleValue();

    Curve curve =
        Curve.linear(
            lr * settings.required("start_factor").doubleValue(),
            lr * settings.required("end_factor").doubleValue(),
            settings.required("total_iters").longValue());

    assertSame(curve, golden, "learning_rate");
  }

  private static JsonNode golden(String name) {
    return Golden.cases("schedules.json").stream()
        .filter(each -> each.required("case").textValue().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static void assertSame(Curve curve, JsonNode golden, String column) {
    double[] expected = Golden.doubles(golden.required(column));
    assertThat(expected).hasSize(100);
    for (int i = 0; i < expected.length; i++) {
      assertThat(curve.at(i))
          .as("%s of iteration %d", column, i)
          .isCloseTo(expected[i], within(TOLERANCE * expected[i]));
    }
  }
}
