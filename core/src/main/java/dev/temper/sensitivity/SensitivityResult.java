package dev.temper.sensitivity;

import dev.temper.training.DataSummary;
import dev.temper.training.SessionSettings;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What an analysis gave.
 *
 * @param data what it trained on
 * @param model the network's name
 * @param settings batch size, optimizer and the first seed
 * @param seeds one for each trial at a rate
 * @param weightDecay of every trial
 * @param iterations updates in a trial that runs to its end
 * @param iterationsPerEpoch updates in an epoch
 * @param rates in rising order
 * @param seconds of wall time
 */
public record SensitivityResult(
    DataSummary data,
    String model,
    SessionSettings settings,
    List<Long> seeds,
    double weightDecay,
    long iterations,
    long iterationsPerEpoch,
    List<RateOutcome> rates,
    double seconds) {

  /** Copies the lists. */
  public SensitivityResult {
    seeds = List.copyOf(seeds);
    rates = List.copyOf(rates);
  }

  /** The rate with the lowest median final validation loss; empty where none is finite. */
  public OptionalDouble bestLearningRate() {
    int best = GoodRates.best(rates);
    return best < 0 ? OptionalDouble.empty() : OptionalDouble.of(rates.get(best).learningRate());
  }

  /** The rates that serve as well as the best. */
  public GoodRates good() {
    return GoodRates.read(rates);
  }

  /** All trials, by rate and then by seed. */
  public List<Trial> trials() {
    return rates.stream().flatMap(rate -> rate.trials().stream()).toList();
  }

  /** Updates made by all trials. */
  public long totalIterations() {
    return trials().stream().mapToLong(Trial::iterations).sum();
  }
}
