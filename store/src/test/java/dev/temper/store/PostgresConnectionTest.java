package dev.temper.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.temper.pruner.Report;
import dev.temper.study.Changes;
import dev.temper.study.StoreException;
import dev.temper.study.StudyStore;
import dev.temper.study.TrialState;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of changes when the connection to the server is lost. */
@Tag("postgres")
class PostgresConnectionTest {

  private static final int WRITERS = 4;
  private static final int REPORTS = 150;

  @Test
  void nothingIsLostAndNothingMadeTwiceWhileConnectionsEnd() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    try (StudyStore store = Stores.open(PostgresServer.emptySchema());
        Connection other = PostgresServer.shared().getPostgresDatabase().getConnection();
        Statement statement = other.createStatement()) {
      store.create(Studies.definition());
      CountDownLatch running = new CountDownLatch(WRITERS);
      List<Future<?>> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        store.add(Studies.NAME, i, Studies.configuration(i), i);
        long number = i;
        writers.add(threads.submit(() -> write(store, number, running)));
      }
      running.await();
      int ended = 0;
      while (!writers.stream().allMatch(Future::isDone)) {
        statement.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state IS NOT NULL"
                + " AND backend_type = 'client backend' AND pid <> pg_backend_pid()");
        ended++;
        // Between two the writers must come to a report, or none of them ever would.
        long done = store.changes(Studies.NAME, 0).revision();
        while (store.changes(Studies.NAME, done).revision() == done
            && !writers.stream().allMatch(Future::isDone)) {
          Thread.onSpinWait();
        }
      }
      for (Future<?> writer : writers) {
        writer.get();
      }

      assertThat(ended).as("connections ended").isGreaterThan(3);
      Changes all = store.changes(Studies.NAME, 0);
      assertThat(all.reports()).hasSize(WRITERS * REPORTS);
      assertThat(all.trials())
          .hasSize(WRITERS)
          .allSatisfy(
              trial -> {
                assertThat(trial.state()).isEqualTo(TrialState.COMPLETED);
                assertThat(trial.lease()).as("taken on once").isEqualTo(1);
              });
    } finally {
      threads.shutdownNow();
    }
  }

  private static void write(StudyStore store, long number, CountDownLatch running) {
    long lease = store.claim(Studies.NAME, number, TrialState.WAITING, "worker").orElseThrow();
    running.countDown();
    for (int step = 1; step <= REPORTS; step++) {
      assertThat(store.report(Studies.NAME, number, lease, List.of(new Report(step, step))))
          .as("report %d of trial %d", step, number)
          .isTrue();
    }
    assertThat(store.release(Studies.NAME, number, lease, TrialState.COMPLETED, 1, "")).isTrue();
  }

  @Test
  void aServerThatStaysAwayIsToldInOneLine() throws IOException {
    EmbeddedPostgres server = PostgresServer.start(EmbeddedPostgres.builder());
    String address = PostgresServer.address(server.getPort(), "away");
    try (StudyStore store = Stores.open(address, Duration.ofSeconds(1))) {
      store.create(Studies.definition());
      server.close();

      assertThatExceptionOfType(StoreException.class)
          .isThrownBy(() -> store.add(Studies.NAME, 0, Studies.configuration(0), 0))
          .withMessageContaining("was not reached for 1 s")
          .withMessageNotContaining("\n")
          .withMessageNotContaining("postgres:postgres");
    } finally {
      server.close();
    }
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> Stores.open(address))
        .withMessageContaining("cannot be reached")
        .withMessageNotContaining("\n");
  }

  @Test
  void aDatabaseThatIsNotThereIsToldInOneLine() throws SQLException {
    int port = PostgresServer.shared().getPort();
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(
            () -> Stores.open("postgresql://postgres:postgres@localhost:" + port + "/nowhere"))
        .withMessageContaining("\"nowhere\" does not exist")
        .withMessageNotContaining("\n");
  }
}
