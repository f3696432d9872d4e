package dev.temper.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.temper.pruner.Report;
import dev.temper.study.Changes;
import dev.temper.study.StoreException;
import dev.temper.study.StudyStore;
import dev.temper.study.Trial;
import dev.temper.study.TrialState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file is opened as, and what is said where it cannot be. */
class SqliteOpeningTest {

  private static final Duration SHORT = Duration.ofMillis(50);

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("studies.db");
  }

  @Test
  void whatWasKeptIsThereWhenItIsOpenedAgain() {
    Changes before;
    try (StudyStore store = create()) {
      store.add(Studies.NAME, 0, Studies.configuration(3), 5);
      long lease = store.claim(Studies.NAME, 0, TrialState.WAITING, "worker").orElseThrow();
      store.report(Studies.NAME, 0, lease, List.of(new Report(1, 0.1, Map.of("train_loss", 2.0))));
      before = store.changes(Studies.NAME, 0);
    }
    try (StudyStore store = open()) {
      assertThat(store.find(Studies.NAME)).contains(Studies.definition());
      assertThat(store.changes(Studies.NAME, 0)).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b.db", "a%20b?c=d#e.db", "Größe.db", "it's;.db"})
  @DisabledOnOs(OS.WINDOWS)
  void aPathMayHaveAnyCharacters(String name) throws IOException {
    try (StudyStore store = Stores.open(folder.resolve(name).toString())) {
      store.create(Studies.definition());
    }
    try (StudyStore store = Stores.openReadOnly(folder.resolve(name).toString())) {
      assertThat(store.studies()).hasSize(1);
    }
    try (var files = Files.list(folder)) {
      assertThat(files)
          .extracting(path -> path.getFileName().toString())
          .as("it and what SQLite keeps beside it")
          .contains(name)
          .allSatisfy(each -> assertThat(each).startsWith(name));
    }
  }

  @Test
  void manyCanCreateItAtOnce() throws Exception {
    int threads = 6;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<Boolean>> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        String name = "study " + i;
        all.add(
            () -> {
              try (StudyStore store = Stores.open(file.toString())) {
                return store.create(Studies.named(name));
              }
            });
      }
      for (Future<Boolean> each : pool.invokeAll(all)) {
        assertThat(each.get()).isTrue();
      }
    } finally {
      pool.shutdownNow();
    }
    try (StudyStore store = open()) {
      assertThat(store.studies()).hasSize(threads);
    }
  }

  @Test
  void anEmptyFileBecomesAStore() throws IOException {
    Files.createFile(file);
    try (StudyStore store = create()) {
      assertThat(store.studies()).hasSize(1);
    }
  }

  @Test
  void whoReadsSeesWhatOthersWriteAndChangesNothing() {
    try (StudyStore store = create();
        StudyStore reader = Stores.openReadOnly(file.toString())) {
      store.add(Studies.NAME, 0, Studies.configuration(0), 1);

      assertThat(reader.changes(Studies.NAME, 0).trials()).hasSize(1);
      refused(() -> reader.add(Studies.NAME, 1, Studies.configuration(0), 1))
          .isEqualTo("The store '" + file + "' was opened for reading.");
      refused(() -> reader.delete(Studies.NAME)).contains("opened for reading");
    }
  }

  @Test
  void readingCreatesNothing() throws IOException {
    refused(() -> Stores.openReadOnly(file.toString()))
        .isEqualTo("There is no store '" + file + "'.");
    assertThat(file).doesNotExist();

    Files.createFile(file);
    refused(() -> Stores.openReadOnly(file.toString()))
        .isEqualTo("There is no store in '" + file + "' yet. Maybe no study was created there.");
    assertThat(file).isEmptyFile();
  }

  @Test
  void aClosedStoreSaysSo() {
    StudyStore store = create();
    store.close();
    refused(() -> store.create(Studies.named("another")))
        .isEqualTo("The store '" + file + "' is closed.");
    store.close();
  }

  @Test
  void refusesAFolder() {
    refused(() -> Stores.open(folder.toString()))
        .isEqualTo("The store '" + folder + "' is a folder; a file is expected.");
  }

  @Test
  void refusesAFolderThatIsNotThere() {
    Path lost = folder.resolve("lost").resolve("studies.db");
    refused(() -> Stores.open(lost.toString()))
        .isEqualTo("The folder of the store '" + lost + "' is not there.");
    assertThat(lost.getParent()).doesNotExist();
  }

  @Test
  void refusesWhatIsNoDatabase() throws IOException {
    Files.writeString(file, "learning_rate,loss\n".repeat(100));
    refused(this::open).isEqualTo("The store '" + file + "' is no SQLite database.");
    refused(() -> Stores.openReadOnly(file.toString())).contains("is no SQLite database");
    assertThat(file).content().startsWith("learning_rate");
  }

  @Test
  void refusesADatabaseOfSomethingElse() throws SQLException {
    execute("CREATE TABLE birds (name TEXT)");
    refused(this::open).isEqualTo("The SQLite database '" + file + "' is no store of Temper.");
  }

  @Test
  void refusesADamagedFile() throws IOException {
    create().close();
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 4096; i < bytes.length; i++) {
      bytes[i] = (byte) (31 * i);
    }
    Files.write(file, bytes);
    refused(
            () -> {
              try (StudyStore store = open()) {
                store.studies();
              }
            })
        .isEqualTo("The store '" + file + "' is damaged.");
  }

  @Test
  void refusesWhatANewerVersionMade() throws SQLException {
    create().close();
    execute(
        "INSERT INTO temper_schema SELECT 99, '7', description, type, script, checksum,"
            + " installed_by, installed_on, execution_time, success FROM temper_schema LIMIT 1");
    String message =
        "The store '"
            + file
            + "' was made by a newer version of Temper (its tables have version 7, this one knows"
            + " 2). Maybe update Temper.";
    refused(this::open).isEqualTo(message);
    refused(() -> Stores.openReadOnly(file.toString())).isEqualTo(message);
  }

  @Test
  void whatAnOlderVersionMadeIsMigratedByWhoWrites() throws SQLException {
    try (StudyStore store = create()) {
      store.add(Studies.NAME, 0, Studies.configuration(3), 5);
    }
    execute("ALTER TABLE trial DROP COLUMN losses");
    execute("DELETE FROM temper_schema WHERE version = '2'");

    refused(() -> Stores.openReadOnly(file.toString()))
        .contains("was made by an older version of Temper", "open it once for writing");
    try (StudyStore store = open()) {
      long lease = store.claim(Studies.NAME, 0, TrialState.WAITING, "worker").orElseThrow();
      store.release(Studies.NAME, 0, lease, TrialState.LOST, Double.NaN, "");
      Trial trial = store.changes(Studies.NAME, 0).trials().get(0);
      assertThat(trial.configuration()).isEqualTo(Studies.configuration(3));
      assertThat(trial.losses()).isEqualTo(1);
    }
  }

  @Test
  void saysWhereItIsLocked() throws SQLException {
    try (StudyStore store = create();
        Connection other = connection();
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      refused(() -> store.create(Studies.named("another")))
          .isEqualTo("The store '" + file + "' is locked by another program, for 1 s and longer.");
      assertThat(store.studies()).as("readers need not wait").hasSize(1);

      statement.execute("ROLLBACK");
      assertThat(store.create(Studies.named("another"))).isTrue();
    }
  }

  @Test
  void aFullDiskTakesNothingWithIt() throws SQLException {
    try (StudyStore store = create()) {
      store.add(Studies.NAME, 0, Studies.configuration(0), 1);
      long lease = store.claim(Studies.NAME, 0, TrialState.WAITING, "worker").orElseThrow();
      List<Report> many = new ArrayList<>();
      for (int step = 1; step <= 20_000; step++) {
        many.add(new Report(step, step));
      }
      limitPages(store, 30);
      refused(() -> store.report(Studies.NAME, 0, lease, many))
          .isEqualTo("The store '" + file + "' has no room: the disk is full.");

      limitPages(store, 100_000);
      assertThat(store.changes(Studies.NAME, 0).reports()).isEmpty();
      assertThat(store.report(Studies.NAME, 0, lease, many)).isTrue();
      assertThat(store.changes(Studies.NAME, 0).reports()).hasSize(20_000);
    }
  }

  @Test
  void refusesAFileThatMustNotBeWritten() throws IOException {
    create().close();
    assumeTrue(file.toFile().setWritable(false), "permissions can be taken away here");
    assumeFalse(Files.isWritable(file), "whoever runs this may write everything");
    refused(this::open).isEqualTo("The store '" + file + "' must not be written by this user.");
    try (StudyStore store = Stores.openReadOnly(file.toString())) {
      assertThat(store.studies()).hasSize(1);
    }
  }

  @Test
  void readsInAFolderThatMustNotBeWritten() {
    create().close();
    assumeTrue(folder.toFile().setWritable(false), "permissions can be taken away here");
    try {
      assumeFalse(Files.isWritable(folder), "whoever runs this may write everything");
      refused(this::open)
          .isEqualTo("The folder of the store '" + file + "' must not be written by this user.");
      try (StudyStore store = Stores.openReadOnly(file.toString())) {
        assertThat(store.studies()).hasSize(1);
        assertThat(store.studies()).hasSize(1);
      }
    } finally {
      folder.toFile().setWritable(true);
    }
  }

  @Test
  void refusesAFolderWhereNobodyCanMakeAFile() {
    Path nowhere = Path.of("/proc/studies.db");
    assumeTrue(
        Files.isDirectory(Objects.requireNonNull(nowhere.getParent())), "there is a /proc here");
    refused(() -> Stores.open(nowhere.toString()))
        .matches("The (folder of the )?store '/proc/studies.db' .*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "mysql://user:secret@host/db", "jdbc:sqlite:studies.db", "a\0b"})
  void refusesWhatIsNoPlace(String location) {
    refused(() -> Stores.open(location))
        .startsWith("The store (")
        .doesNotContain("secret")
        .endsWith(") must be a file or of the form postgresql://user:password@host:port/database.");
  }

  private StudyStore create() {
    StudyStore store = open();
    store.create(Studies.definition());
    return store;
  }

  private StudyStore open() {
    return Stores.open(file.toString(), SHORT);
  }

  /** As if the disk had so many pages of room. */
  private static void limitPages(StudyStore store, int pages) {
    ((SqlStudyStore) store).useWriter("PRAGMA max_page_count = " + pages);
  }

  private Connection connection() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = connection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static AbstractStringAssert<?> refused(ThrowingCallable call) {
    return assertThatExceptionOfType(StoreException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.getMessage()).hasLineCount(1))
        .extracting(Throwable::getMessage, InstanceOfAssertFactories.STRING);
  }
}
