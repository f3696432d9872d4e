package dev.temper.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Studies in a store. */
@Command(
    name = "study",
    description =
        "Studies in a store: searches that were begun, their trials and their best. A store is a"
            + " file, postgresql://user:password@host/database, or the folder of a run of 'search'.",
    subcommands = {
      StudyCreateCommand.class,
      StudyListCommand.class,
      StudyShowCommand.class,
      StudyBestCommand.class,
      StudyExportCommand.class,
      StudyReportCommand.class,
      StudyAskCommand.class,
      StudyTellCommand.class,
      StudyResumeCommand.class
    })
final class StudyCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Without a command: the help. */
  @Override
  public void run() {
    spec.commandLine().usage(System.out);
  }
}
