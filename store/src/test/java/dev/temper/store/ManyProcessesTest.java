package dev.temper.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.temper.pruner.Report;
import dev.temper.study.Changes;
import dev.temper.study.StudyStore;
import dev.temper.study.Trial;
import dev.temper.study.TrialState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many processes of several threads on one file. */
class ManyProcessesTest {

  private static final int PROCESSES = 8;
  private static final int THREADS = 4;
  private static final int TRIALS = 96;
  private static final int REPORTS = 20;

  @TempDir private Path folder;

  @Test
  void endAnExactNumberOfTrialsWithEveryReport() throws Exception {
    String file = folder.resolve("studies.db").toString();
    try (StudyStore store = Stores.open(file)) {
      store.create(Studies.definition());
    }
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      processes.add(start(file, i));
    }
    for (int i = 0; i < PROCESSES; i++) {
      int ended = processes.get(i).waitFor();
      assertThat(ended).as(Files.readString(log(i))).isZero();
    }

    try (StudyStore store = Stores.openReadOnly(file)) {
      Changes all = store.changes(Studies.NAME, 0);
      assertThat(all.trials()).hasSize(TRIALS);
      for (int number = 0; number < TRIALS; number++) {
        Trial trial = all.trials().get(number);
        assertThat(trial.number()).isEqualTo(number);
        assertThat(trial.state()).isEqualTo(TrialState.COMPLETED);
        assertThat(trial.lease()).as("taken on once").isEqualTo(1);
      }
      assertThat(all.reports()).hasSize(TRIALS * REPORTS);
    }
  }

  private Path log(int process) {
    return folder.resolve(process + ".log");
  }

  private Process start(String file, int process) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            ManyProcessesTest.class.getName(),
            file)
        .redirectErrorStream(true)
        .redirectOutput(log(process).toFile())
        .start();
  }

  /**
   * One of the processes.
   *
   * @param args the file
   */
  public static void main(String[] args) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (StudyStore store = Stores.open(args[0])) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        all.add(threads.submit(() -> work(store)));
      }
      for (Future<?> each : all) {
        each.get();
      }
    } finally {
      threads.shutdown();
    }
  }

  private static void work(StudyStore store) {
    for (long next = 0; next < TRIALS; ) {
      if (!store.add(Studies.NAME, next, Studies.configuration(next), next)) {
        next = store.changes(Studies.NAME, 0).trials().size();
        continue;
      }
      OptionalLong lease = store.claim(Studies.NAME, next, TrialState.WAITING, "worker");
      for (int step = 1; step <= REPORTS; step++) {
        if (!store.report(
            Studies.NAME, next, lease.orElseThrow(), List.of(new Report(step, step)))) {
          throw new IllegalStateException("The lease of trial " + next + " was lost.");
        }
      }
      store.release(Studies.NAME, next, lease.orElseThrow(), TrialState.COMPLETED, next, "");
      next++;
    }
  }
}
