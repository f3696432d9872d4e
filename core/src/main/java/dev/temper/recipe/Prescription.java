package dev.temper.recipe;

import dev.temper.rangetest.Bounds;
import dev.temper.schedule.OneCycle;
import dev.temper.schedule.SmithOneCycle;
import dev.temper.training.Optimizer;
import dev.temper.training.UpdateSettings;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * All that is needed to train once: the values the procedure tries, and in the end those it chose.
 *
 * <p>A short run is the same prescription with fewer iterations: the whole cycle, scaled down.
 *
 * @param optimizer the update rule
 * @param batchSize examples per pass
 * @param learningRateMax the peak of the cycle
 * @param learningRateMin where the cycle begins and ends, before its tail
 * @param momentumMax at the lowest rates; beta1 for the Adam family
 * @param momentumMin at the peak
 * @param weightDecay constant
 * @param iterations updates in the run
 * @param updates what surrounds an update
 * @param model settings of the network that differ from those of the task, by name
 */
public record Prescription(
    Optimizer optimizer,
    int batchSize,
    double learningRateMax,
    double learningRateMin,
    double momentumMax,
    double momentumMin,
    double weightDecay,
    long iterations,
    UpdateSettings updates,
    SortedMap<String, Double> model) {

  private static final int FIGURES = 3;

  /** Copies the map. */
  public Prescription {
    model = Collections.unmodifiableSortedMap(new TreeMap<>(model));
  }

  /** The schedule of the run: {@link SmithOneCycle} on these values. */
  public OneCycle schedule() {
    return OneCycle.smith(iterations, learningRateMax)
        .withMinLearningRate(learningRateMin)
        .withMomentum(momentumMax, momentumMin)
        .withWeightDecay(weightDecay);
  }

  /** Examples in one update. */
  public long examplesPerUpdate() {
    return (long) batchSize * updates.accumulation();
  }

  /** Examples in the whole run. */
  public long examples() {
    return iterations * examplesPerUpdate();
  }

  /**
   * These values with another maximum rate, and the minimum that follows from it (max/10), both to
   * three significant figures: more would feign a precision no range test has.
   */
  public Prescription withLearningRateMax(double value) {
    double max = Figures.significant(value, FIGURES);
    return withRates(max, Figures.significant(Bounds.oneCycle(max).min(), FIGURES));
  }

  private Prescription withRates(double max, double min) {
    return with(
        draft -> {
          draft.learningRateMax = max;
          draft.learningRateMin = min;
        });
  }

  /** These values with half the rates. */
  Prescription halved() {
    return withRates(learningRateMax / 2, learningRateMin / 2);
  }

  /** These values with another range of the momentum. */
  public Prescription withMomentum(double max, double min) {
    return with(
        draft -> {
          draft.momentumMax = max;
          draft.momentumMin = min;
        });
  }

  /** These values with another weight decay. */
  public Prescription withWeightDecay(double value) {
    return with(draft -> draft.weightDecay = value);
  }

  /** These values with another batch size; the iterations stay. */
  public Prescription withBatchSize(int value) {
    return with(draft -> draft.batchSize = value);
  }

  /** These values over another number of iterations. */
  public Prescription withIterations(long value) {
    return with(draft -> draft.iterations = value);
  }

  /** These values over as many whole iterations as so many examples make, at least 2. */
  public Prescription over(double examples) {
    return withIterations(Math.max(2, (long) (examples / examplesPerUpdate())));
  }

  /** These values with a setting of the network. */
  public Prescription withModel(String name, double value) {
    return with(draft -> draft.model.put(name, value));
  }

  private Prescription with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.prescription();
  }

  /** A prescription while its values change; optimizer and updates do not. */
  private static final class Draft {

    private final Optimizer optimizer;
    private int batchSize;
    private double learningRateMax;
    private double learningRateMin;
    private double momentumMax;
    private double momentumMin;
    private double weightDecay;
    private long iterations;
    private final UpdateSettings updates;
    private final SortedMap<String, Double> model;

    Draft(Prescription from) {
      optimizer = from.optimizer;
      batchSize = from.batchSize;
      learningRateMax = from.learningRateMax;
      learningRateMin = from.learningRateMin;
      momentumMax = from.momentumMax;
      momentumMin = from.momentumMin;
      weightDecay = from.weightDecay;
      iterations = from.iterations;
      updates = from.updates;
      model = new TreeMap<>(from.model);
    }

    Prescription prescription() {
      return new Prescription(
          optimizer,
          batchSize,
          learningRateMax,
          learningRateMin,
          momentumMax,
          momentumMin,
          weightDecay,
          iterations,
          updates,
          model);
    }
  }
}
