package dev.temper.cli;

import dev.temper.report.Text;
import dev.temper.study.StudyReader;
import dev.temper.study.StudyStore;
import dev.temper.study.Trial;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tells the best trial of a study. */
@Command(name = "best", description = "Tells the best trial of a study and its values.")
final class StudyBestCommand extends StudyAction {

  @Option(names = "--json", description = "One JSON document, in one line.")
  private boolean json;

  StudyBestCommand() {
    super(Use.READ);
  }

  @Override
  int run(StudyStore opened) {
    StudyReader study = reader(opened);
    Optional<Trial> best = study.best();
    if (best.isEmpty()) {
      System.err.println(
          "temper: No trial of the study '" + study.definition().name() + "' has a value.");
      return Temper.FAILED;
    }
    if (json) {
      System.out.println(StudyJson.of(best.get()));
      return Temper.DONE;
    }
    System.out.println(
        Text.of(
            "trial %d: %s %s",
            best.get().number(), study.definition().objective(), Text.number(best.get().value())));
    best.get()
        .configuration()
        .values()
        .forEach((name, value) -> System.out.println("  " + name + " " + Text.value(value)));
    return Temper.DONE;
  }
}
