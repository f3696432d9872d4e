package dev.temper.cli;

import dev.temper.rateestimate.EstimateForm;
import dev.temper.recipe.Budget;
import dev.temper.recipe.WeightDecayBy;
import dev.temper.schedule.OneCycle;
import dev.temper.search.Goal;
import dev.temper.search.TrialSchedule;
import dev.temper.torch.data.ImageSize;
import dev.temper.torch.data.Loss;
import dev.temper.torch.data.Missing;
import dev.temper.training.Optimizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command {@code temper}. */
@Command(
    name = "temper",
    description = "Finds the hyper-parameters of a neural network the disciplined way.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    scope = CommandLine.ScopeType.INHERIT,
    versionProvider = Version.class,
    subcommands = {
      TuneCommand.class,
      RangeTestCommand.class,
      TrainCommand.class,
      ScheduleCommand.class,
      SensitivityCommand.class,
      SearchCommand.class,
      StudyCommand.class,
      AskTellCommand.class,
      DiagnoseCommand.class,
      DataCommand.class,
      ReproduceCommand.class,
      BenchCommand.class,
      DoctorCommand.class
    },
    footer = {
      "",
      "temper COMMAND --help tells a command's options. Every option may also stand in a YAML file:",
      "temper tune experiment.yaml --seed 7",
      "",
      "Exit codes: 0 done, 1 the run failed, 2 wrong use or bad input."
    })
public final class Temper implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  /** The command did what it was asked. */
  static final int DONE = 0;

  /** The run failed: nothing was wrong with what was asked. */
  static final int FAILED = 1;

  /** Wrong use or bad input: one line tells what, and nothing was written. */
  static final int BAD_INPUT = 2;

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(execute(args));
  }

  /** Runs the command; returns 0 for done, 1 for a failed run, 2 for bad input. */
  static int execute(String... args) {
    CommandLine line = commandLine();
    try {
      String[] all = args;
      ExperimentFile file = experimentFile(commandLine(), args);
      if (file != null) {
        all = file.insertInto(args);
        try {
          commandLine().parseArgs(all);
        } catch (ParameterException e) {
          // The arguments alone were right: the fault is in the file.
          return badInput(file.locate(e));
        }
      }
      return line.execute(all);
    } catch (ParameterException e) {
      return badInput(message(e));
    } catch (IllegalArgumentException e) {
      return badInput(String.valueOf(e.getMessage()));
    }
  }

  /** The experiment file among correct arguments, or null. */
  private static @Nullable ExperimentFile experimentFile(CommandLine line, String... args) {
    CommandLine.ParseResult parsed = line.parseArgs(args);
    while (parsed.hasSubcommand()) {
      parsed = parsed.subcommand();
    }
    Object command = parsed.commandSpec().userObject();
    boolean help = parsed.isUsageHelpRequested() || parsed.isVersionHelpRequested();
    if (!help && command instanceof TakesExperiment experiment && experiment.experiment() != null) {
      experiment.checkBeside(parsed);
      return ExperimentFile.read(experiment.experiment(), parsed);
    }
    return null;
  }

  private static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Temper());
    line.setOverwrittenOptionsAllowed(true);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.registerConverter(Decimals.class, Decimals::parse);
    line.registerConverter(WholeNumbers.class, WholeNumbers::parse);
    line.registerConverter(Budget.class, converter(Budget::parse));
    line.registerConverter(EstimateForm.class, converter(EstimateForm::named));
    line.registerConverter(WeightDecayBy.class, converter(WeightDecayBy::named));
    line.registerConverter(Optimizer.class, converter(Optimizer::named));
    line.registerConverter(SamplerKind.class, converter(SamplerKind::named));
    line.registerConverter(EarlyStopping.class, converter(EarlyStopping::named));
    line.registerConverter(Goal.class, converter(Goal::named));
    line.registerConverter(TrialSchedule.class, converter(TrialSchedule::named));
    line.registerConverter(Loss.class, converter(Loss::named));
    line.registerConverter(Missing.class, converter(Missing::named));
    line.registerConverter(ImageSize.class, converter(ImageSize::parse));
    line.registerConverter(OneCycle.Variant.class, converter(OneCycle.Variant::named));
    line.setParameterExceptionHandler((e, args) -> badInput(message(e)));
    line.setExecutionExceptionHandler((e, command, parsed) -> failed(e));
    line.setUsageHelpWidth(100);
    return line;
  }

  private static <T> ITypeConverter<T> converter(Function<String, T> parse) {
    return text -> {
      try {
        return parse.apply(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    };
  }

  /** What is wrong with the arguments, in one line, with the names that would be accepted. */
  static String message(ParameterException e) {
    String text = String.valueOf(e.getMessage()).lines().reduce((a, b) -> a + " " + b).orElse("");
    text =
        text.replaceFirst(" is not an int$", " is not a whole number up to " + Integer.MAX_VALUE)
            .replaceFirst(" is not a long$", " is not a whole number up to " + Long.MAX_VALUE)
            .replaceFirst(" is not a double$", " is not a number")
            .replaceFirst(
                "^Value for option option ('[^']*') \\(([^)]*)\\) should be in KEY=VALUE format but was",
                "The option $1 takes $2, not");
    if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
      List<String> accepted = new ArrayList<>();
      boolean options = unmatched.isUnknownOption();
      if (options) {
        e.getCommandLine().getCommandSpec().options().stream()
            .map(OptionSpec::longestName)
            .sorted()
            .forEach(accepted::add);
      } else {
        accepted.addAll(e.getCommandLine().getSubcommands().keySet());
      }
      if (!options && !accepted.isEmpty()) {
        text = "There is no command '" + unmatched.getUnmatched().get(0) + "'";
      }
      if (!accepted.isEmpty()) {
        text += ". Accepted: " + String.join(", ", accepted);
      }
    }
    return text;
  }

  /** Tells what is wrong in one line, even where a value holds line breaks. */
  static int badInput(String message) {
    System.err.println("temper: " + message.replaceAll("\\R", " "));
    return BAD_INPUT;
  }

  private static int failed(Exception e) {
    System.err.println("temper: the run failed: " + e);
    Arrays.stream(e.getStackTrace())
        .limit(12)
        .forEach(frame -> System.err.println("  at " + frame));
    return FAILED;
  }

  /** Without a command: the help. */
  @Override
  public void run() {
    spec.commandLine().usage(System.out);
  }
}
