package dev.temper.recipe;

import dev.temper.training.Optimizer;
import dev.temper.training.TrainingTask;
import dev.temper.training.UpdateSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The disciplined procedure (Smith 2018, arXiv 1803.09820, section 4.6): cheap, readable
 * experiments find the values, then one 1cycle run trains with them.
 *
 * <pre>{@code
 * TuningResult result = Tuning.of(task).seed(7).budget(Budget.epochs(12)).run();
 * }</pre>
 *
 * <p>What is given is taken as it is; what is not given is found, as far as the budget goes.
 * Immutable: each setting returns a new description. The test split is looked at once, after every
 * choice has been made. The same task, settings and seed give the same result, but for times and
 * for what is measured in time: the batch size, unless it is given, and a budget in minutes.
 */
public final class Tuning {

  private final TuningSettings settings;

  private Tuning(TuningSettings settings) {
    this.settings = settings;
  }

  /**
   * The procedure for a task: seed 0, {@linkplain Budget#DEFAULT 15 epochs}, SGD, every value to be
   * found.
   */
  public static Tuning of(TrainingTask task) {
    return new Tuning(TuningSettings.defaults(task));
  }

  /** The same with another seed. */
  public Tuning seed(long value) {
    return with(draft -> draft.seed = value);
  }

  /** The same with another budget. */
  public Tuning budget(Budget value) {
    return with(draft -> draft.budget = value);
  }

  /** The same with another optimizer for everything but the baseline. */
  public Tuning optimizer(Optimizer value) {
    return with(draft -> draft.optimizer = value);
  }

  /** The same with a weight decay that is given; 0 or more. */
  public Tuning weightDecay(double value) {
    return with(draft -> draft.weightDecay = value);
  }

  /** The same with another way to find the weight decay. */
  public Tuning weightDecayBy(WeightDecayBy value) {
    return with(draft -> draft.weightDecayBy = value);
  }

  /** The same with a batch size that is given, the examples of one pass; 1 or more. */
  public Tuning batchSize(int value) {
    return with(draft -> draft.batchSize = value);
  }

  /**
   * The same with a momentum that is given; 0 or more, below 1, the minimum at most the maximum.
   */
  public Tuning momentum(double max, double min) {
    return with(
        draft -> {
          draft.momentumMax = max;
          draft.momentumMin = min;
        });
  }

  /**
   * The same with other settings of the network that may be changed; the default is those of
   * dropout alone.
   *
   * @param names of {@linkplain TrainingTask#modelSettings settings} of the task's model
   * @throws IllegalArgumentException if it has no setting of a name; the message lists all
   */
  public Tuning explore(Set<String> names) {
    settings.requireSettings(names);
    Set<String> explored = new TreeSet<>(names);
    return with(draft -> draft.explored = explored);
  }

  /**
   * The same with other surroundings of an update in everything but the baseline, which stays Adam
   * at its defaults, on as many examples an update.
   */
  public Tuning updates(UpdateSettings value) {
    return with(draft -> draft.updates = value);
  }

  /** The same, writing the trained network to a file at the end. */
  public Tuning saveModelTo(Path file) {
    return with(draft -> draft.modelFile = file);
  }

  /**
   * The same with a journal: what stands in it is not made again, what is made is added to it.
   *
   * @param value of this very procedure, with the same task and settings
   */
  public Tuning journal(Journal value) {
    return with(draft -> draft.journal = value);
  }

  private Tuning with(Consumer<TuningSettings.Draft> change) {
    return new Tuning(settings.with(change));
  }

  /**
   * A batch size by the number of examples alone: the power of two nearest to its root, within 16
   * to 512. It keeps the number of updates in an epoch near the batch size, neither so few that a
   * short run cannot converge nor so many that each is all noise.
   */
  public static int defaultBatchSize(long examples) {
    return BatchSizeStage.defaultSize(examples);
  }

  /** The weight decay where none is given: 1e-3, and 1e-2 for those that decouple it. */
  public static double defaultWeightDecay(Optimizer optimizer) {
    return WeightDecayStage.defaultFor(optimizer);
  }

  /** Runs the procedure without telling anyone; otherwise as the longer form. */
  public TuningResult run() throws IOException {
    return run(TuningListener.NONE);
  }

  /**
   * Runs the procedure.
   *
   * @param listener told of stages, experiments, notes, steps and evaluations
   * @throws TuningException if the network does not learn, or diverges at every rate tried
   * @throws IllegalArgumentException if an update takes more than the training examples, there are
   *     more rate ratios than layers, or a given value is out of range; before any work
   * @throws IOException if the model or the journal cannot be written; a missing folder is told
   *     before any work
   */
  public TuningResult run(TuningListener listener) throws IOException {
    try {
      return new Procedure(settings, listener).run();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
