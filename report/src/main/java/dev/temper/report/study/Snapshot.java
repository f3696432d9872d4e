package dev.temper.report.study;

import dev.temper.importance.Importance;
import dev.temper.importance.Observed;
import dev.temper.pruner.Report;
import dev.temper.study.Direction;
import dev.temper.study.StudyDefinition;
import dev.temper.study.StudyReader;
import dev.temper.study.Trial;
import dev.temper.study.TrialState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A study at one moment.
 *
 * @param definition what it is about
 * @param trials all, by number
 * @param reports of each trial, in the same order; their steps rise
 */
record Snapshot(StudyDefinition definition, List<Trial> trials, List<List<Report>> reports) {

  Snapshot {
    trials = List.copyOf(trials);
    reports = reports.stream().map(List::copyOf).toList();
  }

  static Snapshot of(StudyReader study) {
    List<Trial> trials = study.trials();
    // Others may add trials meanwhile.
    List<List<Report>> reports = study.reports().subList(0, trials.size());
    return new Snapshot(study.definition(), trials, reports);
  }

  int count(TrialState state) {
    return (int) trials.stream().filter(trial -> trial.state() == state).count();
  }

  /** Whether what it came to is a value: it completed or was pruned. */
  static boolean isValued(Trial trial) {
    return (trial.state() == TrialState.COMPLETED || trial.state() == TrialState.PRUNED)
        && Double.isFinite(trial.value());
  }

  static boolean isInfeasible(Trial trial) {
    return trial.state() == TrialState.INFEASIBLE;
  }

  /** Trials with a value, by number. */
  List<Trial> valued() {
    return trials.stream().filter(Snapshot::isValued).toList();
  }

  /** Trials that could not be trained with, by number. */
  List<Trial> infeasible() {
    return trials.stream().filter(Snapshot::isInfeasible).toList();
  }

  /** Trials with a value, the best first; of equal ones the first. */
  List<Trial> ranked() {
    Direction direction = definition.direction();
    return valued().stream()
        .sorted(
            Comparator.comparingDouble((Trial trial) -> direction.lowerIsBetter(trial.value()))
                .thenComparingLong(Trial::number))
        .toList();
  }

  Optional<Trial> best() {
    return ranked().stream().findFirst();
  }

  /**
   * Trials for a chart that would be unreadable with all: those that are best, and of the others
   * every so many.
   *
   * @param ordered the best first
   * @param most how many at most; 2 or more
   * @return in the same order
   */
  static List<Trial> thinned(List<Trial> ordered, int most) {
    if (ordered.size() <= most) {
      return ordered;
    }
    int best = most / 2;
    int others = most - best;
    int left = ordered.size() - best;
    List<Trial> kept = new ArrayList<>(ordered.subList(0, best));
    IntStream.range(0, others)
        .map(i -> best + (int) ((long) i * left / others))
        .forEach(i -> kept.add(ordered.get(i)));
    return kept;
  }

  /** Which parameters matter: of all trials that ended with a value or could not be trained. */
  Importance importance() {
    List<Observed> observed =
        trials.stream()
            .filter(trial -> isValued(trial) || isInfeasible(trial))
            .map(
                trial ->
                    new Observed(
                        trial.configuration(),
                        isInfeasible(trial)
                            ? Double.NaN
                            : definition.direction().lowerIsBetter(trial.value())))
            .toList();
    return Importance.of(definition.space(), observed, new SplittableRandom(definition.seed()));
  }

  /** From when a trial was added to its end; NaN while it goes on. */
  static double seconds(Trial trial) {
    return trial.ended().map(end -> seconds(trial.created(), end)).orElse(Double.NaN);
  }

  /** From the first trial's beginning to the last one's end; 0 where none has ended. */
  double seconds() {
    Optional<Instant> first = trials.stream().map(Trial::created).min(Comparator.naturalOrder());
    Optional<Instant> last =
        trials.stream().flatMap(trial -> trial.ended().stream()).max(Comparator.naturalOrder());
    return first.isPresent() && last.isPresent() ? seconds(first.get(), last.get()) : 0;
  }

  private static double seconds(Instant from, Instant to) {
    return Math.max(0, Duration.between(from, to).toNanos() / 1e9);
  }
}
