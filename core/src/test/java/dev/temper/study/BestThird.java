package dev.temper.study;

import dev.temper.pruner.Pruner;
import dev.temper.pruner.TrialCurve;
import dev.temper.pruner.TrialCurve.Phase;
import dev.temper.pruner.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/** Pauses every trial after its first step; goes on with the best third of them. */
final class BestThird implements Pruner {

  @Override
  public Verdict judge(List<TrialCurve> trials, long number) {
    return trials.get((int) number).reports().size() == 1 ? Verdict.PAUSE : Verdict.CONTINUE;
  }

  @Override
  public OptionalLong resumable(List<TrialCurve> trials) {
    List<TrialCurve> reached = trials.stream().filter(curve -> !curve.reports().isEmpty()).toList();
    return reached.stream()
        .sorted(Comparator.comparingDouble(curve -> curve.reports().get(0).value()))
        .limit(reached.size() / 3)
        .filter(curve -> curve.phase() == Phase.PAUSED)
        .mapToLong(TrialCurve::number)
        .findFirst();
  }
}
