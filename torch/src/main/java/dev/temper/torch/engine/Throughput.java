package dev.temper.torch.engine;

import dev.temper.schedule.HyperParameters;
import dev.temper.training.SessionSettings;
import dev.temper.training.TrainingSession;
import java.util.ArrayList;
import java.util.List;

/** Measures how fast sessions update: SGD with momentum and weight decay, all in turns. */
public final class Throughput {

  private static final HyperParameters VALUES = new HyperParameters(0.01, 0.9, 1e-4);

  private final double seconds;
  private final int rounds;

  /**
   * A measurement.
   *
   * @param seconds for each task, all rounds together; above 0. The first updates, which build what
   *     is kept, come before them and take about a quarter of it
   * @param rounds in which the tasks take turns, so that a disturbance meets all; 1 or more
   */
  public Throughput(double seconds, int rounds) {
    if (!(seconds > 0) || rounds < 1) {
      throw new IllegalArgumentException(
          "The seconds (" + seconds + ") must be above 0, the rounds (" + rounds + ") 1 or more.");
    }
    this.seconds = seconds;
    this.rounds = rounds;
  }

  /**
   * Updates a second of each task, the median of its rounds.
   *
   * @param settings the batch size and what else stays fixed
   */
  public List<Double> updatesPerSecond(List<TorchTask> tasks, SessionSettings settings) {
    return rounds(tasks, settings).stream().map(Throughput::median).toList();
  }

  /** Updates a second of each task in each round, which is never less than one update. */
  List<List<Double>> rounds(List<TorchTask> tasks, SessionSettings settings) {
    List<TrainingSession> sessions = new ArrayList<>();
    try {
      for (TorchTask task : tasks) {
        TrainingSession session = task.open(settings);
        sessions.add(session);
        session.step(VALUES);
        updatesPerSecond(session, task.threads(), seconds / 4);
      }
      List<List<Double>> rates = new ArrayList<>();
      tasks.forEach(task -> rates.add(new ArrayList<>()));
      for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < tasks.size(); i++) {
          rates
              .get(i)
              .add(updatesPerSecond(sessions.get(i), tasks.get(i).threads(), seconds / rounds));
        }
      }
      return rates;
    } finally {
      sessions.forEach(TrainingSession::close);
    }
  }

  /** The time of the second update of a fresh session; the first builds what is kept. */
  static double secondsOfAnUpdate(TorchTask task, SessionSettings settings) {
    try (TrainingSession session = task.open(settings)) {
      session.step(VALUES);
      return 1 / updatesPerSecond(session, task.threads(), Double.MIN_VALUE);
    }
  }

  /**
   * Updates a second of one session, in the thread that calls.
   *
   * @param threads processors it may use
   * @param seconds at least; never less than one update
   */
  public static double updatesPerSecond(TrainingSession session, int threads, double seconds) {
    LibTorch.useThreads(threads);
    long start = System.nanoTime();
    long updates = 0;
    double elapsed;
    do {
      session.step(VALUES);
      updates++;
      elapsed = (System.nanoTime() - start) / 1e9;
    } while (elapsed < seconds);
    return updates / elapsed;
  }

  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
