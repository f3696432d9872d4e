package dev.temper.pruner;

import dev.temper.pruner.TrialCurve.Phase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.DoubleStream;

/** A study whose trials report what is written in their curves, one step at a time. */
final class Replay {

  private final double[][] curves;
  private final Pruner pruner;
  private final List<TrialCurve> trials = new ArrayList<>();
  private final List<Verdict> verdicts = new ArrayList<>();
  private int steps;

  /** Of curves by trial and step, the first value at step 1. */
  Replay(Pruner pruner, double[]... curves) {
    this.pruner = pruner;
    this.curves = curves;
  }

  /** A trial's rows, its values from step 1 on. */
  static TrialCurve trial(long number, Phase phase, double... values) {
    List<Report> reports = new ArrayList<>();
    for (double value : values) {
      reports.add(new Report(reports.size() + 1L, value));
    }
    return new TrialCurve(number, phase, reports);
  }

  /** Trains by so many workers, who take turns step by step, until nothing is left to do. */
  Replay run(int workers) {
    long[] at = new long[workers];
    Arrays.fill(at, -1);
    boolean idle = false;
    while (!idle) {
      idle = true;
      for (int worker = 0; worker < workers; worker++) {
        if (at[worker] < 0) {
          at[worker] = take();
        }
        if (at[worker] >= 0) {
          idle = false;
          at[worker] = step(at[worker]) ? at[worker] : -1;
        }
      }
    }
    return this;
  }

  private long take() {
    OptionalLong next =
        trials.size() < curves.length ? pruner.resumable(trials) : pruner.resumableAtEnd(trials);
    if (next.isPresent()) {
      TrialCurve paused = trials.get((int) next.getAsLong());
      if (paused.phase() != Phase.PAUSED) {
        throw new IllegalStateException("The trial " + paused + " is not paused.");
      }
      trials.set(
          (int) next.getAsLong(), new TrialCurve(paused.number(), Phase.OPEN, paused.reports()));
      return next.getAsLong();
    }
    if (trials.size() < curves.length) {
      trials.add(new TrialCurve(trials.size(), Phase.OPEN, List.of()));
      return trials.size() - 1L;
    }
    return -1;
  }

  /** Whether the trial goes on behind one more step. */
  private boolean step(long number) {
    double[] curve = curves[(int) number];
    List<Report> reports = new ArrayList<>(trials.get((int) number).reports());
    reports.add(new Report(reports.size() + 1L, curve[reports.size()]));
    steps++;
    trials.set((int) number, new TrialCurve(number, Phase.OPEN, reports));
    Verdict verdict = reports.size() == curve.length ? Verdict.STOP : pruner.judge(trials, number);
    verdicts.add(verdict);
    if (verdict != Verdict.CONTINUE) {
      Phase phase = verdict == Verdict.STOP ? Phase.ENDED : Phase.PAUSED;
      trials.set((int) number, new TrialCurve(number, phase, reports));
    }
    return verdict == Verdict.CONTINUE;
  }

  List<TrialCurve> trials() {
    return trials;
  }

  /** All of them, in the order in which they were given. */
  List<Verdict> verdicts() {
    return verdicts;
  }

  /** How many steps all trials have made. */
  int steps() {
    return steps;
  }

  /** By trial how far it has come. */
  List<Long> lengths() {
    return trials.stream().map(TrialCurve::step).toList();
  }

  /** Curves that fall from 1 towards a level each, at the same speed, so that none crosses. */
  static double[][] falling(int steps, double... levels) {
    return DoubleStream.of(levels)
        .mapToObj(
            level -> {
              double[] curve = new double[steps];
              for (int i = 0; i < steps; i++) {
                curve[i] = level + (1 - level) / (i + 2);
              }
              return curve;
            })
        .toArray(double[][]::new);
  }
}
