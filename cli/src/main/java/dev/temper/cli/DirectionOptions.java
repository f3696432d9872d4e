package dev.temper.cli;

import dev.temper.study.Direction;
import picocli.CommandLine.Option;

/** The options of which values are better. */
final class DirectionOptions {

  @Option(names = "--minimize", description = "Lower values are better. The default")
  private boolean minimize;

  @Option(names = "--maximize", description = "Higher values are better.")
  private boolean maximize;

  /**
   * Which values are better.
   *
   * @throws IllegalArgumentException if both are asked for; one line
   */
  Direction direction() {
    if (minimize && maximize) {
      throw new IllegalArgumentException(
          "--minimize has no place beside --maximize; one of them is expected.");
    }
    return maximize ? Direction.MAXIMIZE : Direction.MINIMIZE;
  }
}
