package dev.temper.diagnosis;

import dev.temper.schedule.HyperParameters;
import dev.temper.training.Evaluation;
import dev.temper.training.TrainingListener;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads the curves of a run while it goes on, and tells each new finding once.
 *
 * <p>Only what means something before the end is told: {@code diverged}, {@code overfitting}, and
 * {@code oscillating} and {@code premature_plateau} while the rate has been the same for half of
 * the run so far, since a schedule that lowers it will end both. But for a loss that is not finite,
 * a finding must be sure and stand in two readings in a row. The curves are read at evaluations,
 * each time a fifth more iterations have been made: the cost of all readings together stays in
 * proportion to the iterations. Not safe for use by several threads at once.
 */
public final class LiveDiagnosis implements TrainingListener {

  private static final Set<Symptom> TOLD =
      EnumSet.of(
          Symptom.DIVERGED, Symptom.OVERFITTING, Symptom.OSCILLATING, Symptom.PREMATURE_PLATEAU);
  private static final Set<Symptom> AT_ONE_RATE =
      EnumSet.of(Symptom.OSCILLATING, Symptom.PREMATURE_PLATEAU);

  /** Confidence from which a finding is told. */
  private static final double SURE = 0.8;

  private static final long FIRST_READING = 60;
  private static final double NEXT_READING = 1.2;

  /** The rate counts as the same within this share. */
  private static final double SAME = 0.01;

  private final Consumer<Finding> consumer;
  private final Curves.Builder curves = Curves.builder();
  private final Set<Symptom> told = EnumSet.noneOf(Symptom.class);
  private Set<Symptom> before = EnumSet.noneOf(Symptom.class);
  private double rate = Double.NaN;
  private long sameRateFrom;
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
    if (!(Math.abs(values.learningRate() - rate) <= SAME * rate)) {
      rate = values.learningRate();
      sameRateFrom = steps;
    }
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
    List<Finding> findings = Diagnosis.of(curves.build());
    Set<Symptom> now = EnumSet.noneOf(Symptom.class);
    for (Finding finding : findings) {
      Symptom code = Symptom.valueOf(finding.code().toUpperCase(Locale.ROOT));
      boolean means =
          TOLD.contains(code) && (!AT_ONE_RATE.contains(code) || steps - sameRateFrom >= steps / 2);
      if (means && finding.confidence() >= SURE) {
        now.add(code);
        boolean stands = finding.confidence() == 1 || before.contains(code);
        if (stands && told.add(code)) {
          consumer.accept(finding);
        }
      }
    }
    before = now;
  }
}
