package dev.temper.torch.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.temper.schedule.OneCycle;
import dev.temper.torch.data.Dataset;
import dev.temper.torch.model.Models;
import dev.temper.torch.model.TensorValues;
import dev.temper.training.Evaluation;
import dev.temper.training.Optimizer;
import dev.temper.training.SessionSettings;
import dev.temper.training.Split;
import dev.temper.training.TrainingListener;
import dev.temper.training.TrainingRun;
import dev.temper.training.TrainingSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Learning numbers: what is measured, what is learnt, and what the saved model answers. */
class RegressionTest {

  private static final Dataset DATA = LinearLaw.data();

  private static TrainingSession open(Precision precision) {
    return TorchTask.of(Models.named("mlp"), DATA, 1, precision)
        .open(new SessionSettings(32, Optimizer.SGD, 0));
  }

  private static void learn(TrainingSession session) {
    new TrainingRun(OneCycle.smith(600, 0.1), 600, 600).run(session, TrainingListener.NONE);
  }

  @Test
  void anUntrainedNetworkIsAboutAsGoodAsAConstantAnswerAndHasNoAccuracy() {
    try (TrainingSession session = open(Precision.F32)) {
      Evaluation untrained = session.evaluate(Split.TRAINING);
      // Targets of variance 1, and scores near 0.
      assertThat(untrained.loss()).isCloseTo(1, within(0.2));
      assertThat(untrained.accuracy()).isNaN();
    }
  }

  @ParameterizedTest
  @EnumSource
  void learnsALinearLaw(Precision precision) {
    try (TrainingSession session = open(precision)) {
      learn(session);
      assertThat(session.evaluate(Split.TEST).loss()).isLessThan(0.01);
    }
  }

  @Test
  void theSavedModelAnswersInTheLabelsUnit(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("model.pt");
    double loss;
    try (TrainingSession session = open(Precision.F32)) {
      learn(session);
      session.saveModel(file);
      loss = session.evaluate(Split.TEST).loss();
    }
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      JitModule module = torch.load(file.toString());
      Tensor examples = Tensor.create(new float[] {0, 0, 0.5f, -0.5f, -0.75f, 0.25f}, 3, 2);
      Tensor answers = module.forward(new IValueVector(new IValue(examples))).toTensor();
      double[] law = {LinearLaw.at(0, 0), LinearLaw.at(0.5, -0.5), LinearLaw.at(-0.75, 0.25)};
      assertThat(module.is_training()).isFalse();
      assertThat(answers.shape()).containsExactly(3, 1);
      // Thrice the error that the loss may have.
      assertThat(TensorValues.of(answers))
          .containsExactly(law, within(3 * DATA.summary().rootMeanSquaredError(0.01)));
      // Answers near 300 in 32-bit floats are exact to 2e-5.
      assertThat(measured(module))
          .isCloseTo(DATA.summary().rootMeanSquaredError(loss), within(1e-3));
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "300.125, 12.5", "-3e10, 1e9", "-3e-7, 1e-9"})
  void scoresAreBroughtToUnitsOfAnySize(double mean, double deviation, @TempDir Path folder) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard noGrad = new NoGradGuard()) {
      GeneratorOptional generator = new GeneratorOptional(torch.createCPUGenerator(1));
      JitModule network =
          Models.named("mlp")
              .create(List.of(2L), 1, generator)
              .export(torch.zeros(1, 2), torch.ones(1, 2));
      String file = folder.resolve("model.pt").toString();
      RescaledModule.of(network, mean, deviation).save(file);
      IValueVector input = new IValueVector(new IValue(torch.randn(new long[] {5, 2}, generator)));
      double[] scores = TensorValues.of(network.forward(input).toTensor());
      double[] answers = TensorValues.of(torch.load(file).forward(input).toTensor());
      for (int i = 0; i < scores.length; i++) {
        // Two roundings of 32-bit floats, 6e-8 each.
        assertThat(answers[i])
            .isCloseTo(
                deviation * scores[i] + mean,
                within(2e-7 * (deviation * Math.abs(scores[i]) + Math.abs(mean))));
      }
    }
  }

  /** The root of the mean squared error of a saved model on the test split, in the label's unit. */
  private static double measured(JitModule module) {
    Tensor raw = DATA.features(Split.TEST).mul(DATA.scale()).add(DATA.mean());
    double[] answers =
        TensorValues.of(module.forward(new IValueVector(new IValue(raw))).toTensor());
    double[] targets = TensorValues.of(DATA.labels(Split.TEST));
    double sum = 0;
    for (int i = 0; i < answers.length; i++) {
      double target = targets[i] * DATA.targetDeviation() + DATA.targetMean();
      sum += (answers[i] - target) * (answers[i] - target);
    }
    return Math.sqrt(sum / answers.length);
  }
}
