package dev.temper.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Published data sets. */
@Command(
    name = "data",
    description = "Published data sets: which there are, and fetching one.",
    subcommands = {DataListCommand.class, DataFetchCommand.class})
final class DataCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Without a command: the help. */
  @Override
  public void run() {
    spec.commandLine().usage(System.out);
  }
}
