package dev.temper.torch.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.temper.schedule.HyperParameters;
import dev.temper.torch.model.TensorValues;
import dev.temper.training.Optimizer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The optimizers against PyTorch's, in float64, with values that change at every update. */
class UpdateRuleTest {

  /** Some ten roundings of float64 an update, 25 updates, values around 1: far below this. */
  private static final double ROUNDING = 1e-9;

  @ParameterizedTest
  @CsvSource({
    "sgd, SGD, 0",
    "sgd-momentum, SGD, cycled",
    "sgd-nesterov, NESTEROV, cycled",
    "adagrad, ADAGRAD, 0",
    "rmsprop, RMSPROP, 0",
    "rmsprop-momentum, RMSPROP, cycled",
    "adadelta, ADADELTA, 0",
    "adam, ADAM, cycled",
    "adamw, ADAMW, cycled",
    "nadam, NADAM, 0.9"
  })
  void followsPyTorchWithValuesThatChangeAtEveryUpdate(
      String name, Optimizer optimizer, String momentum) throws IOException {
    JsonNode golden = golden();
    JsonNode expected = caseNamed(golden, name);
    double weightDecay = expected.get("weight_decay").doubleValue();
    assertThat(expected.get("cycled").isNull()).isEqualTo(!momentum.equals("cycled"));
    try (PointerScope scope = new PointerScope()) {
      Tensor parameters = Tensor.create(doubles(golden.get("initial")));
      Tensor gradients = torch.zeros_like(parameters);
      try (UpdateRule rule = rule(optimizer, parameters, gradients)) {
        for (int update = 0; update < golden.get("gradients").size(); update++) {
          gradients.copy_(Tensor.create(doubles(golden.get("gradients").get(update))));
          HyperParameters values =
              new HyperParameters(
                  golden.get("learning_rate").get(update).doubleValue(),
                  momentum.equals("cycled")
                      ? golden.get("momentum").get(update).doubleValue()
                      : Double.parseDouble(momentum),
                  weightDecay);
          rule.update(values, update + 1);
          assertThat(TensorValues.of(parameters))
              .as("parameters after update %d", update)
              .containsExactly(
                  doubles(expected.get("parameters_after_step").get(update)), within(ROUNDING));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void atRateZeroNothingMoves(Optimizer optimizer) {
    try (PointerScope scope = new PointerScope()) {
      Tensor parameters = Tensor.create(1.0, -2.0, 3.0);
      Tensor gradients = Tensor.create(0.5, 0.25, -1.0);
      try (UpdateRule rule = rule(optimizer, parameters, gradients)) {
        rule.update(new HyperParameters(0, 0.9, 0.1), 1);
      }
      assertThat(TensorValues.of(parameters)).containsExactly(1, -2, 3);
    }
  }

  @ParameterizedTest
  @EnumSource
  void keepsItsWholeStateInTheTensorsItNames(Optimizer optimizer) {
    HyperParameters values = new HyperParameters(0.1, 0.8, 0.01);
    try (PointerScope scope = new PointerScope()) {
      Tensor parameters = Tensor.create(1.0, -2.0, 3.0);
      Tensor gradients = torch.zeros_like(parameters);
      try (UpdateRule rule = rule(optimizer, parameters, gradients)) {
        gradients.copy_(Tensor.create(0.5, 0.25, -1.0));
        rule.update(values, 1);
        Tensor copiedParameters = parameters.clone();
        Tensor copiedGradients = torch.zeros_like(parameters);
        try (UpdateRule copy = rule(optimizer, copiedParameters, copiedGradients)) {
          for (int i = 0; i < rule.state().size(); i++) {
            copy.state().get(i).copy_(rule.state().get(i));
          }
          gradients.copy_(Tensor.create(-1.0, 2.0, 0.125));
          copiedGradients.copy_(gradients);
          rule.update(values, 2);
          copy.update(values, 2);
          assertThat(TensorValues.of(copiedParameters)).isEqualTo(TensorValues.of(parameters));
        }
      }
    }
  }

  @Test
  void decoupledWeightDecayIsNotScaledByTheGradientHistory() {
    // With gradients of 0, AdamW shrinks by 1 - rate * decay, while Adam moves by the rate itself.
    HyperParameters values = new HyperParameters(0.1, 0.9, 0.01);
    try (PointerScope scope = new PointerScope()) {
      Tensor decoupled = Tensor.create(2.0);
      Tensor coupled = Tensor.create(2.0);
      try (UpdateRule adamW = rule(Optimizer.ADAMW, decoupled, torch.zeros_like(decoupled));
          UpdateRule adam = rule(Optimizer.ADAM, coupled, torch.zeros_like(coupled))) {
        adamW.update(values, 1);
        adam.update(values, 1);
      }
      assertThat(decoupled.item_double()).isCloseTo(2 * (1 - 0.1 * 0.01), within(1e-15));
      // epsilon 1e-8 beside a gradient of 0.02 shifts the step by a relative 5e-7.
      assertThat(coupled.item_double()).isCloseTo(2 - 0.1, within(1e-6));
    }
  }

  @ParameterizedTest
  @EnumSource
  void momentumHasAnEffectWhereThereIsOne(Optimizer optimizer) {
    assertThat(afterThreeUpdates(optimizer, 0.9).equals(afterThreeUpdates(optimizer, 0.5)))
        .isNotEqualTo(optimizer.hasMomentum());
  }

  private static List<Double> afterThreeUpdates(Optimizer optimizer, double momentum) {
    try (PointerScope scope = new PointerScope()) {
      Tensor parameters = Tensor.create(1.0, -2.0, 3.0);
      Tensor gradients = torch.zeros_like(parameters);
      try (UpdateRule rule = rule(optimizer, parameters, gradients)) {
        for (int update = 1; update <= 3; update++) {
          gradients.copy_(Tensor.create(0.5 * update, 0.25, -1.0));
          rule.update(new HyperParameters(0.1, momentum, 0), update);
        }
      }
      return Arrays.stream(TensorValues.of(parameters)).boxed().toList();
    }
  }

  /** A rule on a vector that is one tensor, decayed and adapted. */
  private static UpdateRule rule(Optimizer optimizer, Tensor parameters, Tensor gradients) {
    Segment whole = new Segment(0, parameters.numel(), true, true, 1);
    return UpdateRule.of(optimizer, new FlatParameters(parameters, gradients, List.of(whole)));
  }

  private static JsonNode golden() throws IOException {
    try (InputStream stream =
        UpdateRuleTest.class.getResourceAsStream("/dev/temper/torch/golden/optimizers.json")) {
      return new ObjectMapper().readTree(Objects.requireNonNull(stream));
    }
  }

  private static JsonNode caseNamed(JsonNode golden, String name) {
    for (JsonNode candidate : golden.get("cases")) {
      if (candidate.get("case").textValue().equals(name)) {
        return candidate;
      }
    }
    throw new AssertionError("There is no golden case " + name + ".");
  }

  private static double[] doubles(JsonNode array) {
    double[] values = new double[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).doubleValue();
    }
    return values;
  }
}
