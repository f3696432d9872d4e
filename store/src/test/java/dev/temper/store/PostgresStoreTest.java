package dev.temper.store;

import dev.temper.study.StudyStore;
import dev.temper.study.StudyStoreContract;
import org.junit.jupiter.api.Tag;

/** The store in a PostgreSQL database. */
@Tag("postgres")
class PostgresStoreTest extends StudyStoreContract {

  @Override
  protected StudyStore open() {
    return Stores.open(PostgresServer.emptySchema());
  }
}
