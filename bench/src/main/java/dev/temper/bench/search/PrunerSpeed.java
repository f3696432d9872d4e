package dev.temper.bench.search;

import dev.temper.pruner.Pruner;
import dev.temper.pruner.Report;
import dev.temper.pruner.Rungs;
import dev.temper.pruner.TrialCurve;
import dev.temper.pruner.TrialCurve.Phase;
import dev.temper.statistics.Median;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** How long a pruner takes in a study of 10,000 trials with 50 reports each. */
public final class PrunerSpeed {

  private static final int TRIALS = 10_000;
  private static final int STEPS = 50;
  private static final int ROUNDS = 300;

  private PrunerSpeed() {}

  /**
   * Prints a table.
   *
   * @param args none
   */
  public static void main(String[] args) {
    Rungs rungs = Rungs.of(STEPS);
    long last = rungs.steps()[rungs.steps().length - 1];
    Map<String, Pruner> pruners = new LinkedHashMap<>();
    pruners.put("patience", Pruner.patience(10, 0));
    pruners.put("median", Pruner.median(5, 5, 1));
    pruners.put("halving", Pruner.successiveHalving(rungs));
    pruners.put("hyperband", Pruner.hyperband(rungs));
    pruners.put("asha", Pruner.asha(rungs));
    pruners.put("asha by promotion", Pruner.ashaByPromotion(rungs));
    pruners.put("diagnosis", Pruner.diagnosis());
    List<TrialCurve> ended = trials(STEPS, 1, last);
    List<TrialCurve> paused = trials(last, 0.5, last);
    System.out.println("| pruner | a judgement ms | a look for a trial to resume ms |");
    System.out.println("|---|---:|---:|");
    pruners.forEach(
        (name, pruner) ->
            System.out.printf(
                Locale.ROOT,
                "| %s | %.2f | %.2f |%n",
                name,
                milliseconds(() -> pruner.judge(ended, TRIALS - 1)),
                milliseconds(() -> pruner.resumable(paused))));
  }

  /**
   * All at the same step but the last, which has come to a rung.
   *
   * @param ended the share that has ended, the best; the others are paused, and none is to resume
   */
  private static List<TrialCurve> trials(long steps, double ended, long rung) {
    SplittableRandom random = new SplittableRandom(1);
    List<TrialCurve> trials = new ArrayList<>();
    for (int number = 0; number < TRIALS; number++) {
      boolean isLast = number == TRIALS - 1;
      double level = random.nextDouble();
      List<Report> reports = new ArrayList<>();
      for (long step = 1; step <= (isLast ? rung : steps); step++) {
        double value = level + 1.0 / step;
        reports.add(new Report(step, value, Map.of("train_loss", value)));
      }
      Phase phase = level < ended ? Phase.ENDED : Phase.PAUSED;
      trials.add(new TrialCurve(number, isLast ? Phase.OPEN : phase, reports));
    }
    return trials;
  }

  private static double milliseconds(Supplier<Object> question) {
    double[] times = new double[ROUNDS];
    long answers = 0;
    for (int round = 0; round < 2 * ROUNDS; round++) {
      long start = System.nanoTime();
      answers += question.get().hashCode() & 1;
      times[round % ROUNDS] = (System.nanoTime() - start) / 1e6;
    }
    return answers < 0 ? Double.NaN : Median.of(times);
  }
}
