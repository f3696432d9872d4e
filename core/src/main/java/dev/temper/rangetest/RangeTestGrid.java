package dev.temper.rangetest;

import dev.temper.schedule.HyperParameters;
import dev.temper.training.SessionSettings;
import dev.temper.training.TrainingListener;
import dev.temper.training.TrainingSession;
import dev.temper.training.TrainingTask;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * The same range test at every combination of several weight decays, momenta, batch sizes and
 * lengths of the ramp, each with several seeds: what an overlay of curves is drawn from (Smith
 * 2018, sections 4.3 and 4.4, figures 9 and 10).
 *
 * <p>An immutable description; it can be run on any number of tasks.
 *
 * @param test the rates, the smoothing and the stop rule
 * @param settings the optimizer and the first seed; the others are the numbers that follow it
 * @param weightDecays 1 or more, each finite and 0 or more
 * @param momenta 1 or more, each 0 or more and below 1
 * @param batchSizes 1 or more, each 1 or more
 * @param iterations lengths of the ramp; 1 or more, each 2 or more
 * @param seeds runs of every combination; 1 or more
 */
public record RangeTestGrid(
    RangeTest test,
    SessionSettings settings,
    List<Double> weightDecays,
    List<Double> momenta,
    List<Integer> batchSizes,
    List<Integer> iterations,
    int seeds) {

  /** The most combinations of a grid, seeds not counted: more are a search. */
  public static final int MOST_TESTS = 24;

  /** The most seeds of a grid. */
  public static final int MOST_SEEDS = 24;

  /**
   * Checks the values and copies the lists.
   *
   * @throws IllegalArgumentException if a list is empty or has a value twice, a value is outside
   *     its range, or there are too many combinations or seeds
   */
  public RangeTestGrid {
    weightDecays = distinct("weight decay", weightDecays);
    momenta = distinct("momentum", momenta);
    batchSizes = distinct("batch size", batchSizes);
    iterations = distinct("number of iterations", iterations);
    if (seeds < 1 || seeds > MOST_SEEDS) {
      throw new IllegalArgumentException(
          "The seeds (" + seeds + ") must be 1 to " + MOST_SEEDS + ".");
    }
    long tests =
        (long) weightDecays.size() * momenta.size() * batchSizes.size() * iterations.size();
    if (tests > MOST_TESTS) {
      throw new IllegalArgumentException(
          "The lists make too many tests ("
              + tests
              + "); at most "
              + MOST_TESTS
              + " are accepted. Maybe compare fewer values at a time.");
    }
    // Each point checks its values.
    points(weightDecays, momenta, batchSizes, iterations);
  }

  private static <T> List<T> distinct(String what, List<T> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("Not one " + what + " is given; 1 or more are needed.");
    }
    HashSet<T> seen = new HashSet<>();
    for (T value : values) {
      if (!seen.add(value)) {
        throw new IllegalArgumentException(
            "The " + what + " (" + value + ") is given twice; each is tested once.");
      }
    }
    return List.copyOf(values);
  }

  /** A single test with one seed. */
  public static RangeTestGrid of(RangeTest test, SessionSettings settings, HyperParameters values) {
    return new RangeTestGrid(
        test,
        settings,
        List.of(values.weightDecay()),
        List.of(values.momentum()),
        List.of(settings.batchSize()),
        List.of(test.iterations()),
        1);
  }

  /** This grid with other weight decays. */
  public RangeTestGrid withWeightDecays(List<Double> values) {
    return new RangeTestGrid(test, settings, values, momenta, batchSizes, iterations, seeds);
  }

  /** This grid with other momenta. */
  public RangeTestGrid withMomenta(List<Double> values) {
    return new RangeTestGrid(test, settings, weightDecays, values, batchSizes, iterations, seeds);
  }

  /** This grid with other batch sizes. */
  public RangeTestGrid withBatchSizes(List<Integer> values) {
    return new RangeTestGrid(test, settings, weightDecays, momenta, values, iterations, seeds);
  }

  /** This grid with other lengths of the ramp. */
  public RangeTestGrid withIterations(List<Integer> values) {
    return new RangeTestGrid(test, settings, weightDecays, momenta, batchSizes, values, seeds);
  }

  /** This grid with another number of seeds. */
  public RangeTestGrid withSeeds(int value) {
    return new RangeTestGrid(test, settings, weightDecays, momenta, batchSizes, iterations, value);
  }

  /** All combinations, the last list varying fastest; 1 to {@link #MOST_TESTS}. */
  public List<GridPoint> points() {
    return points(weightDecays, momenta, batchSizes, iterations);
  }

  private static List<GridPoint> points(
      List<Double> weightDecays,
      List<Double> momenta,
      List<Integer> batchSizes,
      List<Integer> iterations) {
    List<GridPoint> points = new ArrayList<>();
    for (double weightDecay : weightDecays) {
      for (double momentum : momenta) {
        for (int batchSize : batchSizes) {
          for (int length : iterations) {
            points.add(new GridPoint(weightDecay, momentum, batchSize, length));
          }
        }
      }
    }
    return points;
  }

  /** Updates of all tests with all seeds if none is stopped early. */
  public long plannedIterations() {
    return seeds * points().stream().mapToLong(GridPoint::iterations).sum();
  }

  /** Runs every test with every seed, one after the other, without telling anyone. */
  public Overlay run(TrainingTask task) {
    return run(task, Listener.NONE);
  }

  /**
   * Runs every test with every seed, one after the other, each in a session of its own.
   *
   * @param task what to train; the division of its data is the same for all seeds
   * @param listener told of every test, step and evaluation
   * @throws IllegalArgumentException if the task has {@linkplain TrainingTask#check no session} for
   *     one of the batch sizes; before any work
   */
  public Overlay run(TrainingTask task, Listener listener) {
    batchSizes.forEach(batchSize -> task.check(settings.withBatchSize(batchSize)));
    List<Overlay.Test> tests = new ArrayList<>();
    for (GridPoint point : points()) {
      HyperParameters values = new HyperParameters(0, point.momentum(), point.weightDecay());
      List<RangeCurve> curves = new ArrayList<>();
      for (int i = 0; i < seeds; i++) {
        long seed = settings.seed() + i;
        SessionSettings own = settings.withBatchSize(point.batchSize()).withSeed(seed);
        listener.onTest(point, seed);
        try (TrainingSession session = task.open(own)) {
          RangeCurve curve = test.withIterations(point.iterations()).run(session, values, listener);
          curves.add(curve.trainedWith(own.optimizer()));
        }
      }
      tests.add(new Overlay.Test(point, RepeatedRangeTest.of(curves)));
    }
    return new Overlay(this, tests);
  }

  /** Told of a grid's tests as they are run, in the thread that trains. */
  public interface Listener extends TrainingListener {

    /** Hears nothing. */
    Listener NONE = new Listener() {};

    /**
     * Before a test; its iterations are then counted from 0.
     *
     * @param point what it is run with
     * @param seed the seed of its session
     */
    default void onTest(GridPoint point, long seed) {}
  }
}
