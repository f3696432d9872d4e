package dev.temper.store;

import dev.temper.study.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.sqlite.BusyHandler;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.LockingMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * A store in one file, for the processes of one machine.
 *
 * <p>Writes go through one connection, whose transactions lock the file from their beginning, so
 * that none finds in the end that another was faster. Readers have connections of their own and see
 * the store as of the moment they began, whoever writes.
 */
final class SqliteDatabase implements Database {

  private final Path file;
  private final boolean readOnly;
  private final Duration patience;
  private final Queue<Handle> readers = new ConcurrentLinkedQueue<>();
  private @Nullable Handle writer;

  private SqliteDatabase(Path file, boolean readOnly, Duration patience) {
    this.file = file;
    this.readOnly = readOnly;
    this.patience = patience;
  }

  /**
   * Opens a store; creates it where there is no file.
   *
   * @param patience how long to wait for others who lock the file
   * @throws StoreException if that cannot be done; one line
   */
  static SqliteDatabase open(Path file, Duration patience) {
    checkPlace(file, false);
    SqliteDatabase database = new SqliteDatabase(file, false, patience);
    boolean open = false;
    try {
      if (!Schema.isCurrent(database.version(database.writer().getConnection()), file.toString())) {
        database.close();
        database.migrate();
      }
      // It stays so; only a copy made by other means may have another journal.
      database.writer().createQuery("PRAGMA journal_mode = WAL").mapTo(String.class).one();
      open = true;
      return database;
    } catch (SQLException | JdbiException e) {
      throw database.failure(e);
    } finally {
      if (!open) {
        database.close();
      }
    }
  }

  /**
   * Opens a store that is there, for reading.
   *
   * @throws StoreException if that cannot be done; one line
   */
  static SqliteDatabase openReadOnly(Path file, Duration patience) {
    checkPlace(file, true);
    SqliteDatabase database = new SqliteDatabase(file, true, patience);
    boolean open = false;
    try {
      Handle reader = database.reader();
      database.readers.add(reader);
      int version = database.version(reader.getConnection());
      if (!Schema.isCurrent(version, file.toString())) {
        throw Schema.outdated(version, file.toString());
      }
      open = true;
      return database;
    } catch (SQLException | JdbiException e) {
      throw database.failure(e);
    } finally {
      if (!open) {
        database.close();
      }
    }
  }

