package dev.temper.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.rangetest.Overlay;
import dev.temper.rangetest.RangeCurve;
import dev.temper.rangetest.RangeTestGrid;
import dev.temper.rangetest.RepeatedRangeTest;
import dev.temper.rateestimate.RateEstimates;
import dev.temper.rateestimate.RateEstimation;
import dev.temper.report.RangeTestReport;
import dev.temper.report.RateEstimateReport;
import dev.temper.report.RecordedRangeTestReport;
import dev.temper.report.RunFolder;
import dev.temper.report.Text;
import dev.temper.report.recorded.RecordedRangeTest;
import dev.temper.torch.engine.Precision;
import dev.temper.training.SessionSettings;
import dev.temper.training.TrainingSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The learning-rate range test. */
@Command(
    name = "range-test",
    description =
        "Trains while the learning rate rises and says what every rule reads off the curve.")
final class RangeTestCommand extends ExperimentCommand {

  @Mixin private RampOptions ramp = new RampOptions();
  @Mixin private EstimateOptions estimate = new EstimateOptions();

  @Option(
      names = "--iterations",
      paramLabel = "N[,N…]",
      description = "Updates if it is not stopped early. Default: 200")
  private @Nullable WholeNumbers iterations;

  @Option(
      names = "--momentum",
      paramLabel = "X[,X…]",
      description = "Momentum, or beta1. Default: 0.9; 0 for adagrad, rmsprop and adadelta")
  private @Nullable Decimals momentum;

  @Option(
      names = "--seeds",
      paramLabel = "K",
      defaultValue = "1",
      description =
          "Runs of the test, with seeds from --seed on, for an interval. Default: ${DEFAULT-VALUE}")
  private int seeds;

  @Option(
      names = "--read",
      paramLabel = "FILE.csv",
      hideParamSyntax = true,
      split = ",",
      description =
          "Train nothing; read a recorded test: columns learning_rate, train_loss and maybe val_loss,"
              + " val_accuracy. Several files are several seeds. --optimizer tells what trained it;"
              + " without, the default rule guesses.")
  private List<Path> read = new ArrayList<>();

  @Spec private CommandSpec spec = CommandSpec.create();

  private static final int DEFAULT_ITERATIONS = 200;

  private static final int MOST_ITERATIONS = 1_000_000;

  @Override
  String name() {
    return "range-test";
  }

  /** The options of reading; all others say what to train, and how. */
  private static final List<String> OF_READING =
      List.of(
          "--read",
          "--optimizer",
          "--iterations",
          "--stop-factor",
          "--smoothing",
          "--out",
          "--overwrite",
          "--json",
          "--quiet");

  /** Options of the test that an estimate, made at one constant rate, has no use for. */
  private static final List<String> OF_THE_RAMP =
      List.of("--ramp", "--start", "--end", "--stop-factor", "--smoothing", "--seeds");

  /** Options that make an update something else than the rate times the gradient. */
  private static final List<String> OF_SCALED_UPDATES = List.of("--clip-norm", "--rate-ratios");

  @Override
  boolean comparesValues() {
    return true;
  }

  @Override
  public Integer call() throws IOException {
    return read.isEmpty() ? super.call() : readRecorded();
  }

  private Integer readRecorded() throws IOException {
    RecordedRangeTestReport report;
    @Nullable RunFolder folder;
    try {
      refuseWhatDoesNotRead();
      if (output().named()) {
        output().check();
      }
      ramp.test(DEFAULT_ITERATIONS, optimizer());
      List<RangeCurve> curves = new ArrayList<>();
      for (Path file : read) {
        RangeCurve curve =
            RecordedRangeTest.read(file, ramp.smoothing(), ramp.stopFactor(), plannedIterations());
        boolean told = spec.commandLine().getParseResult().hasMatchedOption("--optimizer");
        curves.add(told ? curve.trainedWith(optimizer()) : curve);
      }
      report =
          new RecordedRangeTestReport(
              read.stream().map(Path::toString).toList(), RepeatedRangeTest.of(curves));
      folder = output().named() ? output().open(name()) : null;
    } catch (IllegalArgumentException e) {
      return Temper.badInput(String.valueOf(e.getMessage()));
    }
    if (folder != null) {
      report.write(folder);
    }
    output().print(report.json(), folder, this::summary);
    return Temper.DONE;
  }

