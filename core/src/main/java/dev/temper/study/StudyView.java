package dev.temper.study;

import dev.temper.pruner.Pruner;
import dev.temper.pruner.Report;
import dev.temper.pruner.TrialCurve;
import dev.temper.pruner.Verdict;
import dev.temper.sampler.History;
import dev.temper.sampler.Observation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A study as this process knows it, for samplers and pruners in values of which lower is better.
 *
 * <p>{@link #refresh} reads what has changed and no more, whatever the number of trials; all else
 * answers from memory. Safe for use by several threads.
 */
final class StudyView {

  private final StudyStore store;
  private final String name;
  private final Direction direction;
  private final Pruner pruner;

  private final List<Trial> trials = new ArrayList<>();
  private final List<TrialCurve> curves = new ArrayList<>();
  private final NavigableSet<Long> waiting = new TreeSet<>();
  private final NavigableSet<Long> running = new TreeSet<>();
  private final NavigableSet<Long> paused = new TreeSet<>();
  private History history;
  private @Nullable Trial best;
  private long revision;

  StudyView(StudyStore store, StudyDefinition definition, Pruner pruner) {
    this.store = store;
    this.name = definition.name();
    this.direction = definition.direction();
    this.pruner = pruner;
    this.history = new History(definition.space(), List.of());
  }

  synchronized void refresh() {
    Changes changes = store.changes(name, revision);
    if (changes.revision() == revision) {
      return;
    }
    changes.trials().forEach(this::change);
    List<Changes.Reported> reports = changes.reports();
    for (int from = 0, to; from < reports.size(); from = to) {
      long number = reports.get(from).number();
      List<Report> ofOne = new ArrayList<>();
      for (to = from; to < reports.size() && reports.get(to).number() == number; to++) {
        ofOne.add(reports.get(to).report());
      }
      addReports((int) number, ofOne);
    }
    revision = changes.revision();
    notifyAll();
  }

  private void change(Trial trial) {
    long number = trial.number();
    int index = (int) number;
    Observation observation = observation(trial);
    if (index == trials.size()) {
      trials.add(trial);
      curves.add(new TrialCurve(number, phase(trial), List.of()));
      history = history.and(observation);
    } else {
      trials.set(index, trial);
      curves.set(index, new TrialCurve(number, phase(trial), curves.get(index).reports()));
      if (!history.observations().get(index).equals(observation)) {
        history = history.with(index, observation);
      }
    }
    List.of(waiting, running, paused).forEach(numbers -> numbers.remove(number));
    switch (trial.state()) {
      case WAITING, LOST -> waiting.add(number);
      case RUNNING -> running.add(number);
      case PAUSED -> paused.add(number);
      case COMPLETED, PRUNED -> best = isBetter(trial, best) ? trial : best;
      default -> {}
    }
  }

  /** Any with a value is better than none, and of equal ones the first. */
  private boolean isBetter(Trial trial, @Nullable Trial other) {
    if (other == null || !Double.isFinite(trial.value())) {
      return Double.isFinite(trial.value());
    }
    int order =
        Double.compare(
            direction.lowerIsBetter(trial.value()), direction.lowerIsBetter(other.value()));
    return order < 0 || (order == 0 && trial.number() < other.number());
  }

  private static TrialCurve.Phase phase(Trial trial) {
    if (trial.state().isFinal()) {
      return TrialCurve.Phase.ENDED;
    }
    return trial.state() == TrialState.PAUSED ? TrialCurve.Phase.PAUSED : TrialCurve.Phase.OPEN;
  }

  /**
   * What a sampler is told of a trial.
   *
   * <p>One that was pruned, or is paused, counts with its last report's value, as Ray Tune tells
   * its searchers: it was worse than others at the same step, and as long as values get better with
   * training, its last one claims no more than it would have come to. To leave such trials out
   * would hide most of a study from the sampler, and what it should keep away from; to guess a
   * final value would make it depend on when somebody looks.
   */
  private Observation observation(Trial trial) {
    return switch (trial.state()) {
      case COMPLETED, PRUNED, PAUSED ->
          Observation.ended(trial.configuration(), direction.lowerIsBetter(trial.value()));
      case INFEASIBLE -> Observation.ended(trial.configuration(), Double.NaN);
      case FAILED -> Observation.failed(trial.configuration());
      case WAITING, RUNNING, LOST -> Observation.pending(trial.configuration());
    };
  }

  private void addReports(int index, List<Report> added) {
    TrialCurve curve = curves.get(index);
    List<Report> reports = new ArrayList<>(curve.reports());
    for (Report each : added) {
      Report report =
          direction == Direction.MINIMIZE
              ? each
              : new Report(each.step(), direction.lowerIsBetter(each.value()), each.measures());
      int at = reports.size();
      while (at > 0 && reports.get(at - 1).step() > report.step()) {
        at--;
      }
      if (at > 0 && reports.get(at - 1).step() == report.step()) {
        reports.set(at - 1, report);
      } else {
        reports.add(at, report);
      }
    }
    curves.set(index, new TrialCurve(curve.number(), curve.phase(), reports));
  }

  /**
   * Waits until there is something new.
   *
   * @param since the revision that is not new
   * @param nanoseconds to wait at most
   */
  synchronized void awaitChange(long since, long nanoseconds) throws InterruptedException {
    long end = System.nanoTime() + nanoseconds;
    long left = nanoseconds;
    while (revision == since && left > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = end - System.nanoTime();
    }
  }

  /**
   * What can be done next: first what waits or was lost, then what the pruner goes on with.
   *
   * @param most trials there shall be
   * @throws IllegalStateException if the pruner names a trial that is not paused
   */
  synchronized Outlook outlook(long most) {
    Optional<Trial> open =
        waiting.isEmpty() ? resumable(most) : Optional.of(trials.get(waiting.first().intValue()));
    return new Outlook(open, history, running.isEmpty(), revision);
  }

  private Optional<Trial> resumable(long most) {
    if (paused.isEmpty()) {
      return Optional.empty();
    }
    List<TrialCurve> all = Collections.unmodifiableList(curves);
    OptionalLong named = trials.size() < most ? pruner.resumable(all) : pruner.resumableAtEnd(all);
    return named.stream()
        .mapToObj(
            number -> {
              if (!paused.contains(number)) {
                throw new IllegalStateException(
                    "The trial the pruner goes on with (" + number + ") must be paused.");
              }
              return trials.get((int) number);
            })
        .findFirst();
  }

  /** What becomes of a trial after its newest report. */
  synchronized Verdict judge(long number) {
    return pruner.judge(Collections.unmodifiableList(curves), number);
  }

  /**
   * A trial.
   *
   * @throws IllegalArgumentException if there is none of that number; one line
   */
  synchronized Trial trial(long number) {
    if (number < 0 || number >= trials.size()) {
      throw new IllegalArgumentException(
          "There is no trial "
              + number
              + " in the study '"
              + name
              + "', which has "
              + trials.size()
              + ".");
    }
    return trials.get((int) number);
  }

  synchronized List<Trial> trials() {
    return List.copyOf(trials);
  }

  synchronized History history() {
    return history;
  }

  synchronized List<Trial> running() {
    return running.stream().map(number -> trials.get(number.intValue())).toList();
  }

  synchronized List<Trial> paused() {
    return paused.stream().map(number -> trials.get(number.intValue())).toList();
  }

  synchronized Optional<Trial> best() {
    return Optional.ofNullable(best);
  }

  /**
   * A trial's reports as they were measured, their steps rising.
   *
   * @throws IllegalArgumentException if there is none of that number; one line
   */
  synchronized List<Report> reports(long number) {
    int index = (int) trial(number).number();
    return curves.get(index).reports().stream()
        .map(
            report ->
                new Report(
                    report.step(), direction.lowerIsBetter(report.value()), report.measures()))
        .toList();
  }

  /** The step of its last report; 0 where it has none. */
  synchronized long lastStep(long number) {
    List<Report> reports = curves.get((int) number).reports();
    return reports.isEmpty() ? 0 : reports.get(reports.size() - 1).step();
  }
}
