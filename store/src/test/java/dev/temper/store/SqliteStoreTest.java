package dev.temper.store;

import dev.temper.study.StudyStore;
import dev.temper.study.StudyStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The store in a file. */
class SqliteStoreTest extends StudyStoreContract {

  @TempDir private Path folder;

  @Override
  protected StudyStore open() {
    return Stores.open(folder.resolve("studies.db").toString());
  }
}
