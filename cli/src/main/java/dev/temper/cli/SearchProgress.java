package dev.temper.cli;

import dev.temper.pruner.Report;
import dev.temper.pruner.Verdict;
import dev.temper.report.Text;
import dev.temper.study.Study;
import dev.temper.study.StudyListener;
import dev.temper.study.Trial;
import dev.temper.study.TrialState;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Shows how far a search is: the best so far, how many trials run, and the time that is left. */
final class SearchProgress implements StudyListener {

  private final Progress progress;
  private final String objective;
  private long planned;
  private long ended;
  private final Set<Long> running = new HashSet<>();
  private @Nullable Trial best;

  SearchProgress(Progress progress, String objective) {
    this.progress = progress;
    this.objective = objective;
  }

  /**
   * Begins.
   *
   * @param trials in total
   * @param study with those that have ended already
   */
  void begin(long trials, Study study) {
    planned = trials;
    ended = study.trials().stream().filter(trial -> trial.state().isFinal()).count();
    best = study.best().orElse(null);
    progress.begin("search", planned, ended);
  }

  @Override
  public void onStart(Trial trial) {
    running.add(trial.number());
    progress.onTrial(ended, words());
  }

  @Override
  public void onReport(long number, Report report, Verdict verdict) {
    progress.onTrial(ended, words());
  }

  @Override
  public void onBest(Trial trial) {
    best = trial;
  }

  @Override
  public void onEnd(Trial trial) {
    running.remove(trial.number());
    if (trial.state().isFinal()) {
      ended++;
    }
    if (trial.state() == TrialState.FAILED) {
      progress.onNote("Trial " + trial.number() + " failed: " + trial.note());
    }
    // Else the next trial's start tells it, with as many as then run.
    if (ended >= planned) {
      progress.onTrial(ended, words());
    }
  }

  @Override
  public void onLost(long number) {
    running.remove(number);
    progress.onNote("Trial " + number + " was lost by whoever worked on it, and is taken over.");
  }

  private String words() {
    Trial leader = best;
    String found =
        leader == null
            ? "none completed yet"
            : Text.of(
                "best %s %s (trial %d)", objective, Text.number(leader.value()), leader.number());
    return Text.of("%s  %d running", found, running.size());
  }
}
