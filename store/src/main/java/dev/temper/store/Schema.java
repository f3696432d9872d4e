package dev.temper.store;

import dev.temper.study.StoreException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * The tables of a store and their version.
 *
 * <p>The version is read without Flyway, whose start takes longer than all else: it is only asked
 * where there is something to migrate.
 */
final class Schema {

  /** The version of the last migration. */
  static final int NEWEST = 2;

  /** Where Flyway notes what it has done. */
  static final String HISTORY = "temper_schema";

  private Schema() {}

  /** The version of a store whose history is there. */
  static int version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT MAX(CAST(version AS INTEGER)) FROM "
                    + HISTORY
                    + " WHERE version IS NOT NULL AND success")) {
      return row.next() ? row.getInt(1) : 0;
    }
  }

  /**
   * Whether a version is the newest.
   *
   * @throws StoreException if it is beyond the newest
   */
  static boolean isCurrent(int version, String store) {
    if (version > NEWEST) {
      throw new StoreException(
          "The store '"
              + store
              + "' was made by a newer version of Temper (its tables have version "
              + version
              + ", this one knows "
              + NEWEST
              + "). Maybe update Temper.");
    }
    return version == NEWEST;
  }

  /**
   * Refuses a store that would have to be migrated before it can be read.
   *
   * @param version 0 for none
   */
  static StoreException outdated(int version, String store) {
    return new StoreException(
        version == 0
            ? "There is no store in '" + store + "' yet. Maybe no study was created there."
            : "The store '"
                + store
                + "' was made by an older version of Temper. Maybe open it once for writing.");
  }

  /**
   * Brings the tables to the newest version.
   *
   * @param folder of the migrations
   */
  static void migrate(
      DataSource source, String folder, FluentConfiguration settings, String store) {
    try {
      settings
          .dataSource(source)
          .locations("classpath:dev/temper/store/" + folder)
          .table(HISTORY)
          .baselineOnMigrate(true)
          .baselineVersion("0")
          .loggers("slf4j")
          .load()
          .migrate();
    } catch (FlywayException e) {
      SQLException cause = Causes.sql(e);
      throw new StoreException(
          "The store '"
              + store
              + "' cannot be given its tables: "
              + Causes.line(cause == null ? e : cause)
              + ".",
          e);
    }
  }

  /** Flyway's settings, for what a database sets itself. */
  static FluentConfiguration settings() {
    return Flyway.configure(Schema.class.getClassLoader());
  }
}
