package dev.temper.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** The folder of one run. No file in it is ever seen half-written. */
public final class RunFolder {

  private final Path path;

  private RunFolder(Path path) {
    this.path = path;
  }

  /**
   * Checks that a folder could be made, and makes nothing.
   *
   * @param path what the user asked for
   * @param overwrite whether it may hold files already
   * @throws IllegalArgumentException if it is a file, not empty, or cannot be written; one line
   */
  public static void check(Path path, boolean overwrite) throws IOException {
    if (Files.exists(path)) {
      if (!Files.isDirectory(path)) {
        throw new IllegalArgumentException("The output '" + path + "' is a file, not a folder.");
      }
      try (Stream<Path> files = Files.list(path)) {
        if (!overwrite && files.findAny().isPresent()) {
          throw new IllegalArgumentException(
              "The output folder '"
                  + path
                  + "' is not empty. Give another, or --overwrite to replace its files.");
        }
      }
    }
    Path existing = path.toAbsolutePath();
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
      throw new IllegalArgumentException(
          "The output folder '"
              + path
              + "' cannot be written: '"
              + existing
              + "' is not a folder"
              + " one may write to.");
    }
  }

  /**
   * Makes a folder and the ones above it, or takes an existing one; the result.json of an earlier
   * run is removed, since it would vouch for files that are about to be replaced.
   */
  public static RunFolder open(Path path) throws IOException {
    Files.createDirectories(path);
    Files.deleteIfExists(path.resolve("result.json"));
    return new RunFolder(path);
  }

  /**
   * Makes the next free folder {@code parent/name-001}, {@code name-002} and so on.
   *
   * @param parent made if it does not exist
   * @param name what the run is
   */
  public static RunFolder next(Path parent, String name) throws IOException {
    Files.createDirectories(parent);
    for (int number = 1; ; number++) {
      Path path = parent.resolve(String.format(Locale.ROOT, "%s-%03d", name, number));
      try {
        Files.createDirectory(path);
        return new RunFolder(path);
      } catch (FileAlreadyExistsException e) {
        // Taken, perhaps this moment by another process: the next number.
      }
    }
  }

  /** Where the folder is. */
  public Path path() {
    return path;
  }

  /** Where a file of this name is or will be. */
  public Path file(String name) {
    return path.resolve(name);
  }

  /** Removes the folder if nothing was written into it. */
  public void deleteIfEmpty() throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      if (files.findAny().isPresent()) {
        return;
      }
    }
    Files.delete(path);
  }

  /**
   * Removes files that an earlier run left; none is no error.
   *
   * @param folder in this one; empty for this one itself
   * @param glob which files, as in {@code decision-*.png}
   */
  public void remove(String folder, String glob) throws IOException {
    Path where = path.resolve(folder);
    if (Files.isDirectory(where)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(where, glob)) {
        for (Path file : files) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /** Writes a text file in UTF-8. */
  public void write(String name, CharSequence text) throws IOException {
    write(name, text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a file; folders in its name are made. */
  public void write(String name, byte[] content) throws IOException {
    Path target = file(name).toAbsolutePath();
    Files.createDirectories(target.resolveSibling(""));
    FinishedFile.write(target, content);
  }
}
