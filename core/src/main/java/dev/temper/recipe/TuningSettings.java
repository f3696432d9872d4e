package dev.temper.recipe;

import dev.temper.training.ModelSetting;
import dev.temper.training.Optimizer;
import dev.temper.training.TrainingTask;
import dev.temper.training.UpdateSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a procedure was given; null stands for what is to be found.
 *
 * @param task model and data
 * @param seed fixes all randomness
 * @param budget the length of the final run, or the time for everything
 * @param optimizer of everything but the baseline
 * @param batchSize examples per pass
 * @param momentumMax at the lowest rates
 * @param momentumMin at the peak; null together with the maximum
 * @param weightDecay constant
 * @param weightDecayBy how it is found
 * @param explored settings of the network that may be changed
 * @param updates what surrounds an update
 * @param modelFile where the trained network goes; null for nowhere
 * @param journal where experiments are kept
 */
record TuningSettings(
    TrainingTask task,
    long seed,
    Budget budget,
    Optimizer optimizer,
    @Nullable Integer batchSize,
    @Nullable Double momentumMax,
    @Nullable Double momentumMin,
    @Nullable Double weightDecay,
    WeightDecayBy weightDecayBy,
    Set<String> explored,
    UpdateSettings updates,
    @Nullable Path modelFile,
    Journal journal) {

  static TuningSettings defaults(TrainingTask task) {
    Set<String> dropouts =
        task.modelSettings().stream()
            .filter(setting -> setting.kind() == ModelSetting.Kind.DROPOUT)
            .map(ModelSetting::name)
            .collect(Collectors.toCollection(TreeSet::new));
    return new TuningSettings(
        task,
        0,
        Budget.DEFAULT,
        Optimizer.SGD,
        null,
        null,
        null,
        null,
        WeightDecayBy.GRID,
        dropouts,
        UpdateSettings.DEFAULT,
        null,
        Journal.NONE);
  }

  /** Refuses names that are no settings of the model. */
  void requireSettings(Set<String> names) {
    List<String> known = task.modelSettings().stream().map(ModelSetting::name).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "The model '"
                + task.model()
                + "' has no setting '"
                + name
                + "' to explore. Accepted: "
                + (known.isEmpty() ? "none" : String.join(", ", known))
                + ".");
      }
    }
  }

  /** These settings after a change. */
  TuningSettings with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.settings();
  }

  /** Settings while they change. */
  static final class Draft {

    private final TrainingTask task;
    long seed;
    Budget budget;
    Optimizer optimizer;
    @Nullable Integer batchSize;
    @Nullable Double momentumMax;
    @Nullable Double momentumMin;
    @Nullable Double weightDecay;
    WeightDecayBy weightDecayBy;
    Set<String> explored;
    UpdateSettings updates;
    @Nullable Path modelFile;
    Journal journal;

    private Draft(TuningSettings from) {
      task = from.task;
      seed = from.seed;
      budget = from.budget;
      optimizer = from.optimizer;
      batchSize = from.batchSize;
      momentumMax = from.momentumMax;
      momentumMin = from.momentumMin;
      weightDecay = from.weightDecay;
      weightDecayBy = from.weightDecayBy;
      explored = from.explored;
      updates = from.updates;
      modelFile = from.modelFile;
      journal = from.journal;
    }

    private TuningSettings settings() {
      return new TuningSettings(
          task,
          seed,
          budget,
          optimizer,
          batchSize,
          momentumMax,
          momentumMin,
          weightDecay,
          weightDecayBy,
          explored,
          updates,
          modelFile,
          journal);
    }
  }
}
