package dev.temper.cli;

import dev.temper.study.Study;
import dev.temper.study.StudyStore;
import dev.temper.study.Trial;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tells what a trial came to. */
@Command(
    name = "tell",
    description =
        "Tells what a trial came to that was asked for by 'study ask', and prints it as it stands.")
final class StudyTellCommand extends StudyAction {

  /** What came of it. */
  static final class Outcome {

    @Option(
        names = "--value",
        paramLabel = "X",
        description = "What it came to; NaN where it diverged.")
    private @Nullable Double value;

    @Option(names = "--infeasible", description = "It cannot be run with its values, or diverged.")
    private boolean infeasible;

    @Option(
        names = "--failed",
        description = "It failed for a reason that says nothing of its values.")
    private boolean failed;

    @Option(names = "--give-up", description = "It waits for somebody else.")
    private boolean givenUp;
  }

  @Option(names = "--id", paramLabel = "N", required = true, description = "Of the trial. Required")
  private long id;

  @ArgGroup(multiplicity = "1")
  private Outcome outcome = new Outcome();

  @Option(
      names = "--why",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Why it has no value, one line.")
  private String why = "";

  @Option(
      names = "--worker",
      paramLabel = "NAME",
      defaultValue = ShellStudy.WORKER,
      description = "Who asked for it. Default: ${DEFAULT-VALUE}")
  private String worker = ShellStudy.WORKER;

  StudyTellCommand() {
    super(Use.CHANGE);
  }

  @Override
  int run(StudyStore opened) {
    try (Study study = ShellStudy.open(opened, name(opened))) {
      study.asked(id, worker);
      System.out.println(StudyJson.of(end(study)));
    }
    return Temper.DONE;
  }

  private Trial end(Study study) {
    if (outcome.infeasible) {
      return study.tellInfeasible(id, why);
    }
    if (outcome.failed) {
      return study.tellFailed(id, why);
    }
    return outcome.givenUp
        ? study.giveUp(id)
        : study.tell(id, Objects.requireNonNull(outcome.value));
  }
}