  private void refuseWhatDoesNotRead() {
    for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
      if (!OF_READING.contains(option.longestName())) {
        throw new IllegalArgumentException(
            option.longestName()
                + " has no place beside --read, which trains nothing. Accepted: "
                + String.join(", ", OF_READING)
                + ".");
      }
    }
  }

  private void refuse(List<String> names, String beside) {
    for (String name : names) {
      if (spec.commandLine().getParseResult().hasMatchedOption(name)) {
        throw new IllegalArgumentException(name + " has no place beside " + beside + ".");
      }
    }
  }

  /** The length of the whole ramp of a recorded test, 0 for as long as it was recorded. */
  private int plannedIterations() {
    if (iterations == null) {
      return 0;
    }
    OneValue.require("number of iterations", iterations.values(), "beside --read");
    ramp.test(iterations.first(), optimizer());
    requireLength(iterations.first());
    return iterations.first();
  }

  @Override
  @Nullable Precision checkPrecision(@Nullable Precision asked) {
    if (!estimate.wanted()) {
      return asked;
    }
    if (asked == Precision.BF16) {
      throw new IllegalArgumentException(
          "The precision '"
              + asked.label()
              + "' is too coarse for --estimate: its rounding hides how the gradient changes."
              + " Accepted: f32, auto.");
    }
    return Precision.F32;
  }

  @Override
  void checkOptions() {
    if (estimate.wanted()) {
      refuse(OF_THE_RAMP, "--estimate, which keeps one rate");
      refuse(OF_SCALED_UPDATES, "--estimate, which compares steps of one rate along the gradient");
      estimation();
      return;
    }
    estimate.requireNoRate();
    if (momentum != null) {
      momentum.values().forEach(this::checkMomentum);
    }
    int size = batchSizes().isEmpty() ? 1 : batchSizes().get(0);
    grid(
        new SessionSettings(size, optimizer(), 0),
        batchSizes().isEmpty() ? List.of(size) : batchSizes());
  }

  private RateEstimation estimation() {
    RateEstimation estimation =
        estimate.of(
            optimizer(),
            weightDecays(),
            batchSizes(),
            momentum == null ? List.of() : momentum.values(),
            iterations == null ? List.of() : iterations.values());
    requireLength(estimation.iterations());
    return estimation;
  }

  private static void requireLength(int length) {
    if (length > MOST_ITERATIONS) {
      throw new IllegalArgumentException(
          "The iterations (" + length + ") must be at most " + MOST_ITERATIONS + ".");
    }
  }

  private RangeTestGrid grid(SessionSettings settings, List<Integer> batchSizes) {
    List<Integer> lengths = iterations == null ? List.of(DEFAULT_ITERATIONS) : iterations.values();
    for (int length : lengths) {
      ramp.test(length, settings.optimizer());
      requireLength(length);
    }
    return new RangeTestGrid(
        ramp.test(lengths.get(0), settings.optimizer()),
        settings,
        weightDecays(),
        momentum == null ? List.of(settings.optimizer().defaultMomentum()) : momentum.values(),
        batchSizes,
        lengths,
        seeds);
  }

  @Override
  ObjectNode run(Prepared prepared, RunFolder folder, Progress progress)
      throws IOException, RunFailedException {
    if (estimate.wanted()) {
      return estimate(estimation(), prepared, folder, progress);
    }
    RangeTestGrid grid = grid(prepared.settings(), prepared.batchSizes());
    long began = System.nanoTime();
    Overlay overlay = grid.run(prepared.task(), new GridProgress(progress, grid));
    RangeTestReport report =
        new RangeTestReport(prepared.experiment(), overlay, (System.nanoTime() - began) / 1e9);
    report.write(folder);
    return report.json();
  }

  private static ObjectNode estimate(
      RateEstimation estimation, Prepared prepared, RunFolder folder, Progress progress)
      throws IOException, RunFailedException {
    progress.begin("estimate", estimation.iterations());
    long began = System.nanoTime();
    RateEstimates estimates;
    try (TrainingSession session = prepared.task().open(prepared.settings())) {
      estimates = estimation.run(session, progress);
    }
    if (estimates.median().isEmpty()) {
      throw new RunFailedException(
          "There is no estimate: training diverged, or did not move, at a learning rate of "
              + Text.number(estimation.values().learningRate())
              + ". Maybe another --lr.");
    }
    RateEstimateReport report =
        new RateEstimateReport(prepared.experiment(), estimates, (System.nanoTime() - began) / 1e9);
    report.write(folder);
    return report.json();
  }

  @Override
  String summary(ObjectNode result) {
    if (result.has("estimate")) {
      return Text.of(
          "Estimated optimal learning rate %s, %s form, at %s.",
          Text.number(result.at("/estimate/learning_rate").asDouble()),
          result.at("/estimate/form").asText(),
          Text.number(result.at("/estimate/at").asDouble()));
    }
    return RangeTestText.of(result);
  }
}
