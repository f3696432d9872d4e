package dev.temper.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.temper.study.StoreException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A store in a PostgreSQL database, for several machines.
 *
 * <p>A connection that is lost is made again, for a limited time. Whether a transaction was kept
 * whose commit was not answered is asked of the server, which knows it by its number; so no change
 * is lost and none is made twice.
 */
final class PostgresDatabase implements Database {

  private static final int CONNECTIONS = 5;
  private static final Duration CONNECTION_WAIT = Duration.ofSeconds(5);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  /** Any number that nobody else locks: it keeps two processes from making the tables at once. */
  private static final long MIGRATION_LOCK = 0x74656d706572L;

  /** The server goes, comes or is crowded, or this transaction was chosen to make way. */
  private static final Set<String> PASSING =
      Set.of("57P01", "57P02", "57P03", "53300", "40001", "40P01");

  /** The server never heard of a transaction: it has lost what came before, as a stand-in may. */
  private static final String NUMBER_TO_COME = "22023";

  private final String name;
  private final boolean readOnly;
  private final Duration patience;
  private final HikariDataSource pool;
  private final Jdbi jdbi;

  private PostgresDatabase(PostgresAddress address, boolean readOnly, Duration patience) {
    this.name = address.shown();
    this.readOnly = readOnly;
    this.patience = patience;
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(address.url());
    config.setDataSourceProperties(address.properties());
    config.setPoolName("temper");
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(CONNECTION_WAIT.toMillis());
    config.setInitializationFailTimeout(-1);
    this.pool = new HikariDataSource(config);
    this.jdbi = Jdbi.create(pool);
  }

  /**
   * Opens a store; makes its tables where there are none.
   *
   * @param patience how long to try again when the connection is lost later
   * @throws StoreException if that cannot be done; one line
   */
  static PostgresDatabase open(PostgresAddress address, Duration patience) {
    try (Connection connection = DriverManager.getConnection(address.url(), address.properties())) {
      if (!Schema.isCurrent(version(connection, address), address.shown())) {
        migrate(connection, address);
      }
    } catch (SQLException e) {
      throw unreachable(address, e);
    }
    return new PostgresDatabase(address, false, patience);
  }

  /**
   * Opens a store that is there, for reading.
   *
   * @throws StoreException if that cannot be done; one line
   */
  static PostgresDatabase openReadOnly(PostgresAddress address, Duration patience) {
    try (Connection connection = DriverManager.getConnection(address.url(), address.properties())) {
      int version = version(connection, address);
      if (!Schema.isCurrent(version, address.shown())) {
        throw Schema.outdated(version, address.shown());
      }
    } catch (SQLException e) {
      throw unreachable(address, e);
    }
    return new PostgresDatabase(address, true, patience);
  }

