package dev.temper.bench;

import dev.temper.rangetest.RangeTest;
import dev.temper.schedule.HyperParameters;
import dev.temper.torch.data.Dataset;
import dev.temper.torch.data.Datasets;
import dev.temper.torch.engine.LibTorch;
import dev.temper.torch.engine.Precision;
import dev.temper.torch.engine.TorchTask;
import dev.temper.torch.model.Models;
import dev.temper.training.Optimizer;
import dev.temper.training.SessionSettings;
import dev.temper.training.TrainingListener;
import dev.temper.training.TrainingSession;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;

/**
 * Updates a second of a session beside a bare LibTorch loop, and of a range test beside as many
 * plain steps: the network 64-128-128-10 on the digits, batch size 64, SGD with momentum, 32-bit
 * floats.
 *
 * <p>All take turns in one process; each figure is the median over the rounds, each ratio the
 * median of the ratios within a round. Prints a table in Markdown and the native memory before and
 * after.
 */
public final class StepSpeed {

  private static final int UPDATES = 2000;
  private static final int ROUNDS = 11;
  private static final int BATCH_SIZE = 64;

  private StepSpeed() {}

  /**
   * Runs the measurement.
   *
   * @param args the number of threads; all processors by default
   */
  public static void main(String[] args) {
    int threads =
        args.length > 0 ? Integer.parseInt(args[0]) : Runtime.getRuntime().availableProcessors();
    LibTorch.useThreads(threads);
    Dataset data = Datasets.digits();
    TorchTask task = TorchTask.of(Models.named("mlp"), data, threads, Precision.F32);
    BareLoop bare = new BareLoop(data, BATCH_SIZE);
    HyperParameters values = new HyperParameters(0.01, 0.9, 0);
    RangeTest test =
        RangeTest.exponential(1e-6, 1e-2, UPDATES)
            .withStopFactor(Double.POSITIVE_INFINITY)
            .withEvaluation(0, 1);
    Map<String, double[]> rates = new LinkedHashMap<>();
    for (String name : new String[] {"bare LibTorch loop", "session", "range test"}) {
      rates.put(name, new double[ROUNDS]);
    }
    try (TrainingSession session = task.open(new SessionSettings(BATCH_SIZE, Optimizer.SGD, 0))) {
      long before = 0;
      for (int round = -2; round < ROUNDS; round++) {
        double[] now = {
          rate(() -> bare.run(UPDATES)),
          rate(
              () -> {
                for (int i = 0; i < UPDATES; i++) {
                  session.step(values);
                }
              }),
          rate(() -> test.run(session, values, TrainingListener.NONE))
        };
        if (round < 0) {
          before = Pointer.physicalBytes();
          continue;
        }
        int column = 0;
        for (double[] one : rates.values()) {
          one[round] = now[column++];
        }
      }
      print(rates, threads);
      System.out.printf(
          Locale.ROOT,
          "%nProcess memory after warm-up %,d MiB, after %,d more updates %,d MiB.%n",
          before >> 20,
          3 * ROUNDS * UPDATES,
          Pointer.physicalBytes() >> 20);
    }
  }

  private static void print(Map<String, double[]> rates, int threads) {
    double[] bare = rates.values().iterator().next();
    System.out.printf(
        Locale.ROOT,
        "| 64-128-128-10, batch 64, %d threads | updates/s | against bare |%n",
        threads);
    System.out.println("|---|---:|---:|");
    rates.forEach(
        (name, each) -> {
          double[] ratio = new double[ROUNDS];
          Arrays.setAll(ratio, i -> each[i] / bare[i]);
          System.out.printf(
              Locale.ROOT, "| %s | %,.0f | %.2f |%n", name, median(each), median(ratio));
        });
  }

  private static double rate(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return UPDATES / ((System.nanoTime() - start) / 1e9);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
