package dev.temper.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.rangetest.Ramp;
import dev.temper.rangetest.RangeCurve;
import dev.temper.rangetest.RangeTest;
import dev.temper.recipe.Stage;
import dev.temper.report.RangeTestReport;
import dev.temper.report.RunFolder;
import dev.temper.report.Text;
import dev.temper.schedule.HyperParameters;
import dev.temper.training.TrainingSession;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The learning-rate range test. */
@Command(
    name = "range-test",
    description =
        "Trains while the learning rate rises and says what every rule reads off the curve.")
final class RangeTestCommand extends ExperimentCommand {

  @Option(
      names = "--ramp",
      paramLabel = "NAME",
      defaultValue = "exponential",
      description = "exponential or linear. Default: ${DEFAULT-VALUE}")
  private Ramp ramp = Ramp.EXPONENTIAL;

  @Option(
      names = "--start",
      paramLabel = "RATE",
      defaultValue = "1e-6",
      description = "Rate of the first iteration. Default: ${DEFAULT-VALUE}")
  private double start;

  @Option(
      names = "--end",
      paramLabel = "RATE",
      defaultValue = "10",
      description = "Rate of the last iteration. Default: ${DEFAULT-VALUE}")
  private double end;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      defaultValue = "200",
      description = "Updates if it is not stopped early. Default: ${DEFAULT-VALUE}")
  private int iterations;

  @Option(
      names = "--stop",
      paramLabel = "FACTOR",
      defaultValue = "4",
      description =
          "Stop when the smoothed loss exceeds this many times its best; 'never' to go on."
              + " Default: ${DEFAULT-VALUE}")
  private String stop = "4";

  @Option(
      names = "--momentum",
      paramLabel = "X",
      description = "Momentum, or beta1. Default: 0.9; 0 for adagrad, rmsprop and adadelta")
  private @Nullable Double momentum;

  private static final int MOST_ITERATIONS = 1_000_000;

  @Override
  String name() {
    return "range-test";
  }

  @Override
  void checkOptions() {
    RangeTest checked = test();
    if (checked.iterations() > MOST_ITERATIONS) {
      throw new IllegalArgumentException(
          "The iterations (" + iterations + ") must be at most " + MOST_ITERATIONS + ".");
    }
    if (momentum != null && !(momentum >= 0 && momentum < 1)) {
      throw new IllegalArgumentException(
          "The momentum (" + momentum + ") must be at least 0 and below 1.");
    }
    if (momentum != null) {
      checkMomentum(momentum);
    }
  }

  private RangeTest test() {
    RangeTest standard =
        ramp == Ramp.LINEAR
            ? RangeTest.linear(start, end, iterations)
            : RangeTest.exponential(start, end, iterations);
    return standard.withStopFactor(stopFactor());
  }

  private double stopFactor() {
    if (stop.equals("never")) {
      return Double.POSITIVE_INFINITY;
    }
    try {
      return Double.parseDouble(stop);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "The stop factor '" + stop + "' must be a number above 1, or never.", e);
    }
  }

  @Override
  ObjectNode run(Prepared prepared, RunFolder folder, Progress progress) throws IOException {
    RangeTest test = test();
    progress.onStage(Stage.RANGE_TEST, test.iterations());
    double constant =
        momentum == null ? prepared.settings().optimizer().defaultMomentum() : momentum;
    RangeCurve curve;
    long began = System.nanoTime();
    try (TrainingSession session = prepared.task().open(prepared.settings())) {
      curve = test.run(session, new HyperParameters(0, constant, prepared.weightDecay()), progress);
    }
    RangeTestReport report =
        new RangeTestReport(
            prepared.experiment(),
            prepared.weightDecay(),
            curve,
            (System.nanoTime() - began) / 1e9);
    report.write(folder);
    return report.json();
  }

  @Override
  String summary(ObjectNode result) {
    StringBuilder text = new StringBuilder();
    for (JsonNode one : result.get("suggestions")) {
      String rule = one.get("rule").asText();
      text.append(
          one.has("refused")
              ? Text.of("%-9s refused: %s%n", rule, one.get("refused").asText())
              : Text.of("%-9s %s%n", rule, Text.number(one.get("learning_rate").asDouble())));
    }
    return text.toString().stripTrailing();
  }
}
