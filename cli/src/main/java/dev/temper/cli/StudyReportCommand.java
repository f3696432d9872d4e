package dev.temper.cli;

import dev.temper.report.RunFolder;
import dev.temper.report.Text;
import dev.temper.report.study.StudyReport;
import dev.temper.study.StudyReader;
import dev.temper.study.StudyStore;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Writes the report of a study as it stands. */
@Command(
    name = "report",
    description =
        "Writes the report of a study as it stands, also while others work on it: the page, the"
            + " plots, trials.csv, curves.csv and result.json.")
final class StudyReportCommand extends StudyAction {

  @Mixin private OutputOptions output = new OutputOptions();

  StudyReportCommand() {
    super(Use.READ);
  }

  @Override
  int run(StudyStore opened) throws IOException {
    StudyReader study = reader(opened);
    output.check();
    RunFolder folder =
        output.open("study-" + study.definition().name().replaceAll("[^A-Za-z0-9._-]", "_"));
    StudyReport report = StudyReport.of(study);
    report.write(folder);
    output.print(
        report.json(),
        folder,
        document ->
            Text.of(
                "%s of '%s'.",
                Text.count(study.trials().size(), "trial"), study.definition().name()));
    return Temper.DONE;
  }
}
