package dev.temper.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.diagnosis.LiveDiagnosis;
import dev.temper.diagnosis.WatchedRun;
import dev.temper.recipe.Budget;
import dev.temper.recipe.Stage;
import dev.temper.report.CurvesCsv;
import dev.temper.report.RunFolder;
import dev.temper.report.Text;
import dev.temper.report.TrainReport;
import dev.temper.schedule.NamedSchedule;
import dev.temper.schedule.OneCycle;
import dev.temper.schedule.Schedule;
import dev.temper.training.Evaluation;
import dev.temper.training.History;
import dev.temper.training.Split;
import dev.temper.training.TrainingRun;
import dev.temper.training.TrainingSession;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Training with a schedule. */
@Command(
    name = "train",
    description = "Trains with given values and a schedule, tests once and writes a report.")
final class TrainCommand extends ExperimentCommand {

  private static final long PROVISIONAL_EPOCH = 100;
  private static final String MODEL = "model.pt";

  @Option(
      names = "--schedule",
      paramLabel = "KIND",
      defaultValue = "one-cycle",
      completionCandidates = KindNames.class,
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
  private String kind = "one-cycle";

  @Option(
      names = "--variant",
      paramLabel = "NAME",
      description =
          "Of one-cycle: smith, caffe, pytorch or fastai. Default: the first that takes the settings,"
              + " smith without any")
  private OneCycle.@Nullable Variant variant;

  @Option(
      names = "--lr",
      paramLabel = "RATE",
      description =
          "Learning rate: the maximum of one-cycle and the cyclical ones, the first one of the"
              + " others. Required")
  private @Nullable Double learningRate;

  @Option(
      names = "--min-lr",
      paramLabel = "RATE",
      description =
          "The first rate of one-cycle (default: the variant's share of the maximum) and the cyclical"
              + " ones (a quarter), the last one of linear and exponential (a hundredth of --lr), the"
              + " lowest one of the others that have one (0)")
  private @Nullable Double minLearningRate;

  @Option(
      names = "--gamma",
      paramLabel = "X",
      description =
          "Of exponential: the factor at every iteration. Default: what ends at a hundredth of --lr."
              + " Of step and multistep: the factor of a step (0.1). Of exp-range: the factor of the"
              + " height at every iteration (1)")
  private @Nullable Double gamma;

  @Option(
      names = "--momentum",
      paramLabel = "X[,Y]",
      hideParamSyntax = true,
      split = ",",
      description =
          "Momentum, or beta1; two values are its maximum and minimum, between which it moves opposite"
              + " to the rate. Default: 0.95,0.85 for one-cycle, 0.9,0.8 for the cyclical ones, else"
              + " 0.9; for adagrad, rmsprop and adadelta 0")
  private double @Nullable [] momentum;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "A setting of the schedule, as 'temper schedule' takes it; may be repeated.")
  private Map<String, String> set = new LinkedHashMap<>();

  @Option(
      names = "--budget",
      paramLabel = "N",
      defaultValue = "15epochs",
      description =
          "Length of the run: 10epochs, or 10, 2000iterations or 500000examples. Default:"
              + " ${DEFAULT-VALUE}")
  private Budget budget = Budget.DEFAULT;

  @Override
  String name() {
    return "train";
  }

  @Override
  void checkOptions() {
    budget.requireCounted();
    if (minLearningRate != null && (!(minLearningRate >= 0) || minLearningRate.isInfinite())) {
      throw new IllegalArgumentException(
          "The minimum learning rate (" + minLearningRate + ") must be finite and 0 or more.");
    }
    if (learningRate != null && (!(learningRate > 0) || learningRate.isInfinite())) {
      throw new IllegalArgumentException(
          "The learning rate (" + learningRate + ") must be finite and above 0.");
    }
    Schedule schedule =
        named(options().settings(0, PROVISIONAL_ITERATIONS, PROVISIONAL_EPOCH)).schedule();
    checkMomentum(
        LongStream.range(0, PROVISIONAL_ITERATIONS)
            .mapToDouble(iteration -> schedule.at(iteration).momentum())
            .max()
            .orElseThrow());
  }

  private ScheduleOptions options() {
    ScheduleOptions options = new ScheduleOptions(kind, set);
    options.learningRate(learningRate);
    options.minLearningRate(minLearningRate);
    options.gamma(gamma);
    options.momentum(momentum, optimizer());
    return options;
  }

  private NamedSchedule named(Map<String, String> settings) {
    return NamedSchedule.of(kind, variant, settings);
  }

  @Override
  void begin(Prepared prepared, RunFolder folder) throws IOException {
    TrainReport.removeFrom(folder);
    Files.deleteIfExists(folder.file(MODEL));
  }

  @Override
  ObjectNode run(Prepared prepared, RunFolder folder, Progress progress)
      throws IOException, RunFailedException {
    try (TrainingSession session = prepared.task().open(prepared.settings())) {
      long iterations =
          budget.toIterations(
              session.iterationsPerEpoch(), prepared.settings().examplesPerUpdate());
      ScheduleOptions options = options();
      Map<String, String> settings =
          options.settings(prepared.weightDecay(), iterations, session.iterationsPerEpoch());
      NamedSchedule named = named(settings);
      progress.onStage(Stage.FINAL_RUN, iterations);
      long every = Math.min(session.iterationsPerEpoch(), Math.max(1, iterations / 10));
      long began = System.nanoTime();
      History history = new History();
      LiveDiagnosis live =
          new LiveDiagnosis(
              finding -> progress.onNote(finding.evidence() + " " + finding.advice()));
      WatchedRun.Outcome outcome =
          new WatchedRun(new TrainingRun(named.schedule(), iterations, every))
              .run(session, history, progress.and(live));
      double seconds = (System.nanoTime() - began) / 1e9;
      if (outcome.diverged()) {
        throw diverged(session, history, outcome.updates(), iterations, folder);
      }
      Evaluation test = session.evaluate(Split.TEST);
      session.saveModel(folder.file(MODEL));
      TrainReport report =
          new TrainReport(
              prepared.experiment(),
              description(named) + options.words(settings),
              history,
              test,
              session.iterationsPerEpoch(),
              seconds);
      report.write(folder);
      return report.json();
    }
  }

  /** Keeps the curves and, where there is a healthy state beyond the first, its weights. */
  private static RunFailedException diverged(
      TrainingSession session, History history, long healthy, long iterations, RunFolder folder)
      throws IOException {
    folder.write("curves.csv", CurvesCsv.of(history));
    String kept = "";
    if (healthy > 0) {
      session.saveModel(folder.file(MODEL));
      kept = Text.of(", the last healthy weights, of iteration %d, in %s", healthy, MODEL);
    }
    int last = history.iterations() - 1;
    return new RunFailedException(
        Text.of(
            "Training diverged at iteration %d of %d, at a learning rate of %s; the curves up to"
                + " there are in %s%s. Maybe a lower --lr.",
            last,
            iterations,
            Text.number(history.learningRate()[last]),
            folder.file("curves.csv"),
            kept));
  }

  private static String description(NamedSchedule named) {
    OneCycle.Variant form = named.variant();
    return named.kind().label() + (form == null ? "" : " (" + form.label() + ")");
  }

  @Override
  String summary(ObjectNode result) {
    return testSummary(result);
  }
}
