package dev.temper.bench.store;

import dev.temper.pruner.Pruner;
import dev.temper.sampler.Sampler;
import dev.temper.store.Stores;
import dev.temper.study.Study;
import dev.temper.study.StudyReader;
import dev.temper.study.StudyStore;
import dev.temper.study.TrialState;
import dev.temper.training.Parallel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;

/** How long it takes to open a study of many trials, and how much memory it holds then. */
public final class OpeningSpeed {

  private static final int ROUNDS = 5;
  private static final int WRITERS = 64;

  private OpeningSpeed() {}

  /**
   * Adds the trials, or opens the study five times and prints a row for each.
   *
   * @param args {@code fill} and how many trials or {@code open}; the store
   */
  public static void main(String[] args) throws InterruptedException {
    if (args.length == 3 && args[0].equals("fill")) {
      fill(args[1], Integer.parseInt(args[2]));
    } else if (args.length == 2 && args[0].equals("open")) {
      open(args[1]);
    } else {
      System.err.println("usage: OpeningSpeed fill STORE TRIALS | open STORE");
      System.exit(2);
    }
  }

  private static void fill(String location, int trials) throws InterruptedException {
    try (StudyStore store = Stores.open(location)) {
      store.delete(BenchStudy.NAME);
      store.create(BenchStudy.definition());
      SplittableRandom random = new SplittableRandom(1);
      for (int number = 0; number < trials; number++) {
        store.add(BenchStudy.NAME, number, BenchStudy.configuration(random), number);
      }
      List<Callable<Boolean>> work = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        int first = writer;
        work.add(
            () -> {
              for (int number = first; number < trials; number += WRITERS) {
                end(store, number);
              }
              return true;
            });
      }
      Parallel.of(WRITERS).run(work);
    }
  }

  private static void end(StudyStore store, long number) {
    long lease = store.claim(BenchStudy.NAME, number, TrialState.WAITING, "bench").orElseThrow();
    double value = new SplittableRandom(number).nextDouble();
    store.release(BenchStudy.NAME, number, lease, TrialState.COMPLETED, value, "");
  }

  private static void open(String location) {
    System.out.println("| trials | read and listed s | opened to work on s | heap MiB |");
    System.out.println("|---:|---:|---:|---:|");
    for (int round = 0; round < ROUNDS; round++) {
      try (StudyStore store = Stores.open(location)) {
        long start = System.nanoTime();
        StudyReader reader = StudyReader.open(store, BenchStudy.NAME);
        int trials = reader.trials().size();
        double read = (System.nanoTime() - start) / 1e9;
        start = System.nanoTime();
        try (Study study =
            Study.open(store, BenchStudy.definition(), Sampler.random(), Pruner.none())) {
          study.best();
          double opened = (System.nanoTime() - start) / 1e9;
          System.out.printf(
              Locale.ROOT, "| %d | %.2f | %.2f | %.0f |%n", trials, read, opened, heap());
        }
        if (reader.best().isEmpty()) {
          throw new IllegalStateException("There must be a best trial.");
        }
      }
    }
  }

  /** MiB in use behind a collection, of both views of the study. */
  private static double heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) / (double) (1 << 20);
  }
}
