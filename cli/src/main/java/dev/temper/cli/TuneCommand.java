package dev.temper.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.recipe.Budget;
import dev.temper.recipe.Tuning;
import dev.temper.recipe.TuningException;
import dev.temper.recipe.TuningResult;
import dev.temper.recipe.WeightDecayBy;
import dev.temper.report.CurvesCsv;
import dev.temper.report.JournalFile;
import dev.temper.report.RunFolder;
import dev.temper.report.Text;
import dev.temper.report.TuneReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The main job: the disciplined procedure, then the final run. */
@Command(
    name = "tune",
    description =
        "Finds the values by cheap experiments, trains with them, tests once and writes a report.")
final class TuneCommand extends ExperimentCommand {

  private static final String EXPERIMENT = "experiment.yaml";
  private static final String MODEL = "model.pt";

  /** Options of where the results go and how they are told, which a resumed run does not repeat. */
  private static final Set<String> OUTPUT = Set.of("out", "overwrite", "json", "quiet");

  private static final Set<String> BESIDE_RESUME = Set.of("resume", "json", "quiet");

  @Option(
      names = "--budget",
      paramLabel = "N",
      defaultValue = "15epochs",
      description =
          "Length of the final run: 10epochs, or 10, 2000iterations or 500000examples; finding the"
              + " values takes at most 1.5 times as much again. Or the time for everything:"
              + " 5minutes. Default: ${DEFAULT-VALUE}")
  private Budget budget = Budget.DEFAULT;

  @Option(
      names = "--momentum",
      paramLabel = "X[,Y]",
      hideParamSyntax = true,
      split = ",",
      description =
          "Largest and smallest momentum, or beta1; one value is constant. Default: tune finds it")
  private double @Nullable [] momentum;

  @Option(
      names = "--weight-decay-by",
      paramLabel = "WAY",
      description =
          "How the weight decay is found: grid (short runs, then the exponent is bisected), range"
              + " (a range test at each value) or snapshot (restarts from where a run stalls)."
              + " Default: grid")
  private @Nullable WeightDecayBy weightDecayBy;

  @Option(
      names = "--explore",
      paramLabel = "NAME,…",
      hideParamSyntax = true,
      split = ",",
      description =
          "Settings of the model that may be changed, as in dropout,width,depth. Default: dropout,"
              + " where the model has it")
  private @Nullable Set<String> explored;

  @Option(
      names = "--resume",
      paramLabel = "DIR",
      description =
          "Go on in the folder of a run that was interrupted, from its last finished experiment."
              + " All other options are that run's")
  private @Nullable Path resumed;

  @Spec private CommandSpec spec = CommandSpec.create();

  private @Nullable JournalFile journal;

  @Override
  String name() {
    return "tune";
  }

  @Override
  public @Nullable Path experiment() {
    return resumed == null ? super.experiment() : resumed.resolve(EXPERIMENT);
  }

  @Override
  public void checkBeside(ParseResult given) {
    if (resumed == null) {
      return;
    }
    for (OptionSpec option : given.matchedOptions()) {
      if (!BESIDE_RESUME.contains(option.longestName().substring(2))) {
        throw new IllegalArgumentException(
            "The option "
                + option.longestName()
                + " cannot stand beside --resume, which takes that run's own. Accepted: --json,"
                + " --quiet.");
      }
    }
    if (super.experiment() != null) {
      throw new IllegalArgumentException(
          "The experiment '"
              + super.experiment()
              + "' cannot stand beside --resume, which takes that run's own.");
    }
    if (!Files.isRegularFile(resumed.resolve(EXPERIMENT))) {
      throw new IllegalArgumentException(
          "There is no run to go on with in '"
              + resumed
              + "': it has no "
              + EXPERIMENT
              + ". Give the folder of a run of 'tune'.");
    }
  }

  @Override
  public Integer call() throws IOException {
    if (resumed != null) {
      output().goOnIn(resumed);
    }
    return super.call();
  }

