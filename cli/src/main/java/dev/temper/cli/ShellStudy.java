package dev.temper.cli;

import dev.temper.pruner.Pruner;
import dev.temper.study.Study;
import dev.temper.study.StudyDefinition;
import dev.temper.study.StudyReader;
import dev.temper.study.StudySettings;
import dev.temper.study.StudyStore;
import java.time.Duration;

/** A study whose trials are run by a shell or another program, which tells nothing in between. */
final class ShellStudy {

  /** Who takes trials on unless told otherwise. */
  static final String WORKER = "shell";

  /** After which such a trial is lost: nobody says that its worker lives. */
  private static final Duration SILENCE = Duration.ofDays(7);

  private ShellStudy() {}

  /**
   * Opens a study that is there, with the sampler it keeps.
   *
   * @throws IllegalArgumentException if there is none, or a search runs its trials; one line
   */
  static Study open(StudyStore store, String name) {
    StudyDefinition definition = StudyReader.open(store, name).definition();
    KeptOptions.requireNoSearch(definition);
    return Study.resume(
        store,
        name,
        SamplerOptions.sampler(definition.settings(), definition.seed()),
        Pruner.none(),
        StudySettings.DEFAULT.withSilence(SILENCE));
  }
}
