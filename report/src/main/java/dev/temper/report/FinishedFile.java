package dev.temper.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that are written aside and renamed, so that none that can be seen is half-written. */
public final class FinishedFile {

  private FinishedFile() {}

  /**
   * Checks that a file could be written, and writes nothing.
   *
   * @param file where to; one that exists would be replaced
   * @throws IllegalArgumentException if it is a folder, or its folder is missing or cannot be
   *     written to; one line
   */
  public static void check(Path file) {
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException("The output '" + file + "' is a folder, not a file.");
    }
    Path folder = file.toAbsolutePath().resolveSibling("");
    if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new IllegalArgumentException(
          "The output '"
              + file
              + "' cannot be written: there is no folder one may write to there.");
    }
  }

  /** Writes a file into a folder that exists; one of that name is replaced. */
  public static void write(Path file, byte[] content) throws IOException {
    Path target = file.toAbsolutePath();
    Path aside =
        target.resolveSibling(
            "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    try {
      Files.write(aside, content);
      Files.move(
          aside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(aside);
    }
  }
}
