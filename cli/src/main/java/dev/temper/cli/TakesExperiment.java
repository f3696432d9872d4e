package dev.temper.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A command whose options may also stand in a file. */
interface TakesExperiment {

  /** The experiment file, or null. */
  @Nullable Path experiment();
}
