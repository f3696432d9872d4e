package dev.temper.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.rangetest.Overlay;
import dev.temper.rangetest.Ramp;
import dev.temper.rangetest.RangeCurve;
import dev.temper.rangetest.RangeTest;
import dev.temper.rangetest.RangeTestGrid;
import dev.temper.rangetest.RepeatedRangeTest;
import dev.temper.rateestimate.EstimateForm;
import dev.temper.rateestimate.RateEstimates;
import dev.temper.rateestimate.RateEstimation;
import dev.temper.report.RangeTestReport;
import dev.temper.report.RateEstimateReport;
import dev.temper.report.RecordedRangeTestReport;
import dev.temper.report.RunFolder;
import dev.temper.report.Text;
import dev.temper.schedule.HyperParameters;
import dev.temper.torch.engine.Precision;
import dev.temper.training.Optimizer;
import dev.temper.training.SessionSettings;
import dev.temper.training.TrainingSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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
      description = "Rate of the last iteration. Default: 10; 100 for lars")
  private @Nullable Double end;

  @Option(
      names = "--iterations",
      paramLabel = "N[,N…]",
      description = "Updates if it is not stopped early. Default: 200")
  private @Nullable WholeNumbers iterations;

  @Option(
      names = {"--stop-factor", "--stop"},
      paramLabel = "FACTOR",
      defaultValue = "4",
      description =
          "Stop when the smoothed loss exceeds this many times its best; 'never' to go on."
              + " Default: ${DEFAULT-VALUE}")
  private String stop = "4";

  @Option(
      names = "--smoothing",
      paramLabel = "X",
      defaultValue = "0.98",
      description = "Weight of the past in the smoothed loss. Default: ${DEFAULT-VALUE}")
  private double smoothing;

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
      split = ",",
      description =
          "Train nothing; read a recorded test: columns learning_rate, train_loss and maybe val_loss,"
              + " val_accuracy. Several files are several seeds.")
  private List<Path> read = new ArrayList<>();

  @Option(
      names = "--estimate",
      paramLabel = "FORM",
      description =
          "Instead of the test: estimate the optimal rate along a short run at a constant one; paper"
              + " (Smith and Topin 2017) or clean (probes on the same batch)")
  private @Nullable EstimateForm estimate;

  @Option(
      names = "--lr",
      paramLabel = "RATE",
      description = "Of --estimate: the constant rate. Default: 0.01")
  private @Nullable Double learningRate;

  @Spec private CommandSpec spec = CommandSpec.create();

  private static final int DEFAULT_ITERATIONS = 200;

  private static final int MOST_ITERATIONS = 1_000_000;

  @Override
  String name() {
    return "range-test";
  }

  /** Options that say what to train, and how, which a recorded test has behind it. */
  private static final List<String> OF_TRAINING =
      List.of(
          "--data",
          "--target",
          "--validation-share",
          "--model",
          "--batch-size",
          "--weight-decay",
          "--momentum",
          "--ramp",
          "--start",
          "--end",
          "--seeds",
          "--estimate",
          "--lr");

  /** Options of the test that an estimate, made at one constant rate, has no use for. */
  private static final List<String> OF_THE_RAMP =
      List.of("--ramp", "--start", "--end", "--stop-factor", "--smoothing", "--seeds");

  private static final double ESTIMATE_RATE = 0.01;

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
    Path out;
    try {
      refuse(OF_TRAINING, "--read, which trains nothing");
      out = checkedOut();
      test(DEFAULT_ITERATIONS);
      List<RangeCurve> curves = new ArrayList<>();
      for (Path file : read) {
        RangeCurve curve = RangeTestCsv.read(file, smoothing, stopFactor(), plannedIterations());
        boolean told = spec.commandLine().getParseResult().hasMatchedOption("--optimizer");
        curves.add(told ? curve.trainedWith(optimizer()) : curve);
      }
      report =
          new RecordedRangeTestReport(
              read.stream().map(Path::toString).toList(), RepeatedRangeTest.of(curves));
    } catch (IllegalArgumentException e) {
      return Temper.badInput(String.valueOf(e.getMessage()));
    }
    RunFolder folder = null;
    if (out != null) {
      folder = RunFolder.open(out);
      report.write(folder);
    }
    print(report.json(), folder);
    return Temper.DONE;
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
    if (iterations.values().size() > 1) {
      throw new IllegalArgumentException(
          "The iterations of a recorded test take one value, not " + iterations.values() + ".");
    }
    return iterations.first();
  }

  @Override
  Precision precision(String name) {
    if (estimate == null) {
      return super.precision(name);
    }
    if (Precision.named(name) == Precision.BF16 && !name.equalsIgnoreCase("auto")) {
      throw new IllegalArgumentException(
          "The precision '"
              + name
              + "' is too coarse for --estimate: its rounding hides how the gradient changes."
              + " Accepted: f32, auto.");
    }
    return Precision.F32;
  }

  @Override
  void checkOptions() {
    if (estimate != null) {
      refuse(OF_THE_RAMP, "--estimate, which keeps one rate");
      estimation(estimate);
      return;
    }
    if (learningRate != null) {
      throw new IllegalArgumentException(
          "The learning rate --lr (" + learningRate + ") has a place beside --estimate only.");
    }
    if (momentum != null) {
      momentum.values().forEach(this::checkMomentum);
    }
    int size = batchSizes().isEmpty() ? 1 : batchSizes().get(0);
    grid(
        new SessionSettings(size, optimizer(), 0),
        batchSizes().isEmpty() ? List.of(size) : batchSizes());
  }

  private RateEstimation estimation(EstimateForm form) {
    requireOne("weight decay", weightDecays());
    requireOne("batch size", batchSizes());
    requireOne("momentum", momentum == null ? List.of() : momentum.values());
    requireOne("number of iterations", iterations == null ? List.of() : iterations.values());
    if (optimizer() != Optimizer.SGD && optimizer() != Optimizer.NESTEROV) {
      throw new IllegalArgumentException(
          "The optimizer '"
              + optimizer().label()
              + "' has no place beside --estimate, which is for plain SGD. Accepted: sgd, nesterov.");
    }
    int length = iterations == null ? RateEstimation.DEFAULT_ITERATIONS : iterations.first();
    requireLength(length);
    return new RateEstimation(
        form,
        new HyperParameters(
            learningRate == null ? ESTIMATE_RATE : learningRate,
            momentum == null ? 0 : momentum.first(),
            weightDecays().get(0)),
        length);
  }

  private static void requireOne(String what, List<?> values) {
    if (values.size() > 1) {
      throw new IllegalArgumentException(
          "The " + what + " takes one value beside --estimate, not " + values + ".");
    }
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
      test(length);
      requireLength(length);
    }
    return new RangeTestGrid(
        test(lengths.get(0)),
        settings,
        weightDecays(),
        momentum == null ? List.of(settings.optimizer().defaultMomentum()) : momentum.values(),
        batchSizes,
        lengths,
        seeds);
  }

  private RangeTest test(int length) {
    double last = end == null ? RangeTest.defaultEnd(optimizer()) : end;
    RangeTest standard =
        ramp == Ramp.LINEAR
            ? RangeTest.linear(start, last, length)
            : RangeTest.exponential(start, last, length);
    return standard.withStopFactor(stopFactor()).withSmoothing(smoothing);
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
  ObjectNode run(Prepared prepared, RunFolder folder, Progress progress)
      throws IOException, RunFailedException {
    if (estimate != null) {
      return estimate(estimation(estimate), prepared, folder, progress);
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
    StringBuilder text = new StringBuilder();
    for (JsonNode test : result.path("tests")) {
      if (result.get("tests").size() > 1) {
        text.append(line(test));
      }
    }
    if (result.has("best")) {
      JsonNode best = result.get("best");
      text.append(
          Text.of(
              "best: weight decay %s, momentum %s. %s%n",
              Text.number(best.get("weight_decay").asDouble()),
              Text.number(best.get("momentum").asDouble()),
              best.get("reason").asText()));
    }
    for (JsonNode one : result.get("suggestions")) {
      text.append(Text.of("%-9s %s%n", one.get("rule").asText(), answer(one)));
    }
    return text.toString().stripTrailing();
  }

  private static String line(JsonNode test) {
    JsonNode first = test.at("/suggestions/0");
    return Text.of(
        "weight decay %s, momentum %s, batch size %d, %d iterations: %s %s%s%n",
        Text.number(test.get("weight_decay").asDouble()),
        Text.number(test.get("momentum").asDouble()),
        test.get("batch_size").asInt(),
        test.get("iterations").asInt(),
        first.get("rule").asText(),
        answer(first),
        test.has("lowest_val_loss")
            ? Text.of(
                "; lowest validation loss %s at %s",
                Text.number(test.get("lowest_val_loss").asDouble()),
                Text.number(test.get("at_learning_rate").asDouble()))
            : "");
  }

  private static String answer(JsonNode suggestion) {
    if (suggestion.has("refused")) {
      return "refused: " + suggestion.get("refused").asText();
    }
    String rate = Text.number(suggestion.get("learning_rate").asDouble());
    return suggestion.has("low")
        ? Text.of(
            "%s (%s to %s)",
            rate,
            Text.number(suggestion.get("low").asDouble()),
            Text.number(suggestion.get("high").asDouble()))
        : rate;
  }
}
