package dev.temper.sampler;

import dev.temper.sampler.Acquisition.Feasibility;
import dev.temper.space.CategoricalParameter;
import dev.temper.space.Configuration;
import dev.temper.space.Parameter;
import dev.temper.space.Space;
import dev.temper.statistics.Normal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What {@link Sampler#gaussianProcess} believes of the objective after a history: the very model it
 * chooses by, to look at. Not safe for use by several threads.
 */
public final class Surrogate {

  /** The 84th percentile of a normal distribution, in deviations above its mean. */
  private static final double LIKELY = Normal.quantile(0.84);

  /** The place of a parameter that comes to exist. */
  private static final double MIDDLE = 0.5;

  private final Space space;
  private final GaussianProcess process;
  private final Acquisition acquisition;
  private final Optional<Feasibility> feasibility;
  private final OutputWarp warp;
  private final List<double[]> bestFirst;

  /**
   * What is believed of one configuration.
   *
   * @param value of the parameter that is gone along
   * @param place of the value, 0 to 1
   * @param median of the objective without the noise of a trial, in its own unit, lower is better;
   *     at most the worst value that was measured
   * @param low the 16th percentile
   * @param high the 84th percentile; at most the worst value that was measured
   * @param acquisition the logarithm of the improvement that is expected over the best so far,
   *     times the probability to be feasible; only differences have a meaning
   * @param feasible the probability that it can be trained with, 0 to 1; 1 where nothing diverged
   */
  public record Point(
      Object value,
      double place,
      double median,
      double low,
      double high,
      double acquisition,
      double feasible) {}

  /**
   * A surrogate.
   *
   * @param best the lowest value the objective is believed to have at a configuration that was
   *     tried, warped
   * @param warp of the values
   * @param places of the configurations that have these
   */
  Surrogate(
      Space space,
      GaussianProcess process,
      double best,
      Optional<Feasibility> feasibility,
      OutputWarp warp,
      double[][] places) {
    this.space = space;
    this.process = process;
    this.acquisition = new Acquisition(process, best, feasibility);
    this.feasibility = feasibility;
    this.warp = warp;
    bestFirst = bestFirst(places, warp.warped());
  }

  /**
   * After a history; takes from milliseconds to some seconds, as its trials are few or thousands.
   *
   * @return empty while fewer than 8 trials have a value: so long the sampler has no model
   */
  public static Optional<Surrogate> of(History history) {
    return new SurrogateFit().after(history, 1);
  }

  private static List<double[]> bestFirst(double[][] places, double[] values) {
    Integer[] order = new Integer[values.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Double.compare(values[a], values[b]));
    return Arrays.stream(order).map(i -> places[i]).toList();
  }

  /** The places of the best configurations with a value, the best first. */
  List<double[]> best(int most) {
    return bestFirst.subList(0, Math.min(most, bestFirst.size()));
  }

  Acquisition acquisition() {
    return acquisition;
  }

  /**
   * What is believed along one parameter.
   *
   * @param parameter its name
   * @param others a configuration of the space, in which all other parameters are held; what comes
   *     to exist by the parameter stands in the middle of its scale
   * @param points at most so many, from one end of the scale to the other, 2 or more; of separate
   *     values each once, of choices all
   * @throws IllegalArgumentException if there is no such parameter, it does not exist in that
   *     configuration, or the points are fewer than 2
   */
  public List<Point> along(String parameter, Configuration others, int points) {
    Parameter along = space.parameter(parameter);
    others.get(parameter);
    if (points < 2) {
      throw new IllegalArgumentException("The points (" + points + ") must be 2 or more.");
    }
    int index = space.parameters().indexOf(along);
    double[] held = space.placesOf(others);
    for (int d = 0; d < held.length; d++) {
      held[d] = Double.isNaN(held[d]) ? MIDDLE : held[d];
    }
    List<Configuration> configurations = new ArrayList<>();
    boolean all = along instanceof CategoricalParameter;
    long steps = all ? along.values().orElse(points) : points;
    for (int i = 0; i < steps; i++) {
      held[index] = all ? (i + 0.5) / steps : (double) i / (steps - 1);
      Configuration next = space.at(held);
      if (configurations.isEmpty() || !next.equals(configurations.get(configurations.size() - 1))) {
        configurations.add(next);
      }
    }
    return points(along, configurations);
  }

  private List<Point> points(Parameter along, List<Configuration> configurations) {
    double[][] places = configurations.stream().map(space::placesOf).toArray(double[][]::new);
    int count = places.length;
    double[] beliefs = process.askAll(places);
    double[] promises = acquisition.at(places);
    double[] labels = feasibility.map(each -> each.label().askAll(places)).orElse(new double[0]);
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Object value = configurations.get(i).get(along.name());
      double away = LIKELY * Math.sqrt(beliefs[count + i]);
      double label = labels.length > 0 ? labels[i] : 0;
      double variance = labels.length > 0 ? labels[count + i] : 0;
      points.add(
          new Point(
              value,
              along.placeOf(value),
              warp.inverse(beliefs[i]),
              warp.inverse(beliefs[i] - away),
              warp.inverse(beliefs[i] + away),
              promises[i],
              feasibility.map(each -> each.probability(label, variance)).orElse(1.0)));
    }
    return points;
  }
}
