package dev.temper.cli;

import dev.temper.pruner.Pruner;
import dev.temper.sampler.Sampler;
import dev.temper.study.Study;
import dev.temper.study.StudyDefinition;
import dev.temper.study.StudySettings;
import dev.temper.study.StudyStore;
import dev.temper.study.TrialState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What an earlier search left in a folder: its study may be worth hours.
 *
 * @param folder of the results
 */
record EarlierSearch(Path folder) {

  /** A database and what lies beside it while it is open. */
  private static final List<String> PARTS = List.of("", "-wal", "-shm");

  static EarlierSearch in(Path folder) {
    return new EarlierSearch(folder);
  }

  private boolean isThere() {
    return Files.exists(folder.resolve(StoreLocation.FILE));
  }

  /**
   * Checks that there is none.
   *
   * @throws IllegalArgumentException if there is one; one line that says how to go on with it
   */
  void requireNone() {
    if (isThere()) {
      throw new IllegalArgumentException(
          "The output folder '"
              + folder
              + "' holds a search: 'temper study resume --store "
              + folder
              + "' goes on with it; --overwrite removes its trials, network and report and begins"
              + " anew. Or give another folder.");
    }
  }

  /**
   * Removes it.
   *
   * @throws IllegalArgumentException if somebody works on it; one line
   */
  void remove() throws IOException {
    if (!isThere()) {
      return;
    }
    try (StudyStore store = StoreLocation.of(folder.toString()).open()) {
      for (StudyDefinition study : store.studies()) {
        requireIdle(store, study.name());
      }
    }
    for (String part : PARTS) {
      Files.deleteIfExists(folder.resolve(StoreLocation.FILE + part));
    }
  }

  private void requireIdle(StudyStore store, String name) {
    // Opened, since that tells trials whose worker is gone from those that run.
    try (Study study =
        Study.resume(store, name, Sampler.random(), Pruner.none(), StudySettings.DEFAULT)) {
      if (study.summary().count(TrialState.RUNNING) > 0) {
        throw new IllegalArgumentException(
            "The search in '" + folder + "' still goes on; give another folder.");
      }
    }
  }
}
