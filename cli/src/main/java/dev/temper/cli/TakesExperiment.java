package dev.temper.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** A command whose options may also stand in a file. */
interface TakesExperiment {

  /**
   * Checks what may stand beside the file, before it is read.
   *
   * @param given the arguments of the command as they were written
   * @throws IllegalArgumentException if something may not; one line
   */
  default void checkBeside(ParseResult given) {}

  /** The experiment file, or null. */
  @Nullable Path experiment();
}
