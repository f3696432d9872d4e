package dev.temper.training;

import java.util.List;

/**
 * What surrounds an update, fixed through the life of a session: how its gradient is gathered and
 * bounded, and how the parameters differ in it.
 *
 * @param accumulation batches whose mean gradient makes one update; 1 or more
 * @param clipNorm the largest Euclidean norm of the gradient of all parameters together; a longer
 *     one is scaled down to it before weight decay is added (Pascanu, Mikolov and Bengio 2013,
 *     section 3.2); above 0, infinite for no clipping
 * @param decayWeightsOnly whether weight decay spares biases and normalization
 * @param rateRatios what the learning rate is multiplied by, for as many consecutive groups of
 *     layers as there are ratios, of as equal size as possible, the first nearest to the input
 *     (Howard and Ruder 2018, section 3.2); each finite and 0 or more, one above 0; empty for 1
 *     everywhere
 */
public record UpdateSettings(
    int accumulation, double clipNorm, boolean decayWeightsOnly, List<Double> rateRatios) {

  /** One batch an update, no clipping, decay and the same rate for all parameters. */
  public static final UpdateSettings DEFAULT =
      new UpdateSettings(1, Double.POSITIVE_INFINITY, false, List.of());

  /**
   * Checks the settings and copies the list.
   *
   * @throws IllegalArgumentException if a setting is outside its range
   */
  public UpdateSettings {
    rateRatios = List.copyOf(rateRatios);
    if (accumulation < 1) {
      throw new IllegalArgumentException(
          "The batches in an update (" + accumulation + ") must be 1 or more.");
    }
    if (!(clipNorm > 0)) {
      throw new IllegalArgumentException(
          "The norm to clip gradients to ("
              + clipNorm
              + ") must be above 0. Maybe you want infinity, which never clips.");
    }
    for (double ratio : rateRatios) {
      if (!(ratio >= 0) || ratio == Double.POSITIVE_INFINITY) {
        throw new IllegalArgumentException(
            "The rate ratio (" + ratio + ") must be finite and 0 or more.");
      }
    }
    if (!rateRatios.isEmpty() && rateRatios.stream().allMatch(ratio -> ratio == 0)) {
      throw new IllegalArgumentException(
          "The rate ratios " + rateRatios + " let nothing learn; one must be above 0.");
    }
  }

  /** Whether gradients are clipped at all. */
  public boolean clips() {
    return clipNorm < Double.POSITIVE_INFINITY;
  }

  /**
   * The ratio of one layer's learning rate.
   *
   * @param layer its number among the layers with parameters, from 0
   * @param layers how many there are; as many as there are ratios, or more
   */
  public double rateRatio(int layer, int layers) {
    if (rateRatios.isEmpty()) {
      return 1;
    }
    return rateRatios.get((int) ((long) layer * rateRatios.size() / layers));
  }

  /** These settings with another number of batches in an update. */
  public UpdateSettings withAccumulation(int value) {
    return new UpdateSettings(value, clipNorm, decayWeightsOnly, rateRatios);
  }

  /** These settings with another norm to clip to; infinite for no clipping. */
  public UpdateSettings withClipNorm(double value) {
    return new UpdateSettings(accumulation, value, decayWeightsOnly, rateRatios);
  }

  /** These settings with weight decay for weights only, or for all parameters. */
  public UpdateSettings withDecayWeightsOnly(boolean value) {
    return new UpdateSettings(accumulation, clipNorm, value, rateRatios);
  }

  /** These settings with other ratios of the learning rate; an empty list for 1 everywhere. */
  public UpdateSettings withRateRatios(List<Double> value) {
    return new UpdateSettings(accumulation, clipNorm, decayWeightsOnly, value);
  }
}
