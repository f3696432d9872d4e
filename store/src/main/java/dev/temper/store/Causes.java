package dev.temper.store;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What stands behind an exception. */
final class Causes {

  private Causes() {}

  /** The database's own exception: the innermost of its kind; null where there is none. */
  static @Nullable SQLException sql(Throwable thrown) {
    SQLException found = null;
    for (Throwable each = thrown; each != null; each = each.getCause()) {
      if (each instanceof SQLException sql) {
        found = sql;
      }
    }
    return found;
  }

  /** The first line of a message, without a full stop at its end. */
  static String line(Throwable thrown) {
    String message =
        thrown.getMessage() == null ? thrown.getClass().getName() : thrown.getMessage();
    String line = message.lines().findFirst().orElse("").strip();
    return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
  }
}
