package dev.temper.bench.store;

import dev.temper.pruner.Report;
import dev.temper.store.Stores;
import dev.temper.study.StudyStore;
import dev.temper.study.TrialState;
import dev.temper.training.Parallel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** One of the processes that report. */
final class Reporter {

  /** What it says when it waits for a line to begin. */
  static final String READY = "ready";

  private static final int REPORTS = 20;

  private final StudyStore store;

  private Reporter(StudyStore store) {
    this.store = store;
  }

  /**
   * Trains, without training, once to warm up and once more; then prints how many nanoseconds each
   * report took.
   *
   * @param args the store, the number of the first trial, threads, trials of each and of each time
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    long first = Long.parseLong(args[1]);
    int threads = Integer.parseInt(args[2]);
    int trials = Integer.parseInt(args[3]);
    try (StudyStore store = Stores.open(args[0])) {
      Reporter reporter = new Reporter(store);
      reporter.train(first, threads, trials);
      System.out.println(READY);
      System.in.read();
      List<List<Long>> times = reporter.train(first + (long) threads * trials, threads, trials);
      System.out.println(
          times.stream()
              .flatMap(List::stream)
              .map(String::valueOf)
              .collect(Collectors.joining("\n")));
    }
  }

  private List<List<Long>> train(long first, int threads, int trials) throws InterruptedException {
    List<Callable<List<Long>>> work = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      long from = first + (long) i * trials;
      work.add(() -> train(from, trials));
    }
    return Parallel.of(threads).run(work);
  }

  private List<Long> train(long first, int trials) {
    List<Long> times = new ArrayList<>();
    for (long number = first; number < first + trials; number++) {
      OptionalLong lease = store.claim(BenchStudy.NAME, number, TrialState.WAITING, "bench");
      for (int step = 1; step <= REPORTS; step++) {
        Report report = new Report(step, 1.0 / step, Map.of("train_loss", 0.9 / step));
        long start = System.nanoTime();
        if (!store.report(BenchStudy.NAME, number, lease.orElseThrow(), List.of(report))) {
          throw new IllegalStateException("The lease of trial " + number + " was lost.");
        }
        times.add(System.nanoTime() - start);
      }
      store.release(BenchStudy.NAME, number, lease.orElseThrow(), TrialState.COMPLETED, number, "");
    }
    return times;
  }
}
