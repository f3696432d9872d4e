package dev.temper.cli;

import dev.temper.report.study.StudyReport;
import dev.temper.study.StudyStore;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the trials of a study for other programs. */
@Command(
    name = "export",
    description =
        "Prints all trials, or all reports of the trials, on stdout: one line each in CSV, a list"
            + " in JSON.")
final class StudyExportCommand extends StudyAction {

  /** The forms. */
  enum Format {
    /** A header, then a line each. */
    CSV,
    /** A list of objects. */
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = "--format",
      paramLabel = "NAME",
      defaultValue = "csv",
      description = "csv or json. Default: ${DEFAULT-VALUE}")
  private Format format = Format.CSV;

  @Option(
      names = "--reports",
      description = "What trials reported on their way, in CSV, instead of the trials.")
  private boolean reports;

  StudyExportCommand() {
    super(Use.READ);
  }

  @Override
  int run(StudyStore opened) {
    if (reports && format != Format.CSV) {
      throw new IllegalArgumentException(
          "--reports has no place beside --format " + format + ". Accepted: csv.");
    }
    StudyReport report = StudyReport.of(reader(opened));
    if (format == Format.JSON) {
      System.out.println(report.trialsJson());
    } else {
      System.out.print(reports ? report.reportsCsv() : report.trialsCsv());
    }
    return Temper.DONE;
  }
}
