package dev.temper.bench.search;

import dev.temper.sampler.History;
import dev.temper.sampler.Observation;
import dev.temper.sampler.Sampler;
import dev.temper.space.CategoricalParameter;
import dev.temper.space.Configuration;
import dev.temper.space.FloatParameter;
import dev.temper.space.IntParameter;
import dev.temper.space.Space;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long a sampler takes to choose behind so many trials, over six parameters of all kinds. Two
 * trials go on, one of a hundred has diverged, and two thirds are near the best.
 *
 * <p>The Gaussian process has fitted its kernel before: with every twelfth part more it is fitted
 * again, which is not in these times.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class SuggestionSpeed {

  private static final Space SPACE =
      Space.of(
          FloatParameter.log("learning_rate", 1e-5, 1),
          FloatParameter.log("weight_decay", 1e-6, 0.1),
          FloatParameter.linear("momentum", 0.8, 0.99),
          IntParameter.log("units", 8, 512),
          IntParameter.linear("layers", 1, 6),
          CategoricalParameter.of("optimizer", "sgd", "adam", "rmsprop"));

  /** Which sampler, and behind how many trials. */
  @Param({"gp 100", "gp 800", "gp 5000", "tpe 100", "tpe 1600", "tpe 10000", "tpe 200000"})
  public String behind = "";

  private Sampler sampler = Sampler.random();
  private History history = new History(SPACE, List.of());
  private long seed;

  /** Makes the trials. */
  @Setup(Level.Trial)
  public void tryOut() {
    String[] words = behind.split(" ", 2);
    int trials = Integer.parseInt(words[1]);
    sampler = words[0].equals("gp") ? Sampler.gaussianProcess(1) : Sampler.tpe(1);
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < trials; i++) {
      Configuration tried = SPACE.at(places(random, i < trials / 3));
      history =
          history.and(
              i >= trials - 2
                  ? Observation.pending(tried)
                  : Observation.ended(tried, i % 100 == 5 ? Double.NaN : loss(tried)));
    }
  }

  private static double[] places(SplittableRandom random, boolean anywhere) {
    double[] places = random.doubles(SPACE.dimension()).toArray();
    for (int d = 0; d < places.length && !anywhere; d++) {
      double near = best(d) + 0.1 * random.nextGaussian();
      places[d] = Math.max(0, Math.min(1, near));
    }
    return places;
  }

  private static double best(int d) {
    return 0.2 + 0.1 * d;
  }

  private static double loss(Configuration tried) {
    double[] places = SPACE.placesOf(tried);
    double sum = 0;
    for (int d = 0; d < places.length; d++) {
      sum += (places[d] - best(d)) * (places[d] - best(d));
    }
    return sum;
  }

  /** One choice. */
  @Benchmark
  public Optional<Configuration> suggestion() {
    seed++;
    return sampler.next(history, history.observations().size(), new SplittableRandom(seed));
  }
}
