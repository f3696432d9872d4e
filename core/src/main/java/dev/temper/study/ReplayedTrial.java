package dev.temper.study;

import dev.temper.pruner.Report;
import dev.temper.pruner.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** A trial that is trained once more from its start; it is told to stop where it stopped before. */
final class ReplayedTrial extends HandedTrial {

  private final List<Report> kept;
  private final List<Report> told = new ArrayList<>();

  /**
   * A trial that has ended.
   *
   * @param kept its reports as they were measured, their steps rising
   */
  ReplayedTrial(Trial trial, List<Report> kept) {
    super(trial, null);
    this.kept = kept;
  }

  @Override
  public long lease() {
    return 0;
  }

  @Override
  public boolean isResumed() {
    return false;
  }

  @Override
  public Verdict report(Report report) {
    checkStep(report, told.isEmpty() ? null : told.get(told.size() - 1));
    told.add(report);
    boolean stopped =
        trial().state() == TrialState.PRUNED
            && !kept.isEmpty()
            && report.step() >= kept.get(kept.size() - 1).step();
    return stopped || !Double.isFinite(report.value()) ? Verdict.STOP : Verdict.CONTINUE;
  }

  /** Trains, and compares. */
  Replay run(Objective objective) throws Exception {
    try {
      double value = objective.evaluate(this);
      boolean pruned = trial().state() == TrialState.PRUNED && !told.isEmpty();
      double last = told.isEmpty() ? value : told.get(told.size() - 1).value();
      boolean finite = Double.isFinite(value) && Double.isFinite(last);
      return new Replay(trial(), pruned ? last : finite ? value : Double.NaN, firstDifference());
    } finally {
      KeptStates.close(takeState());
    }
  }

  private OptionalLong firstDifference() {
    for (int i = 0; i < Math.max(kept.size(), told.size()); i++) {
      if (i >= kept.size()) {
        return OptionalLong.of(told.get(i).step());
      }
      if (i >= told.size()) {
        return OptionalLong.of(kept.get(i).step());
      }
      if (!told.get(i).equals(kept.get(i))) {
        return OptionalLong.of(Math.min(told.get(i).step(), kept.get(i).step()));
      }
    }
    return OptionalLong.empty();
  }
}
