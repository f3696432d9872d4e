package dev.temper.bench.search;

import dev.temper.pruner.Pruner;
import dev.temper.pruner.Report;
import dev.temper.pruner.TrialCurve;
import dev.temper.pruner.TrialCurve.Phase;
import dev.temper.pruner.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * A study over recorded curves: a trial for each in their order, trained by several workers. A
 * trial's steps take the same time each, one trial's up to four times as long as another's.
 */
final class CurveReplay {

  private static final long NONE = -1;

  private final RecordedCurves curves;
  private final Pruner pruner;
  private final double[] durations;
  private final List<TrialCurve> trials = new ArrayList<>();
  private long steps;

  /**
   * What a study has come to.
   *
   * @param spent the steps of all trials as a share of those of all whole runs
   * @param regret the loss of the best whole run that was made, against the lowest of all, as a
   *     share of that; infinite if no run came to its end
   */
  record Outcome(double spent, double regret) {}

  private CurveReplay(RecordedCurves curves, Pruner pruner, SplittableRandom random) {
    this.curves = curves;
    this.pruner = pruner;
    durations =
        random.doubles(curves.configurations(), -1, 1).map(power -> Math.pow(2, power)).toArray();
  }

  static Outcome run(RecordedCurves curves, Pruner pruner, int workers, SplittableRandom random) {
    CurveReplay replay = new CurveReplay(curves, pruner, random);
    replay.train(workers);
    double found = Double.POSITIVE_INFINITY;
    for (TrialCurve trial : replay.trials) {
      if (trial.step() == curves.steps()) {
        found = Math.min(found, curves.end((int) trial.number()));
      }
    }
    double all = (double) curves.configurations() * curves.steps();
    return new Outcome(replay.steps / all, found / curves.best() - 1);
  }

  private void train(int workers) {
    long[] at = new long[workers];
    double[] reportsAt = new double[workers];
    Arrays.fill(at, NONE);
    Arrays.fill(reportsAt, Double.POSITIVE_INFINITY);
    employ(at, reportsAt, 0);
    int worker = first(reportsAt);
    while (at[worker] != NONE) {
      double now = reportsAt[worker];
      if (step(at[worker]) == Verdict.CONTINUE) {
        reportsAt[worker] += durations[(int) at[worker]];
      } else {
        at[worker] = NONE;
        reportsAt[worker] = Double.POSITIVE_INFINITY;
        employ(at, reportsAt, now);
      }
      worker = first(reportsAt);
    }
  }

  /** Gives idle workers something to do, as far as there is something. */
  private void employ(long[] at, double[] reportsAt, double now) {
    for (int worker = 0; worker < at.length; worker++) {
      if (at[worker] == NONE) {
        at[worker] = next();
        reportsAt[worker] =
            at[worker] == NONE ? Double.POSITIVE_INFINITY : now + durations[(int) at[worker]];
      }
    }
  }

  private static int first(double[] times) {
    int first = 0;
    for (int i = 1; i < times.length; i++) {
      first = times[i] < times[first] ? i : first;
    }
    return first;
  }

  private long next() {
    boolean isLast = trials.size() == curves.configurations();
    OptionalLong paused = isLast ? pruner.resumableAtEnd(trials) : pruner.resumable(trials);
    if (paused.isPresent()) {
      TrialCurve trial = trials.get((int) paused.getAsLong());
      put(new TrialCurve(trial.number(), Phase.OPEN, trial.reports()));
      return trial.number();
    }
    if (isLast) {
      return NONE;
    }
    trials.add(new TrialCurve(trials.size(), Phase.OPEN, List.of()));
    return trials.size() - 1L;
  }

  private Verdict step(long number) {
    List<Report> reports = new ArrayList<>(trials.get((int) number).reports());
    int step = reports.size() + 1;
    reports.add(new Report(step, curves.loss((int) number, step)));
    put(new TrialCurve(number, Phase.OPEN, reports));
    steps++;
    Verdict verdict =
        reports.size() == curves.steps() ? Verdict.STOP : pruner.judge(trials, number);
    if (verdict != Verdict.CONTINUE) {
      put(new TrialCurve(number, verdict == Verdict.STOP ? Phase.ENDED : Phase.PAUSED, reports));
    }
    return verdict;
  }

  private void put(TrialCurve trial) {
    trials.set((int) trial.number(), trial);
  }
}
