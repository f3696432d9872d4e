package dev.temper.dynamics;

import dev.temper.training.Evaluation;
import dev.temper.training.History;
import dev.temper.training.Parallel;
import dev.temper.training.SessionSettings;
import dev.temper.training.Split;
import dev.temper.training.TrainingListener;
import dev.temper.training.TrainingRun;
import dev.temper.training.TrainingSession;
import dev.temper.training.TrainingTask;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;

/**
 * Groups of small multiples: a network trained from the same weights in many ways, with its
 * training and validation accuracy after every epoch.
 *
 * @param task what is trained on what
 * @param groups the ways to train
 * @param seed of weights and order of the data, the same for every panel
 * @param batchSize examples per update; 1 or more
 * @param epochs of each panel; 1 or more
 * @param parallel panels at a time; it does not change the result
 */
public record Dynamics(
    TrainingTask task,
    List<PanelGroup> groups,
    long seed,
    int batchSize,
    int epochs,
    Parallel parallel) {

  /** The batch size of the classic pictures. */
  public static final int CLASSIC_BATCH_SIZE = 32;

  /** The length of the classic pictures. */
  public static final int CLASSIC_EPOCHS = 200;

  /**
   * Checks the task and the counts.
   *
   * @throws IllegalArgumentException if the task has no classes, hence no accuracy, or a count is
   *     below 1
   */
  public Dynamics {
    groups = List.copyOf(groups);
    if (task.data().isRegression()) {
      throw new IllegalArgumentException(
          "The labels of '"
              + task.data().name()
              + "' are numbers; training dynamics show the accuracy, which needs classes.");
    }
    if (batchSize < 1) {
      throw new IllegalArgumentException("The batch size (" + batchSize + ") must be 1 or more.");
    }
    if (epochs < 1) {
      throw new IllegalArgumentException("The epochs (" + epochs + ") must be 1 or more.");
    }
  }

  /** The classic pictures: five groups, batch size 32, 200 epochs. */
  public static Dynamics classic(TrainingTask task, long seed, Parallel parallel) {
    return new Dynamics(
        task, PanelGroup.classic(), seed, CLASSIC_BATCH_SIZE, CLASSIC_EPOCHS, parallel);
  }

  /** These panels for another number of epochs. */
  public Dynamics withEpochs(int value) {
    return new Dynamics(task, groups, seed, batchSize, value, parallel);
  }

  /**
   * Trains all panels. One that fails keeps its curves up to there and does not stop the others.
   *
   * @param listener told of every panel that has ended
   * @throws InterruptedException if the thread is interrupted; all sessions are closed by then
   */
  public DynamicsResult run(DynamicsListener listener) throws InterruptedException {
    return new Execution(listener).run();
  }

  /** One execution: how far it is. */
  private final class Execution {

    private final DynamicsListener listener;
    private final long began = System.nanoTime();
    private final int planned = groups.stream().mapToInt(group -> group.panels().size()).sum();
    private int finished;

    Execution(DynamicsListener listener) {
      this.listener = listener;
    }

    DynamicsResult run() throws InterruptedException {
      List<Callable<PanelOutcome>> work = new ArrayList<>();
      for (PanelGroup group : groups) {
        group.panels().forEach(panel -> work.add(() -> panel(panel)));
      }
      List<PanelOutcome> panels = parallel.run(work);
      List<GroupOutcome> outcomes = new ArrayList<>();
      int first = 0;
      for (PanelGroup group : groups) {
        int end = first + group.panels().size();
        outcomes.add(new GroupOutcome(group, panels.subList(first, end)));
        first = end;
      }
      return new DynamicsResult(
          task.data(),
          task.model(),
          seed,
          batchSize,
          epochs,
          outcomes,
          (System.nanoTime() - began) / 1e9);
    }

    private PanelOutcome panel(Panel panel) {
      History recorded = new History();
      List<History.Evaluated> training = new ArrayList<>();
      String failure = "";
      try {
        train(panel, recorded, training);
      } catch (CancellationException e) {
        throw e;
      } catch (RuntimeException e) {
        // The other panels are worth having without the rest of this one.
        failure = String.valueOf(e).lines().findFirst().orElse("");
      }
      PanelOutcome outcome = new PanelOutcome(panel, recorded, training, failure);
      tell(outcome);
      return outcome;
    }

    private void train(Panel panel, History recorded, List<History.Evaluated> training) {
      try (TrainingSession session =
          task.open(new SessionSettings(batchSize, panel.optimizer(), seed))) {
        TrainingListener onTraining =
            new TrainingListener() {
              @Override
              public void onEvaluation(long iteration, Evaluation evaluation) {
                training.add(new History.Evaluated(iteration, session.evaluate(Split.TRAINING)));
              }
            };
        long epoch = session.iterationsPerEpoch();
        new TrainingRun(panel.schedule(), epochs * epoch, epoch)
            .run(session, recorded, onTraining.and(Parallel.UNTIL_INTERRUPTED));
      }
    }

    private synchronized void tell(PanelOutcome outcome) {
      finished++;
      listener.onPanel(outcome, finished, planned);
    }
  }
}
