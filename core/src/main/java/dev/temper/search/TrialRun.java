package dev.temper.search;

import dev.temper.diagnosis.DivergenceWatch;
import dev.temper.pruner.Report;
import dev.temper.pruner.Verdict;
import dev.temper.schedule.HyperParameters;
import dev.temper.study.RunningTrial;
import dev.temper.training.Evaluation;
import dev.temper.training.History;
import dev.temper.training.Parallel;
import dev.temper.training.StopRule;
import dev.temper.training.TrainingListener;
import dev.temper.training.TrainingRun;
import dev.temper.training.TrainingSession;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

/**
 * The training of one trial, which stops where its reports are answered so, and goes on from there
 * when it is called again.
 */
final class TrialRun implements AutoCloseable {

  private final TrainingSession session;
  private final TrainingRun run;
  private final Goal goal;
  private final long reports;
  private final DivergenceWatch watch;
  private final History history = new History();
  private long reported;

  /**
   * A run that has not begun.
   *
   * @param session new; closed with this
   * @param iterations updates in the run; 2 or more
   * @param reports steps in which its length is counted; 1 or more. Runs of fewer updates report at
   *     each of them
   */
  TrialRun(
      TrainingSession session, TrialSettings settings, long iterations, Goal goal, long reports) {
    this.session = session;
    this.goal = goal;
    this.reports = reports;
    long every = (iterations + reports - 1) / reports;
    this.run = new TrainingRun(settings.schedule(iterations), iterations, every);
    this.watch = new DivergenceWatch(iterations);
  }

  TrainingSession session() {
    return session;
  }

  History history() {
    return history;
  }

  /**
   * Trains until the end, or until a report is answered by something else than to go on.
   *
   * @param trial told of evaluations
   * @param listener told of updates and evaluations
   * @return what the goal measures at the end; NaN where training diverged
   * @throws InterruptedException if the thread was interrupted; the run cannot be gone on with
   */
  double train(RunningTrial trial, TrainingListener listener) throws InterruptedException {
    Reporter reporter = new Reporter(trial);
    TrainingListener all = watch.and(Parallel.UNTIL_INTERRUPTED).and(listener).and(reporter);
    try {
      run.run(session, history, all, reporter);
    } catch (CancellationException e) {
      throw (InterruptedException) new InterruptedException(e.getMessage()).initCause(e);
    }
    if (history.diverged()) {
      reporter.diverged();
      return Double.NaN;
    }
    return goal.of(last());
  }

  private Evaluation last() {
    List<History.Evaluated> evaluations = history.evaluations();
    return evaluations.get(evaluations.size() - 1).evaluation();
  }

  @Override
  public void close() {
    session.close();
  }

  /** Tells a trial of its evaluations, each with the mean training loss since the one before. */
  private final class Reporter implements TrainingListener, StopRule {

    private final RunningTrial trial;
    private double sum;
    private long count;
    private double rate;
    private Verdict verdict = Verdict.CONTINUE;

    Reporter(RunningTrial trial) {
      this.trial = trial;
    }

    @Override
    public void onStep(long iteration, HyperParameters values, double loss) {
      sum += loss;
      count++;
      rate = values.learningRate();
    }

    @Override
    public void onEvaluation(long iteration, Evaluation evaluation) {
      Map<String, Double> measures = new LinkedHashMap<>();
      measures.put("train_loss", sum / count);
      measures.put("val_loss", evaluation.loss());
      if (!Double.isNaN(evaluation.accuracy())) {
        measures.put("val_accuracy", evaluation.accuracy());
      }
      measures.put("learning_rate", rate);
      reported = iteration * reports / run.iterations();
      verdict = trial.report(new Report(reported, goal.of(evaluation), measures));
      sum = 0;
      count = 0;
    }

    /** Where the run ended, in its curve. */
    void diverged() {
      if (verdict == Verdict.CONTINUE && reported < reports) {
        trial.report(reported + 1, Double.NaN);
      }
    }

    @Override
    public Decision after(long updates) {
      return verdict == Verdict.CONTINUE ? watch.after(updates) : Decision.STOP;
    }
  }
}
