package dev.temper.sensitivity;

import dev.temper.recipe.Budget;
import dev.temper.recipe.Tuning;
import dev.temper.schedule.Curve;
import dev.temper.schedule.HyperParameters;
import dev.temper.schedule.Schedule;
import dev.temper.training.Evaluation;
import dev.temper.training.History;
import dev.temper.training.Optimizer;
import dev.temper.training.Parallel;
import dev.temper.training.SessionSettings;
import dev.temper.training.TrainingRun;
import dev.temper.training.TrainingSession;
import dev.temper.training.TrainingTask;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Sensitivity analysis of the learning rate: the same run at every rate of a logarithmic grid with
 * several seeds. The final loss against the rate is a U (Goodfellow et al. 2016, section 11.4.1,
 * figure 11.1), and its floor is the range of rates that are safe to use.
 *
 * <pre>{@code
 * SensitivityResult result = Sensitivity.of(task).rates(Sensitivity.grid(1e-4, 1, 2)).seeds(5).run();
 * GoodRates good = result.good();
 * }</pre>
 *
 * <p>Immutable: each setting returns a new description. A trial depends on its rate and its seed
 * alone, so that the result is the same however many run at a time; with LibTorch that takes a task
 * of one thread per session. The test split is not looked at.
 */
public final class Sensitivity {

  /** The most trials at each rate: more are a search. */
  public static final int MOST_SEEDS = 100;

  /** The most trials of an analysis. */
  public static final int MOST_TRIALS = 10_000;

  private static final int FEWEST_RATES = 3;
  private static final int MOST_PER_DECADE = 100;
  private static final MathContext THREE_FIGURES = new MathContext(3);

  /** Two rates a decade from 1e-5 to 1. */
  public static final List<Double> DEFAULT_RATES = grid(1e-5, 1, 2);

  /** The length of a trial unless told otherwise. */
  public static final Budget DEFAULT_BUDGET = Budget.epochs(5);

  /** Trials at each rate unless told otherwise. */
  public static final int DEFAULT_SEEDS = 3;

  private final TrainingTask task;
  private final List<Double> rates;
  private final SessionSettings settings;
  private final int seeds;
  private final Budget budget;
  private final double weightDecay;
  private final @Nullable RatePolicy policy;
  private final Parallel parallel;

  private Sensitivity(
      TrainingTask task,
      List<Double> rates,
      SessionSettings settings,
      int seeds,
      Budget budget,
      double weightDecay,
      @Nullable RatePolicy policy,
      Parallel parallel) {
    this.task = task;
    this.rates = rates;
    this.settings = settings;
    this.seeds = seeds;
    this.budget = budget;
    this.weightDecay = weightDecay;
    this.policy = policy;
    this.parallel = parallel;
  }

  /**
   * The analysis of a task: {@linkplain #DEFAULT_RATES rates from 1e-5 to 1}, 3 seeds from 0, 5
   * epochs of SGD at a constant rate and momentum, weight decay 1e-3, the {@linkplain
   * Tuning#defaultBatchSize batch size} by the number of examples, as many trials at a time as
   * there are processors.
   */
  public static Sensitivity of(TrainingTask task) {
    int batchSize = Tuning.defaultBatchSize(task.data().trainingExamples());
    return new Sensitivity(
        task,
        DEFAULT_RATES,
        new SessionSettings(batchSize, Optimizer.SGD, 0),
        DEFAULT_SEEDS,
        DEFAULT_BUDGET,
        1e-3,
        null,
        Parallel.ofProcessors());
  }

  /**
   * The same over other rates.
   *
   * @param values 3 or more, finite, above 0 and rising
   * @throws IllegalArgumentException if they are not
   */
  public Sensitivity rates(List<Double> values) {
    return new Sensitivity(
        task, grid(values), settings, seeds, budget, weightDecay, policy, parallel);
  }

  /** The same with another batch size, optimizer and first seed. */
  public Sensitivity settings(SessionSettings value) {
    return new Sensitivity(task, rates, value, seeds, budget, weightDecay, policy, parallel);
  }

