package dev.temper.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.recipe.Budget;
import dev.temper.recipe.Stage;
import dev.temper.report.CurvesCsv;
import dev.temper.report.RunFolder;
import dev.temper.report.Text;
import dev.temper.report.TrainReport;
import dev.temper.schedule.Curve;
import dev.temper.schedule.OneCycle;
import dev.temper.schedule.Schedule;
import dev.temper.training.Evaluation;
import dev.temper.training.History;
import dev.temper.training.Split;
import dev.temper.training.TrainingRun;
import dev.temper.training.TrainingSession;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Training with a schedule. */
@Command(
    name = "train",
    description = "Trains with given values and a schedule, tests once and writes a report.")
final class TrainCommand extends ExperimentCommand {

  /** Enough iterations to check settings with, before the length of an epoch is known. */
  private static final long PROVISIONAL_ITERATIONS = 1000;

  private static final List<String> SCHEDULES =
      List.of("one-cycle", "fixed", "linear", "exponential");

  @Option(
      names = "--schedule",
      paramLabel = "KIND",
      defaultValue = "one-cycle",
      description = "one-cycle, fixed, linear or exponential. Default: ${DEFAULT-VALUE}")
  private String kind = "one-cycle";

  @Option(
      names = "--variant",
      paramLabel = "NAME",
      description = "Of one-cycle: smith, caffe, pytorch or fastai. Default: smith")
  private OneCycle.@Nullable Variant variant;

  @Option(
      names = "--lr",
      paramLabel = "RATE",
      description =
          "Learning rate: the maximum of one-cycle, the first one of the others. Required")
  private @Nullable Double learningRate;

  @Option(
      names = "--min-lr",
      paramLabel = "RATE",
      description =
          "The first rate of one-cycle (default: the variant's share of the maximum), the last one of"
              + " linear and exponential (default: a hundredth of --lr)")
  private @Nullable Double minLearningRate;

  @Option(
      names = "--gamma",
      paramLabel = "X",
      description =
          "Of exponential: the factor at every iteration. Default: what ends at a hundredth of --lr")
  private @Nullable Double gamma;

  @Option(
      names = "--momentum",
      paramLabel = "X[,Y]",
      split = ",",
      description =
          "Momentum, or beta1; for one-cycle its maximum and minimum. Default: 0.95,0.85 for"
              + " one-cycle, else 0.9")
  private double @Nullable [] momentum;

  @Option(
      names = "--budget",
      paramLabel = "N",
      defaultValue = "15epochs",
      description = "Length of the run: 10epochs or 2000iterations. Default: ${DEFAULT-VALUE}")
  private Budget budget = Budget.DEFAULT;

  @Override
  String name() {
    return "train";
  }

  @Override
  void checkOptions() {
    if (!SCHEDULES.contains(kind)) {
      throw new IllegalArgumentException(
          "There is no schedule '" + kind + "'. Accepted: " + String.join(", ", SCHEDULES) + ".");
    }
    if (learningRate == null) {
      throw new IllegalArgumentException(
          "The learning rate is missing: --lr RATE. Maybe 'temper range-test' or 'temper tune'"
              + " first, which find it.");
    }
    if (!(learningRate > 0) || learningRate.isInfinite()) {
      throw new IllegalArgumentException(
          "The learning rate (" + learningRate + ") must be finite and above 0.");
    }
    if (minLearningRate != null && (!(minLearningRate >= 0) || minLearningRate.isInfinite())) {
      throw new IllegalArgumentException(
          "The minimum learning rate (" + minLearningRate + ") must be finite and 0 or more.");
    }
    if (minLearningRate != null && kind.equals("fixed")) {
      throw new IllegalArgumentException(
          "The minimum learning rate (" + minLearningRate + ") has no place in --schedule fixed.");
    }
    if (gamma != null && !kind.equals("exponential")) {
      throw new IllegalArgumentException(
          "The factor --gamma (" + gamma + ") has a place in --schedule exponential only.");
    }
    if (gamma != null && minLearningRate != null) {
      throw new IllegalArgumentException(
          "--gamma ("
              + gamma
              + ") and --min-lr ("
              + minLearningRate
              + ") both say where exponential"
              + " ends; give one of them.");
    }
    if (minLearningRate != null && minLearningRate == 0 && kind.equals("exponential")) {
      throw new IllegalArgumentException(
          "The minimum learning rate (0.0) cannot be reached by --schedule exponential; give one"
              + " above 0.");
    }
    if (variant != null && !kind.equals("one-cycle")) {
      throw new IllegalArgumentException(
          "The variant '" + variant.label() + "' has a place in --schedule one-cycle only.");
    }
    int most = kind.equals("one-cycle") ? 2 : 1;
    if (momentum != null && momentum.length > most) {
      throw new IllegalArgumentException(
          "The momentum takes " + most + " values at most with --schedule " + kind + ".");
    }
    schedule(learningRate, 0, PROVISIONAL_ITERATIONS).at(0);
  }

