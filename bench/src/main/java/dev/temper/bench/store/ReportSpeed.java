package dev.temper.bench.store;

import dev.temper.statistics.Median;
import dev.temper.store.Stores;
import dev.temper.study.Changes;
import dev.temper.study.StudyStore;
import dev.temper.study.TrialState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * How long a report takes while many threads of several processes report to one study without a
 * pause, and whether every one of them is kept.
 */
public final class ReportSpeed {

  /** Of each thread, and as many before to warm up. */
  private static final int TRIALS = 50;

  private ReportSpeed() {}

  /**
   * Prints a row for each number of processes and threads.
   *
   * @param args where the store shall be, then pairs such as {@code 8x4}
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length < 2) {
      System.err.println("usage: ReportSpeed STORE PROCESSESxTHREADS ...");
      System.exit(2);
    }
    System.out.println(
        "| processes x threads | reports | median ms | 99 % ms | longest ms | reports/s |");
    System.out.println("|---|---:|---:|---:|---:|---:|");
    for (String pair : Arrays.asList(args).subList(1, args.length)) {
      String[] numbers = pair.split("x", 2);
      print(args[0], Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
    }
  }

  private static void print(String location, int processes, int threads)
      throws IOException, InterruptedException {
    prepare(location, processes * threads * 2 * TRIALS);
    List<Process> running = new ArrayList<>();
    for (int i = 0; i < processes; i++) {
      running.add(start(location, i * threads * 2 * TRIALS, threads));
    }
    List<BufferedReader> answers =
        running.stream().map(process -> process.inputReader(StandardCharsets.UTF_8)).toList();
    for (BufferedReader answer : answers) {
      if (!Reporter.READY.equals(answer.readLine())) {
        throw new IOException("A process could not begin.");
      }
    }
    long start = System.nanoTime();
    for (Process process : running) {
      try (Writer go = process.outputWriter(StandardCharsets.UTF_8)) {
        go.write("\n");
      }
    }
    List<Double> milliseconds = new ArrayList<>();
    double seconds = 0;
    for (int i = 0; i < processes; i++) {
      String line = answers.get(i).readLine();
      seconds = (System.nanoTime() - start) / 1e9;
      for (; line != null; line = answers.get(i).readLine()) {
        milliseconds.add(Long.parseLong(line) / 1e6);
      }
      if (running.get(i).waitFor() != 0) {
        throw new IOException("A process has failed.");
      }
    }
    check(location, 2 * milliseconds.size());
    double[] times = milliseconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    System.out.printf(
        Locale.ROOT,
        "| %d x %d | %d | %.2f | %.1f | %.0f | %.0f |%n",
        processes,
        threads,
        times.length,
        Median.of(times),
        times[(int) (0.99 * times.length)],
        times[times.length - 1],
        times.length / seconds);
  }

  private static void prepare(String location, int trials) {
    try (StudyStore store = Stores.open(location)) {
      store.delete(BenchStudy.NAME);
      store.create(BenchStudy.definition());
      SplittableRandom random = new SplittableRandom(1);
      for (int number = 0; number < trials; number++) {
        store.add(BenchStudy.NAME, number, BenchStudy.configuration(random), number);
      }
    }
  }

  private static Process start(String location, int first, int threads) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-Dslf4j.internal.verbosity=ERROR",
            "-cp",
            System.getProperty("java.class.path"),
            Reporter.class.getName(),
            location,
            Integer.toString(first),
            Integer.toString(threads),
            Integer.toString(TRIALS))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static void check(String location, int reports) {
    try (StudyStore store = Stores.openReadOnly(location)) {
      Changes all = store.changes(BenchStudy.NAME, 0);
      boolean ended =
          all.trials().stream().allMatch(trial -> trial.state() == TrialState.COMPLETED);
      if (!ended || all.reports().size() != reports) {
        throw new IllegalStateException(
            "Of " + reports + " reports " + all.reports().size() + " were kept.");
      }
    }
  }
}