  /** The version of the tables; 0 where there are none. */
  private static int version(Connection connection, PostgresAddress address) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT 1 FROM pg_tables WHERE schemaname = ? AND tablename = ?")) {
      statement.setString(1, address.schema());
      statement.setString(2, Schema.HISTORY);
      try (ResultSet table = statement.executeQuery()) {
        if (!table.next()) {
          return 0;
        }
      }
    }
    return Schema.version(connection);
  }

  private static void migrate(Connection connection, PostgresAddress address) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      // Kept until the connection is closed.
      statement.execute("SELECT pg_advisory_lock(" + MIGRATION_LOCK + ")");
      if (!Schema.isCurrent(version(connection, address), address.shown())) {
        Schema.migrate(
            source(address),
            "postgresql",
            Schema.settings().defaultSchema(address.schema()).createSchemas(true),
            address.shown());
      }
    }
  }

  private static DataSource source(PostgresAddress address) throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(address.url());
    for (String property : address.properties().stringPropertyNames()) {
      source.setProperty(property, address.properties().getProperty(property));
    }
    return source;
  }

  @Override
  public <T> T write(Function<Handle, T> work) {
    if (readOnly) {
      throw new StoreException("The store '" + name + "' was opened for reading.");
    }
    return uninterrupted(
        () -> {
          Patience left = new Patience(patience, FIRST_PAUSE, LONGEST_PAUSE);
          while (true) {
            Attempt<T> attempt = new Attempt<>();
            try {
              return attempt.make(jdbi, work, patience);
            } catch (JdbiException e) {
              awaitAnother(e, left);
              if (attempt.isUnanswered() && wasKept(attempt.number(), left)) {
                return attempt.result();
              }
            }
          }
        });
  }

  @Override
  public <T> T read(Function<Handle, T> work) {
    return uninterrupted(
        () -> {
          Patience left = new Patience(patience, FIRST_PAUSE, LONGEST_PAUSE);
          while (true) {
            try {
              return readOnce(work);
            } catch (JdbiException e) {
              try {
                awaitAnother(e, left);
              } catch (JdbiException refused) {
                throw refusal(refused);
              }
            }
          }
        });
  }

  private <T> T readOnce(Function<Handle, T> work) {
    try (Handle handle = jdbi.open()) {
      handle.setReadOnly(true);
      return handle.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, work::apply);
    }
  }

  /** Asks the server whether a transaction was kept, until it knows. */
  private boolean wasKept(long transaction, Patience left) {
    while (true) {
      try (Handle handle = jdbi.open()) {
        String status =
            handle
                .createQuery("SELECT txid_status(:transaction)")
                .bind("transaction", transaction)
                .mapTo(String.class)
                .findOne()
                .orElse("aborted");
        if (!status.equals("in progress")) {
          return status.equals("committed");
        }
        if (!left.lasts()) {
          throw new StoreException(
              "The store '" + name + "' does not say whether the last changes were kept.");
        }
      } catch (JdbiException e) {
        SQLException cause = Causes.sql(e);
        if (cause != null && state(cause).equals(NUMBER_TO_COME)) {
          return false;
        }
        awaitAnother(e, left);
      }
    }
  }

  /**
   * Waits where a failure passes.
   *
   * @throws StoreException if it does not, or it took too long
   * @throws JdbiException if the store as a whole has not failed
   */
  private void awaitAnother(JdbiException e, Patience left) {
    SQLException cause = Causes.sql(e);
    if (cause == null) {
      throw e;
    }
    String state = state(cause);
    if (isPassing(e, state)) {
      if (!left.lasts()) {
        throw new StoreException(
            "The store '"
                + name
                + "' was not reached for "
                + Math.max(1, patience.toSeconds())
                + " s: "
                + Causes.line(cause)
                + ".",
            e);
      }
      return;
    }
    String problem =
        switch (state) {
          case "55P03" -> "is locked by another program";
          case "53100" -> "has no room: the server's disk is full";
          case "25006" -> "cannot be written: the server only lets read";
          case "42501" -> "must not be used so by this user: " + Causes.line(cause);
          case "42P01", "3F000" -> "has lost its tables: " + Causes.line(cause);
          default -> state.startsWith("28") || state.startsWith("3D") ? Causes.line(cause) : null;
        };
    if (problem == null) {
      throw e;
    }
    throw new StoreException("The store '" + name + "' " + problem + ".", e);
  }

  private static boolean isPassing(JdbiException e, String state) {
    if (state.startsWith("08") || PASSING.contains(state)) {
      return true;
    }
    // The pool had no connection in time; where a server said why, that counts.
    return state.isEmpty() && e.getCause() instanceof SQLTransientConnectionException;
  }

  private static String state(SQLException e) {
    return e.getSQLState() == null ? "" : e.getSQLState();
  }

  private static StoreException unreachable(PostgresAddress address, SQLException e) {
    String state = state(e);
    String problem =
        state.startsWith("08")
            ? "cannot be reached: "
            : state.startsWith("28") ? "refuses the user: " : "cannot be opened: ";
    return new StoreException(
        "The store '" + address.shown() + "' " + problem + Causes.line(e) + ".", e);
  }

  @Override
  public String now() {
    return "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)";
  }

  @Override
  public String lock() {
    return " FOR UPDATE";
  }

  @Override
  public StoreException refusal(JdbiException cause) {
    SQLException sql = Causes.sql(cause);
    return new StoreException(
        "The store '" + name + "' fails: " + Causes.line(sql == null ? cause : sql) + ".", cause);
  }

  @Override
  public void close() {
    pool.close();
  }

  /** Work that others wait for is finished first; the thread stays interrupted after it. */
  private static <T> T uninterrupted(Supplier<T> work) {
    boolean interrupted = Thread.interrupted();
    try {
      return work.get();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** One try to make a transaction. */
  private static final class Attempt<T> {

    private long number;
    private @Nullable T result;
    private boolean committing;

    T make(Jdbi jdbi, Function<Handle, T> work, Duration patience) {
      try (Handle handle = jdbi.open()) {
        handle.begin();
        number =
            handle
                .createQuery("SELECT txid_current(), set_config('lock_timeout', :patience, true)")
                .bind("patience", patience.toMillis() + "ms")
                .map((row, context) -> row.getLong(1))
                .one();
        T made = work.apply(handle);
        result = made;
        committing = true;
        handle.commit();
        return made;
      }
    }

    /** Whether the server was told to keep it and has not said that it did. */
    boolean isUnanswered() {
      return committing;
    }

    long number() {
      return number;
    }

    T result() {
      if (result == null) {
        throw new IllegalStateException("There is no result yet.");
      }
      return result;
    }
  }
}
