package dev.temper.store;

import static org.junit.jupiter.api.Assumptions.abort;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One PostgreSQL server for all tests of this process; it ends with the process. */
final class PostgresServer {

  private static final AtomicInteger SCHEMAS = new AtomicInteger();
  private static @Nullable EmbeddedPostgres shared;

  private PostgresServer() {}

  /** The server; skips the test with one line where none can be started. */
  static synchronized EmbeddedPostgres shared() {
    if (shared == null) {
      shared = start(EmbeddedPostgres.builder());
    }
    return shared;
  }

  /** A server of a test's own. */
  static EmbeddedPostgres start(EmbeddedPostgres.Builder builder) {
    try {
      return builder.start();
    } catch (IOException | RuntimeException e) {
      return abort("No PostgreSQL server can be started here: " + e.getMessage());
    }
  }

  /** The address of an empty schema of the shared server. */
  static String emptySchema() {
    return address(shared().getPort(), "test_" + SCHEMAS.incrementAndGet());
  }

  static String address(int port, String schema) {
    return "postgresql://postgres:postgres@localhost:" + port + "/postgres?currentSchema=" + schema;
  }
}