  private static void checkPlace(Path file, boolean mustBeThere) {
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file)) {
      throw new StoreException("The store '" + file + "' is a folder; a file is expected.");
    }
    if (folder != null && !Files.isDirectory(folder)) {
      throw new StoreException("The folder of the store '" + file + "' is not there.");
    }
    if (Files.exists(file)) {
      if (!Files.isReadable(file)) {
        throw new StoreException("The store '" + file + "' must not be read by this user.");
      }
      if (!mustBeThere && !Files.isWritable(file)) {
        throw new StoreException("The store '" + file + "' must not be written by this user.");
      }
    } else if (mustBeThere) {
      throw new StoreException("There is no store '" + file + "'.");
    }
    if (!mustBeThere && folder != null && !Files.isWritable(folder)) {
      throw new StoreException(
          "The folder of the store '" + file + "' must not be written by this user.");
    }
  }

  /** The version of the tables; 0 where there are none. */
  private int version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT COUNT(*), COUNT(CASE name WHEN '"
                    + Schema.HISTORY
                    + "' THEN 1 END) FROM sqlite_master WHERE type = 'table'")) {
      if (row.getInt(1) == 0) {
        return 0;
      }
      if (row.getInt(2) == 0) {
        throw new StoreException("The SQLite database '" + file + "' is no store of Temper.");
      }
    }
    return Schema.version(connection);
  }

  /** Makes or migrates the tables while nobody else can open the file. */
  private void migrate() throws SQLException {
    SQLiteConfig config = config();
    config.setLockingMode(LockingMode.EXCLUSIVE);
    try (Connection connection = config.createConnection(url(""));
        Statement statement = connection.createStatement()) {
      statement.execute("BEGIN EXCLUSIVE");
      statement.execute("COMMIT");
      if (!Schema.isCurrent(version(connection), file.toString())) {
        Schema.migrate(new OneConnection(connection), "sqlite", Schema.settings(), file.toString());
      }
      statement.execute("PRAGMA journal_mode = WAL");
    }
  }

  @Override
  public <T> T write(Function<Handle, T> work) {
    if (readOnly) {
      throw new StoreException("The store '" + file + "' was opened for reading.");
    }
    try {
      Handle handle = writer();
      handle.begin();
      T result = work.apply(handle);
      handle.commit();
      return result;
    } catch (JdbiException e) {
      closeWriter();
      StoreException known = known(Causes.sql(e), e);
      throw known == null ? e : known;
    } catch (RuntimeException | Error e) {
      closeWriter();
      throw e;
    }
  }

  @Override
  public <T> T read(Function<Handle, T> work) {
    Handle reader = null;
    boolean good = false;
    try {
      reader = readers.poll();
      if (reader == null) {
        reader = reader();
      }
      reader.begin();
      T result = work.apply(reader);
      reader.commit();
      good = true;
      return result;
    } catch (JdbiException e) {
      throw failure(e);
    } finally {
      if (reader != null && good && !isImmutable()) {
        readers.add(reader);
      } else if (reader != null) {
        closeQuietly(reader);
      }
    }
  }

  @Override
  public String now() {
    return "CAST(unixepoch('subsec') * 1000 AS INTEGER)";
  }

  @Override
  public String lock() {
    return "";
  }

  @Override
  public StoreException refusal(JdbiException cause) {
    return failure(cause);
  }

  @Override
  public void close() {
    for (Handle reader = readers.poll(); reader != null; reader = readers.poll()) {
      closeQuietly(reader);
    }
    // Last, since it alone can take the log into the file and remove it.
    closeWriter();
  }

  private Handle writer() {
    Handle open = writer;
    if (open == null) {
      SQLiteConfig config = config();
      // A power cut can take the last changes with it, but only as if they had never been made.
      config.setSynchronous(SynchronousMode.NORMAL);
      config.setTransactionMode(TransactionMode.IMMEDIATE);
      config.enforceForeignKeys(true);
      open =
          Jdbi.open(
              () -> {
                Connection connection = config.createConnection(url(""));
                BusyHandler.setHandler(connection, new OftenAsking(patience));
                return connection;
              });
      open.setStatementBuilder(new KeptStatements());
      writer = open;
    }
    return open;
  }

  private void closeWriter() {
    Handle open = writer;
    writer = null;
    if (open != null) {
      closeQuietly(open);
    }
  }

  private Handle reader() {
    SQLiteConfig config = config();
    config.setReadOnly(true);
    String mode = isImmutable() ? "?immutable=1" : "";
    return Jdbi.open(() -> config.createConnection(url(mode)));
  }

  /**
   * Whether nobody writes and this user cannot: then SQLite, which would make files beside it to
   * read, must be told that it need not.
   */
  private boolean isImmutable() {
    Path folder = file.toAbsolutePath().getParent();
    return readOnly
        && folder != null
        && !Files.isWritable(folder)
        && !Files.exists(Path.of(file + "-wal"));
  }

  private SQLiteConfig config() {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout((int) patience.toMillis());
    return config;
  }

  /** A path may have characters that mean something in an address. */
  private String url(String mode) {
    return "jdbc:sqlite:" + file.toAbsolutePath().toUri() + mode;
  }

  private StoreException failure(Exception e) {
    SQLException cause = Causes.sql(e);
    StoreException known = known(cause, e);
    return known != null
        ? known
        : new StoreException(
            "The store '" + file + "' fails: " + Causes.line(cause == null ? e : cause) + ".", e);
  }

  /** What is wrong with the store as a whole; null if nothing is. */
  private @Nullable StoreException known(@Nullable SQLException cause, Exception e) {
    if (!(cause instanceof SQLiteException sqlite)) {
      return null;
    }
    String problem =
        switch (SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & 0xff)) {
          case SQLITE_NOTADB -> "is no SQLite database";
          case SQLITE_CORRUPT -> "is damaged";
          case SQLITE_FULL -> "has no room: the disk is full";
          case SQLITE_BUSY, SQLITE_LOCKED ->
              "is locked by another program, for "
                  + Math.max(1, patience.toSeconds())
                  + " s and longer";
          case SQLITE_READONLY, SQLITE_PERM -> "cannot be written";
          case SQLITE_CANTOPEN -> "cannot be opened: is its folder there, and may it be written?";
          case SQLITE_IOERR -> "cannot be read or written: " + Causes.line(sqlite);
          default -> null;
        };
    return problem == null
        ? null
        : new StoreException("The store '" + file + "' " + problem + ".", e);
  }

  private static void closeQuietly(Handle handle) {
    try {
      if (handle.isInTransaction()) {
        handle.rollback();
      }
    } catch (JdbiException e) {
      // What was begun is undone when the connection closes, which follows.
    }
    try {
      handle.close();
    } catch (JdbiException e) {
      // There is nothing left to lose.
    }
  }
}
