package dev.temper.cli;

import dev.temper.store.Stores;
import dev.temper.study.StoreException;
import dev.temper.study.StudyStore;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Where a store is, as it is given to an option.
 *
 * @param text a file, {@code postgresql://…}, or the folder of a run of {@code search}
 */
record StoreLocation(String text) {

  /** The store in the folder of a run. */
  static final String FILE = "study.db";

  /** What was given; a folder means the store in it. */
  static StoreLocation of(String given) {
    try {
      Path path = Path.of(given);
      return new StoreLocation(Files.isDirectory(path) ? path.resolve(FILE).toString() : given);
    } catch (InvalidPathException e) {
      return new StoreLocation(given);
    }
  }

  /** Whether there is a file, or a server is meant. */
  boolean isThere() {
    try {
      return Files.exists(Path.of(text)) || text.contains("://");
    } catch (InvalidPathException e) {
      return true;
    }
  }

  /**
   * Opens it, creating it where there is none.
   *
   * @throws IllegalArgumentException if it cannot be opened; one line
   */
  StudyStore open() {
    try {
      return Stores.open(text);
    } catch (StoreException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * Opens it for reading; it must be there.
   *
   * @throws IllegalArgumentException if it cannot be opened; one line
   */
  StudyStore openReadOnly() {
    try {
      return Stores.openReadOnly(text);
    } catch (StoreException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** As it may stand in messages: without a password. */
  @Override
  public String toString() {
    try {
      return Stores.shown(text);
    } catch (StoreException e) {
      return "the store";
    }
  }
}
