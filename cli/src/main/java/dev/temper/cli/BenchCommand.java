package dev.temper.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Benchmarks by name. */
@Command(
    name = "bench",
    description = "Measures Temper itself.",
    synopsisSubcommandLabel = "BENCHMARK",
    subcommands = {BenchSamplersCommand.class, BenchThroughputCommand.class})
final class BenchCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    return Temper.badInput(
        "The name of a benchmark is missing. Accepted: "
            + String.join(", ", spec.subcommands().keySet())
            + ".");
  }
}