  /**
   * The same with another number of trials at each rate; trial k has the first seed plus k.
   *
   * @throws IllegalArgumentException if not 1 to {@link #MOST_SEEDS}
   */
  public Sensitivity seeds(int count) {
    requireSeeds(count);
    return new Sensitivity(task, rates, settings, count, budget, weightDecay, policy, parallel);
  }

  /** The same with trials of another length. */
  public Sensitivity budget(Budget value) {
    return new Sensitivity(task, rates, settings, seeds, value, weightDecay, policy, parallel);
  }

  /** The same with another constant weight decay; 0 or more. */
  public Sensitivity weightDecay(double value) {
    return new Sensitivity(task, rates, settings, seeds, budget, value, policy, parallel);
  }

  /** The same with another schedule than the constant rate and the optimizer's usual momentum. */
  public Sensitivity policy(RatePolicy value) {
    return new Sensitivity(task, rates, settings, seeds, budget, weightDecay, value, parallel);
  }

  /** The same with another number of trials at a time; it does not change the result. */
  public Sensitivity parallel(Parallel value) {
    return new Sensitivity(task, rates, settings, seeds, budget, weightDecay, policy, value);
  }

  /**
   * Rates at equal distances on a logarithmic scale, both ends included, those between rounded to
   * three significant figures.
   *
   * @param from the lowest; finite and above 0
   * @param to the highest; finite and above {@code from}
   * @param perDecade rates in every factor of 10; 1 to 100. Where the ends are no whole number of
   *     such steps apart, the step is the nearest that fits
   * @throws IllegalArgumentException if a value is outside its range or there are fewer than 3
   *     rates
   */
  public static List<Double> grid(double from, double to, int perDecade) {
    if (!(from > 0) || from == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "The lowest rate (" + from + ") must be finite and above 0.");
    }
    if (!(to > from) || to == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(
          "The highest rate (" + to + ") must be finite and above the lowest (" + from + ").");
    }
    if (perDecade < 1 || perDecade > MOST_PER_DECADE) {
      throw new IllegalArgumentException(
          "The rates in a decade (" + perDecade + ") must be 1 to " + MOST_PER_DECADE + ".");
    }
    double decades = Math.log10(to) - Math.log10(from);
    long steps = Math.max(1, Math.round(decades * perDecade));
    List<Double> rates = new ArrayList<>();
    rates.add(from);
    for (long i = 1; i < steps; i++) {
      double exponent = Math.log10(from) + decades * i / steps;
      rates.add(new BigDecimal(Math.pow(10, exponent)).round(THREE_FIGURES).doubleValue());
    }
    rates.add(to);
    return grid(rates);
  }

  /**
   * Rates of one's own.
   *
   * @param rates 3 or more, finite, above 0 and rising
   * @throws IllegalArgumentException if they are not
   */
  public static List<Double> grid(List<Double> rates) {
    if (rates.size() < FEWEST_RATES) {
      throw new IllegalArgumentException(
          "The grid has too few rates ("
              + rates.size()
              + "); "
              + FEWEST_RATES
              + " or more are needed to see a best one between others.");
    }
    double last = 0;
    for (double rate : rates) {
      if (!(rate > last) || rate == Double.POSITIVE_INFINITY) {
        throw new IllegalArgumentException(
            "The rate (" + rate + ") must be finite and above the one before it (" + last + ").");
      }
      last = rate;
    }
    return List.copyOf(rates);
  }

  /**
   * How many trials a grid makes.
   *
   * @param rates of the grid
   * @param seeds trials at each of them; 1 to {@link #MOST_SEEDS}
   * @return 1 to {@link #MOST_TRIALS}
   * @throws IllegalArgumentException if there are more, or the seeds are out of range
   */
  public static int trials(List<Double> rates, int seeds) {
    requireSeeds(seeds);
    long trials = (long) rates.size() * seeds;
    if (trials > MOST_TRIALS) {
      throw new IllegalArgumentException(
          "The rates and seeds make too many trials ("
              + trials
              + "); at most "
              + MOST_TRIALS
              + " are accepted. Maybe fewer rates in a decade are enough.");
    }
    return (int) trials;
  }

  private static void requireSeeds(int count) {
    if (count < 1 || count > MOST_SEEDS) {
      throw new IllegalArgumentException(
          "The seeds (" + count + ") must be 1 to " + MOST_SEEDS + ".");
    }
  }

  /** Runs the analysis without telling anyone; otherwise as the longer form. */
  public SensitivityResult run() throws InterruptedException {
    return run(SensitivityListener.NONE);
  }

  /**
   * Runs all trials. One that fails is kept as failed and does not stop the others.
   *
   * @param listener told of every trial that has ended
   * @throws IllegalArgumentException if there are too many {@linkplain #trials trials}, the batch
   *     size exceeds the training examples or the weight decay is out of range; before any work
   * @throws InterruptedException if the thread is interrupted; all sessions are closed by then
   */
  public SensitivityResult run(SensitivityListener listener) throws InterruptedException {
    return new Execution(listener).run();
  }

  /** One execution: how far it is. */
  private final class Execution {

    private final SensitivityListener listener;
    private final int planned = trials(rates, seeds);
    private final long began = System.nanoTime();
    private int finished;

    Execution(SensitivityListener listener) {
      this.listener = listener;
    }

    SensitivityResult run() throws InterruptedException {
      HyperParameters checked = new HyperParameters(0, 0, weightDecay);
      long iterationsPerEpoch;
      try (TrainingSession session = task.open(settings)) {
        iterationsPerEpoch = session.iterationsPerEpoch();
      }
      long iterations = budget.toIterations(iterationsPerEpoch, settings.examplesPerUpdate());
      List<Callable<Trial>> work = new ArrayList<>();
      for (double rate : rates) {
        Schedule schedule = schedule(rate, iterations, checked.weightDecay());
        for (int k = 0; k < seeds; k++) {
          long seed = settings.seed() + k;
          work.add(() -> trial(rate, seed, new TrainingRun(schedule, iterations, iterations)));
        }
      }
      List<Trial> trials = parallel.run(work);
      List<RateOutcome> outcomes = new ArrayList<>();
      for (int i = 0; i < rates.size(); i++) {
        outcomes.add(new RateOutcome(rates.get(i), trials.subList(i * seeds, (i + 1) * seeds)));
      }
      return new SensitivityResult(
          task.data(),
          task.model(),
          settings,
          LongStream.range(0, seeds).mapToObj(k -> settings.seed() + k).toList(),
          weightDecay,
          iterations,
          iterationsPerEpoch,
          outcomes,
          (System.nanoTime() - began) / 1e9);
    }

    private Schedule schedule(double rate, long iterations, double decay) {
      RatePolicy chosen =
          policy == null ? RatePolicy.fixed(settings.optimizer().defaultMomentum()) : policy;
      return chosen.schedule(rate, iterations).withWeightDecay(Curve.constant(decay));
    }

    private Trial trial(double rate, long seed, TrainingRun run) {
      Trial trial;
      try {
        trial = train(rate, seed, run);
      } catch (CancellationException e) {
        throw e;
      } catch (RuntimeException e) {
        // The other trials are worth having without this one.
        trial = new Trial(rate, seed, 0, Double.NaN, Double.NaN, oneLine(e));
      }
      tell(trial);
      return trial;
    }

    private Trial train(double rate, long seed, TrainingRun run) {
      try (TrainingSession session = task.open(settings.withSeed(seed))) {
        History history = run.run(session, Parallel.UNTIL_INTERRUPTED);
        Evaluation end =
            history.diverged()
                ? new Evaluation(Double.NaN, Double.NaN, 1)
                : history.evaluations().get(0).evaluation();
        return new Trial(rate, seed, history.iterations(), end.loss(), end.accuracy(), "");
      }
    }

    private synchronized void tell(Trial trial) {
      finished++;
      listener.onTrial(trial, finished, planned);
    }
  }

  private static String oneLine(RuntimeException e) {
    return String.valueOf(e).lines().findFirst().orElse("");
  }
}
