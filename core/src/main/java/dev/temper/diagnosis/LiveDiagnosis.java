package dev.temper.diagnosis;

import dev.temper.schedule.HyperParameters;
import dev.temper.training.Evaluation;
import dev.temper.training.TrainingListener;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads the curves of a run while it goes on, and tells each new finding once.
 *
 * <p>Only what {@link EarlyDiagnosis} tells of two readings in a row is told. The curves are read
 * at evaluations, each time a fifth more iterations have been made: the cost of all readings
 * together stays in proportion to the iterations. Not safe for use by several threads at once.
 */
public final class LiveDiagnosis implements TrainingListener {

  private static final long FIRST_READING = 60;
  private static final double NEXT_READING = 1.2;

  private final Consumer<Finding> consumer;
  private final Curves.Builder curves = Curves.builder();
  private final Set<String> told = new HashSet<>();
  private List<Finding> before = List.of();
  private long steps;
  private long due = FIRST_READING;

  /**
   * A diagnosis of one run.
   *
   * @param consumer told of each finding, in the thread that trains
   */
  public LiveDiagnosis(Consumer<Finding> consumer) {
    this.consumer = consumer;
  }

  @Override
  public void onStep(long iteration, HyperParameters values, double loss) {
    curves.step(iteration, loss, values.learningRate());
    steps++;
    if (!Double.isFinite(loss)) {
      read();
    }
  }

  @Override
  public void onEvaluation(long iteration, Evaluation evaluation) {
    curves.evaluation(iteration, evaluation.loss(), evaluation.accuracy());
    if (steps >= due) {
      due = (long) Math.ceil(NEXT_READING * steps);
      read();
    }
  }

  private void read() {
    List<Finding> now = EarlyDiagnosis.of(curves.build());
    for (Finding finding : EarlyDiagnosis.standing(before, now)) {
      if (told.add(finding.code())) {
        consumer.accept(finding);
      }
    }
    before = now;
  }
}
