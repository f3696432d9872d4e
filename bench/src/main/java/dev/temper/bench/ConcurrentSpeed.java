package dev.temper.bench;

import dev.temper.torch.data.Dataset;
import dev.temper.torch.data.Datasets;
import dev.temper.torch.engine.Execution;
import dev.temper.torch.engine.Precision;
import dev.temper.torch.engine.Throughput;
import dev.temper.torch.engine.TorchTask;
import dev.temper.torch.model.Models;
import dev.temper.training.Optimizer;
import dev.temper.training.SessionSettings;
import dev.temper.training.TrainingSession;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Images a second of two sessions at once against one alone, a thread each: rounds of both in
 * turns, the median of each and of the ratios within a round.
 */
public final class ConcurrentSpeed {

  private static final int ROUNDS = 7;
  private static final int AT_ONCE = 2;

  private ConcurrentSpeed() {}

  /**
   * Runs the measurement.
   *
   * @param args the network, the batch size, the precision and the seconds of a part of a round;
   *     {@code resnet-20 128 f32 4} by default
   */
  public static void main(String[] args) throws Exception {
    String model = args.length > 0 ? args[0] : "resnet-20";
    int batchSize = args.length > 1 ? Integer.parseInt(args[1]) : 128;
    Precision precision = args.length > 2 ? Precision.named(args[2]) : Precision.F32;
    double seconds = args.length > 3 ? Double.parseDouble(args[3]) : 4;
    List<Long> shape = model.startsWith("mlp") ? List.of(64L) : List.of(3L, 32L, 32L);
    Dataset data = Datasets.noise(shape, 10, Math.max(2048, 2L * batchSize), 0);
    TorchTask task = TorchTask.of(Models.named(model), data, new Execution(1, precision));
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    List<TrainingSession> sessions = new ArrayList<>();
    try {
      for (int seed = 0; seed < AT_ONCE; seed++) {
        sessions.add(task.open(new SessionSettings(batchSize, Optimizer.SGD, seed)));
      }
      together(threads, sessions, seconds);
      double[] alone = new double[ROUNDS];
      double[] both = new double[ROUNDS];
      double[] ratios = new double[ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        alone[round] = together(threads, sessions.subList(0, 1), seconds) * batchSize;
        both[round] = together(threads, sessions, seconds) * batchSize;
        ratios[round] = both[round] / alone[round];
      }
      System.out.printf(
          Locale.ROOT,
          "| %s, batch %d, %s | one: %.0f images/s | two at once: %.0f | %.2f times |%n",
          model,
          batchSize,
          precision.label(),
          median(alone),
          median(both),
          median(ratios));
    } finally {
      sessions.forEach(TrainingSession::close);
      threads.shutdown();
    }
  }

  /** Updates a second of all sessions together, each in a thread. */
  private static double together(
      ExecutorService threads, List<TrainingSession> sessions, double seconds) throws Exception {
    List<Callable<Double>> work = new ArrayList<>();
    for (TrainingSession session : sessions) {
      work.add(() -> Throughput.updatesPerSecond(session, 1, seconds));
    }
    double sum = 0;
    for (Future<Double> rate : threads.invokeAll(work)) {
      sum += rate.get();
    }
    return sum;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