  @Override
  void checkOptions() {
    if (weightDecayBy != null && givesWeightDecay()) {
      throw new IllegalArgumentException(
          "The option --weight-decay-by "
              + weightDecayBy.label()
              + " has no meaning beside --weight-decay "
              + weightDecays().get(0)
              + ", which is taken as it is. Give one of them.");
    }
    if (momentum != null) {
      if (momentum.length > 2) {
        throw new IllegalArgumentException(
            "The momentum ("
                + Arrays.toString(momentum)
                + ") must be one or two values, as in 0.95,0.85.");
      }
      for (double value : momentum) {
        if (!(value >= 0 && value < 1)) {
          throw new IllegalArgumentException(
              "The momentum ("
                  + value
                  + ") must be one or two values of at least 0 and below 1, as in 0.95,0.85.");
        }
        checkMomentum(value);
      }
      if (momentum[momentum.length - 1] > momentum[0]) {
        throw new IllegalArgumentException(
            "The smallest momentum ("
                + momentum[1]
                + ") must be at most the largest ("
                + momentum[0]
                + ").");
      }
    }
  }

  @Override
  void check(Prepared prepared) {
    if (explored != null) {
      Tuning.of(prepared.task()).explore(explored);
    }
  }

  private Tuning tuning(Prepared prepared) {
    Tuning tuning =
        Tuning.of(prepared.task())
            .seed(prepared.settings().seed())
            .optimizer(prepared.settings().optimizer())
            .updates(prepared.settings().updates())
            .weightDecayBy(weightDecayBy == null ? WeightDecayBy.GRID : weightDecayBy)
            .budget(budget);
    if (!batchSizes().isEmpty()) {
      tuning = tuning.batchSize(prepared.settings().batchSize());
    }
    if (givesWeightDecay()) {
      tuning = tuning.weightDecay(prepared.weightDecay());
    }
    if (momentum != null) {
      tuning = tuning.momentum(momentum[0], momentum[momentum.length - 1]);
    }
    return explored == null ? tuning : tuning.explore(new TreeSet<>(explored));
  }

  /**
   * What decides the figures beside the options: as many processors, the same arithmetic, and the
   * place of a model of the user's.
   */
  private static Map<String, String> fixed(Prepared prepared) {
    Map<String, String> options = new HashMap<>(prepared.ownModel());
    options.putAll(ExecutionOptions.of(prepared.task()));
    return options;
  }

  @Override
  void begin(Prepared prepared, RunFolder folder) throws IOException {
    if (resumed != null) {
      journal = JournalFile.open(folder);
      return;
    }
    // Whoever holds the journal owns the folder: nothing is removed before.
    journal = JournalFile.create(folder);
    TuneReport.removeFrom(folder);
    Files.deleteIfExists(folder.file(MODEL));
    folder.write(
        EXPERIMENT,
        ExperimentFile.write(spec.commandLine().getParseResult(), OUTPUT, fixed(prepared)));
  }

  @Override
  ObjectNode run(Prepared prepared, RunFolder folder, Progress progress)
      throws IOException, RunFailedException {
    try (JournalFile kept = Objects.requireNonNull(journal)) {
      if (resumed != null) {
        progress.onNote(
            "Going on behind " + kept.size() + " finished experiments in " + folder.path());
      }
      TuningResult result =
          tuning(prepared).journal(kept).saveModelTo(folder.file(MODEL)).run(progress);
      TuneReport report = new TuneReport(result, prepared.engine(), prepared.reproduction());
      report.write(folder);
      return report.json();
    } catch (TuningException e) {
      if (e.rangeTest().isPresent()) {
        folder.write("range-test.csv", CurvesCsv.of(e.rangeTest().get()));
      }
      if (e.lastRun().isPresent()) {
        folder.write("curves.csv", CurvesCsv.of(e.lastRun().get()));
      }
      throw new RunFailedException(
          e.getMessage() + " What was recorded is in " + folder.path() + ".");
    } catch (IOException e) {
      throw new RunFailedException(
          "The run cannot go on ("
              + e
              + "). What was finished is in "
              + folder.path()
              + "; temper tune --resume "
              + folder.path()
              + " goes on behind it.");
    }
  }

  @Override
  String summary(ObjectNode result) {
    String max = Text.number(result.at("/chosen/momentum_max").doubleValue());
    String min = Text.number(result.at("/chosen/momentum_min").doubleValue());
    return Text.of(
        "%s%nMaximum learning rate %s, batch size %d, momentum %s, weight decay %s.",
        testSummary(result),
        Text.number(result.at("/chosen/learning_rate_max").doubleValue()),
        result.at("/chosen/batch_size").intValue(),
        max.equals(min) ? max : max + " to " + min,
        Text.number(result.at("/chosen/weight_decay").doubleValue()));
  }
}
