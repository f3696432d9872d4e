package dev.temper.pruner;

import dev.temper.pruner.Bracket.Level;
import dev.temper.pruner.TrialCurve.Phase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * Synchronous successive halving (Jamieson and Talwalkar 2016, figure 2), and Hyperband, which runs
 * it in brackets of several sizes (Li et al. 2018, algorithm 1).
 *
 * <p>Trials are dealt to brackets by their numbers, round after round. At a rung a trial goes on as
 * soon as it is sure to be among the best of its bracket, ends as soon as it is sure not to be, and
 * waits in between; meanwhile the next bracket begins. Who ends or diverges before a rung leaves
 * its place there to the next best. A bracket that stays incomplete when the study ends is halved
 * as if it had been planned as small as it is.
 *
 * <p>To judge takes the time of sorting a bracket, to look for a trial to resume that of sorting
 * all brackets with a paused trial.
 */
final class HalvingPruner implements Pruner {

  private static final long MOST_TRIALS = 1L << 30;

  private final List<Bracket> round;
  private final long trialsInRound;

  HalvingPruner(List<Bracket> round) {
    this.round = List.copyOf(round);
    trialsInRound = round.stream().mapToLong(Bracket::size).sum();
  }

  static HalvingPruner ofOneSize(Rungs rungs) {
    long[] steps = rungs.steps();
    double trials = Math.pow(rungs.factor(), steps.length);
    return new HalvingPruner(List.of(new Bracket(checked(trials), steps, rungs.factor())));
  }

  static HalvingPruner ofDescendingSizes(Rungs rungs, int brackets) {
    long[] steps = rungs.steps();
    int all = steps.length + 1;
    if (brackets < 1 || brackets > all) {
      throw new IllegalArgumentException(
          "The brackets (" + brackets + ") must be in 1 to one more than rungs (" + all + ").");
    }
    List<Bracket> round = new ArrayList<>();
    for (int left = steps.length; left > steps.length - brackets; left--) {
      double trials = Math.ceil(all * Math.pow(rungs.factor(), left) / (left + 1));
      long[] later = Arrays.copyOfRange(steps, steps.length - left, steps.length);
      round.add(new Bracket(checked(trials), later, rungs.factor()));
    }
    return new HalvingPruner(round);
  }

  private static int checked(double trials) {
    if (trials > MOST_TRIALS) {
      throw new IllegalArgumentException(
          "The trials ("
              + trials
              + ") of a bracket must be at most 2^30. Maybe the first rung is too early.");
    }
    return (int) trials;
  }

  @Override
  public Verdict judge(List<TrialCurve> trials, long number) {
    TrialCurve trial = trials.get((int) number);
    if (trial.hasDiverged()) {
      return Verdict.STOP;
    }
    long first = number - number % trialsInRound;
    int at = 0;
    while (number >= first + round.get(at).size()) {
      first += round.get(at++).size();
    }
    Bracket bracket = round.get(at);
    int rung = bracket.newestRung(trial);
    return rung < 0
        ? Verdict.CONTINUE
        : bracket.levels(members(trials, first, bracket), bracket.size()).get(rung).verdict(number);
  }

  @Override
  public OptionalLong resumable(List<TrialCurve> trials) {
    return resumable(trials, false);
  }

  @Override
  public OptionalLong resumableAtEnd(List<TrialCurve> trials) {
    return resumable(trials, true);
  }

  private OptionalLong resumable(List<TrialCurve> trials, boolean atEnd) {
    int at = 0;
    for (long first = 0; first < trials.size(); at = (at + 1) % round.size()) {
      Bracket bracket = round.get(at);
      List<TrialCurve> members = members(trials, first, bracket);
      if (members.stream().anyMatch(trial -> trial.phase() == Phase.PAUSED)) {
        int expected = atEnd ? members.size() : bracket.size();
        OptionalLong winner = winner(bracket, bracket.levels(members, expected));
        if (winner.isPresent()) {
          return winner;
        }
      }
      first += bracket.size();
    }
    return OptionalLong.empty();
  }

  private static List<TrialCurve> members(List<TrialCurve> trials, long first, Bracket bracket) {
    return trials.subList((int) first, (int) Math.min(trials.size(), first + bracket.size()));
  }

  /** One that waits at a rung where it is sure by now to be among the best. */
  private static OptionalLong winner(Bracket bracket, List<Level> levels) {
    for (int rung = 0; rung < levels.size(); rung++) {
      Level level = levels.get(rung);
      for (TrialCurve trial : level.arrived()) {
        if (trial.phase() == Phase.PAUSED
            && !trial.hasDiverged()
            && bracket.highestRung(trial) == rung
            && level.verdict(trial.number()) == Verdict.CONTINUE) {
          return OptionalLong.of(trial.number());
        }
      }
    }
    return OptionalLong.empty();
  }
}