  private OneCycle.Variant variant() {
    return variant == null ? OneCycle.Variant.SMITH : variant;
  }

  private Schedule schedule(double rate, double weightDecay, long iterations) {
    if (kind.equals("one-cycle")) {
      OneCycle cycle = variant().of(iterations, rate).withWeightDecay(weightDecay);
      if (minLearningRate != null) {
        cycle = cycle.withMinLearningRate(minLearningRate);
      }
      return momentum == null
          ? cycle
          : cycle.withMomentum(momentum[0], momentum[momentum.length - 1]);
    }
    double end = minLearningRate == null ? rate / 100 : minLearningRate;
    Curve curve =
        switch (kind) {
          case "linear" -> Curve.linear(rate, end, Math.max(1, iterations - 1));
          case "exponential" ->
              Curve.exponential(
                  rate,
                  gamma == null ? Math.pow(end / rate, 1.0 / Math.max(1, iterations - 1)) : gamma);
          default -> Curve.constant(rate);
        };
    return Schedule.of(
        curve, Curve.constant(momentum == null ? 0.9 : momentum[0]), Curve.constant(weightDecay));
  }

  @Override
  ObjectNode run(Prepared prepared, RunFolder folder, Progress progress)
      throws IOException, RunFailedException {
    double rate = learningRate == null ? 0 : learningRate;
    try (TrainingSession session = prepared.task().open(prepared.settings())) {
      long iterations = budget.toIterations(session.iterationsPerEpoch());
      Schedule schedule = schedule(rate, prepared.weightDecay(), iterations);
      progress.onStage(Stage.FINAL_RUN, iterations);
      long every = Math.min(session.iterationsPerEpoch(), Math.max(1, iterations / 10));
      long began = System.nanoTime();
      History history = new TrainingRun(schedule, iterations, every).run(session, progress);
      double seconds = (System.nanoTime() - began) / 1e9;
      if (history.diverged()) {
        folder.write("curves.csv", CurvesCsv.of(history));
        throw new RunFailedException(
            Text.of(
                "Training diverged at iteration %d of %d, at a learning rate of %s; the curves up to"
                    + " there are in %s. Maybe a lower --lr.",
                history.iterations() - 1,
                iterations,
                Text.number(schedule.at(history.iterations() - 1L).learningRate()),
                folder.file("curves.csv")));
      }
      Evaluation test = session.evaluate(Split.TEST);
      session.saveModel(folder.file("model.pt"));
      TrainReport report =
          new TrainReport(
              prepared.experiment(),
              description(rate),
              history,
              test,
              session.iterationsPerEpoch(),
              seconds);
      report.write(folder);
      return report.json();
    }
  }

  private String description(double rate) {
    String name = kind.equals("one-cycle") ? kind + " (" + variant().label() + ")" : kind;
    return String.format(Locale.ROOT, "%s, learning rate %s", name, Text.number(rate));
  }

  @Override
  String summary(ObjectNode result) {
    return Text.of(
        "Test accuracy %s, test loss %s.",
        Text.percent(result.at("/final/test_accuracy").doubleValue()),
        Text.number(result.at("/final/test_loss").doubleValue()));
  }
}
