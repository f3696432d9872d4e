package dev.temper.study;

import dev.temper.pruner.Report;
import dev.temper.pruner.Verdict;
import dev.temper.space.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A trial that is trained once more from its start; it is told to stop where it stopped before. */
final class ReplayedTrial implements RunningTrial {

  private final Trial trial;
  private final List<Report> kept;
  private final List<Report> told = new ArrayList<>();
  private @Nullable AutoCloseable state;

  /**
   * A trial that has ended.
   *
   * @param kept its reports as they were measured, their steps rising
   */
  ReplayedTrial(Trial trial, List<Report> kept) {
    this.trial = trial;
    this.kept = kept;
  }

  @Override
  public long number() {
    return trial.number();
  }

  @Override
  public Configuration configuration() {
    return trial.configuration();
  }

  @Override
  public long seed() {
    return trial.seed();
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
    if (!told.isEmpty() && report.step() <= told.get(told.size() - 1).step()) {
      throw new IllegalArgumentException(
          "The step ("
              + report.step()
              + ") must be above the last one ("
              + told.get(told.size() - 1).step()
              + ").");
    }
    told.add(report);
    boolean stopped =
        trial.state() == TrialState.PRUNED
            && !kept.isEmpty()
            && report.step() >= kept.get(kept.size() - 1).step();
    return stopped || !Double.isFinite(report.value()) ? Verdict.STOP : Verdict.CONTINUE;
  }

  @Override
  public void keep(AutoCloseable other) {
    if (other != state) {
      KeptStates.close(state);
      state = other;
    }
  }

  @Override
  public <T extends AutoCloseable> Optional<T> kept(Class<T> type) {
    return Optional.ofNullable(state).map(type::cast);
  }

  /** Trains, and compares. */
  Replay run(Objective objective) throws Exception {
    try {
      double value = objective.evaluate(this);
      boolean pruned = trial.state() == TrialState.PRUNED && !told.isEmpty();
      double last = told.isEmpty() ? value : told.get(told.size() - 1).value();
      boolean finite = Double.isFinite(value) && Double.isFinite(last);
      return new Replay(trial, pruned ? last : finite ? value : Double.NaN, firstDifference());
    } finally {
      KeptStates.close(state);
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
