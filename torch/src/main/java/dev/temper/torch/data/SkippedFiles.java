package dev.temper.torch.data;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts the files of a folder that cannot be decoded: some few are left out, more are refused.
 * Safe for several threads.
 */
final class SkippedFiles {

  /** One of so many may be skipped. */
  private static final int SHARE = 100;

  /** So many always. */
  private static final int LEAST = 10;

  private final Path folder;
  private final long files;
  private final Set<Path> skipped = new HashSet<>();
  private @Nullable Path first;
  private String reason = "";

  SkippedFiles(Path folder, long files) {
    this.folder = folder;
    this.files = files;
  }

  /** Counts one, once however often it is met; of all, the first by name is told. */
  synchronized void add(Path file, String why) {
    if (!skipped.add(file)) {
      return;
    }
    if (first == null || file.compareTo(first) < 0) {
      first = file;
      reason = why;
    }
  }

  /**
   * Checks that they are few.
   *
   * @throws UnreadableImagesException if they are more than a hundredth of the files and more than
   *     10, or all
   */
  synchronized void requireFew() {
    long most = Math.max(LEAST, files / SHARE);
    long count = skipped.size();
    if (count > most || count == files) {
      throw new UnreadableImagesException(
          folder
              + ": "
              + count
              + " of "
              + files
              + " images cannot be decoded, the first is "
              + first
              + " ("
              + reason
              + "); up to "
              + most
              + " are skipped.");
    }
  }

  synchronized long count() {
    return skipped.size();
  }

  /** What was skipped, in one line. */
  synchronized String note() {
    return folder
        + ": "
        + skipped.size()
        + " of "
        + files
        + " images cannot be decoded and are skipped, the first is "
        + first
        + " ("
        + reason
        + ").";
  }
}
