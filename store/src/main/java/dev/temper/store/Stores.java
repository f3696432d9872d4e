package dev.temper.store;

import dev.temper.study.StoreException;
import dev.temper.study.StudyStore;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Opens study stores by where they are: a file, which is an SQLite database for the processes of
 * one machine, or {@code postgresql://user:password@host:port/database} for several machines.
 *
 * <p>In a PostgreSQL database the tables stand in a schema {@code temper}, or in the one that
 * {@code ?currentSchema=} names.
 */
public final class Stores {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Stores() {}

  /**
   * Opens a store; creates its file or tables where there are none.
   *
   * @param location a path whose folder is there, or an address as above, with {@code jdbc:} before
   *     it or without
   * @throws StoreException if it cannot be opened; one line without the password
   */
  public static StudyStore open(String location) {
    return open(location, PATIENCE);
  }

  /**
   * Opens a store that is there, for reading: it is not created and not changed, and methods that
   * would change it throw {@link StoreException}.
   *
   * @param location as for {@link #open}
   * @throws StoreException if it cannot be opened; one line without the password
   */
  public static StudyStore openReadOnly(String location) {
    return openReadOnly(location, PATIENCE);
  }

  /** The same, with another time to wait for whoever locks it, or for a server that is away. */
  static StudyStore open(String location, Duration patience) {
    if (isPostgres(location)) {
      PostgresAddress address = PostgresAddress.of(location);
      return new SqlStudyStore(PostgresDatabase.open(address, patience), address.shown());
    }
    Path file = file(location);
    return new SqlStudyStore(SqliteDatabase.open(file, patience), file.toString());
  }

  static StudyStore openReadOnly(String location, Duration patience) {
    if (isPostgres(location)) {
      PostgresAddress address = PostgresAddress.of(location);
      return new SqlStudyStore(PostgresDatabase.openReadOnly(address, patience), address.shown());
    }
    Path file = file(location);
    return new SqlStudyStore(SqliteDatabase.openReadOnly(file, patience), file.toString());
  }

  /** A location as it may stand in messages: without user, password and options. */
  public static String shown(String location) {
    return isPostgres(location) ? PostgresAddress.of(location).shown() : location;
  }

  private static boolean isPostgres(String location) {
    return location.matches("(?i)(jdbc:)?postgres(ql)?:.*");
  }

  private static Path file(String location) {
    boolean other =
        location.isBlank()
            || location.contains("://")
            || location.toLowerCase(Locale.ROOT).startsWith("jdbc:");
    if (other) {
      throw notAccepted(location, null);
    }
    try {
      return Path.of(location);
    } catch (InvalidPathException e) {
      throw notAccepted(location, e);
    }
  }

  private static StoreException notAccepted(String location, @Nullable Exception cause) {
    String message =
        "The store ("
            + JsonTree.shortened(location.replaceAll("//[^@/]*@", "//…@"))
            + ") must be a file or of the form postgresql://user:password@host:port/database.";
    return cause == null ? new StoreException(message) : new StoreException(message, cause);
  }
}
