package dev.temper.recipe;

import static dev.temper.recipe.Figures.figure;
import static dev.temper.recipe.Figures.say;
import static dev.temper.recipe.Figures.significant;

import dev.temper.rangetest.MaximumRate;
import dev.temper.rangetest.Overlay;
import dev.temper.rangetest.RangeTest;
import dev.temper.rangetest.RangeTestGrid;
import dev.temper.rangetest.RepeatedRangeTest;
import dev.temper.schedule.HyperParameters;
import dev.temper.training.Optimizer;
import dev.temper.training.SessionSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Finds the weight decay, which is constant through the run and known well enough to one
 * significant figure (Smith 2018, section 4.4).
 */
final class WeightDecayStage implements ValueStage {

  /** The short runs that a bisection takes without further seeds; the middle one is known. */
  private static final int SHORT_RUNS = 4;

  /** The most short runs that the run up to a snapshot may be long. */
  private static final double TRUNK = 2;

  private static final double DECADE = 10;
  private static final double HALF_DECADE = Math.sqrt(10);

  private final Laboratory lab;
  private final Plan plan;
  private final RangeTestStage rangeTests;
  private final WeightDecayBy way;

  WeightDecayStage(Laboratory lab, Plan plan, RangeTestStage rangeTests, WeightDecayBy way) {
    this.lab = lab;
    this.plan = plan;
    this.rangeTests = rangeTests;
    this.way = way;
  }

  /** Where nothing is compared: 1e-3, and 1e-2 where the decay is decoupled from the gradient. */
  static double defaultFor(Optimizer optimizer) {
    return optimizer == Optimizer.ADAMW || optimizer == Optimizer.LAMB ? 1e-2 : 1e-3;
  }

  /** The training examples without which it cannot do its work: what stages before it leave. */
  double reserve(Prescription current) {
    return switch (way) {
      case GRID -> SHORT_RUNS * plan.shortRun();
      case RANGE -> costOfRangeTests(current);
      case SNAPSHOT -> costOfRestarts();
    };
  }

  @Override
  public double iterations(Prescription current) {
    double further =
        way == WeightDecayBy.GRID ? (1 + Contest.MOST_FURTHER_RUNS) * plan.shortRun() : 0;
    double examples = reserve(current) + further;
    return Math.min(lab.left(), examples) / current.examplesPerUpdate();
  }

  @Override
  public Prescription run(Story story, Prescription current) {
    double left = lab.left() - plan.reserve();
    double least =
        switch (way) {
          case GRID ->
              decades(current.weightDecay()).stream()
                  .mapToDouble(value -> lab.costOf(trial(current, value), 0))
                  .sum();
          case RANGE -> costOfRangeTests(current);
          case SNAPSHOT -> costOfRestarts();
        };
    boolean tells = way == WeightDecayBy.RANGE || plan.tellsApart(current.examplesPerUpdate());
    if (!tells || least > left) {
      story.decide(
          "weight decay",
          figure(current.weightDecay()),
          "The default, constant through the run. Not compared: the budget is too small for"
              + " experiments that would tell values apart.");
      return current;
    }
    return switch (way) {
      case GRID -> byShortRuns(story, current);
      case RANGE -> byRangeTests(story, current);
      case SNAPSHOT -> byRestarts(story, current);
    };
  }

  private double costOfRangeTests(Prescription current) {
    return decades(current.weightDecay()).stream()
        .mapToDouble(value -> rangeTests.cost(current.withWeightDecay(value)))
        .sum();
  }

  /** The run up to the snapshot, and a restart half as long with each value. */
  private double costOfRestarts() {
    return (TRUNK + 3 * TRUNK / 2) * plan.shortRun();
  }

  /** A tenth, once and ten times the present value, largest first. */
  private static List<Double> decades(double middle) {
    return List.of(
        significant(middle * DECADE, 1), significant(middle, 1), significant(middle / DECADE, 1));
  }

  private Prescription byShortRuns(Story story, Prescription current) {
    double middle = current.weightDecay();
    TreeSet<Double> values = new TreeSet<>(decades(middle));
    double best =
        values.stream()
            .min(Comparator.comparingDouble(value -> shortRun(current, value).validationLoss()))
            .orElseThrow();
    // Bisect the exponent: between the best and the better of its neighbours, and where the best
    // is an end also beyond it.
    List<Double> halves = new ArrayList<>();
    Double above = values.higher(best);
    Double below = values.lower(best);
    if (above != null && below != null) {
      boolean up =
          shortRun(current, above).validationLoss() < shortRun(current, below).validationLoss();
      halves.add(up ? best * HALF_DECADE : best / HALF_DECADE);
    } else {
      halves.add(best / HALF_DECADE);
      halves.add(best * HALF_DECADE);
    }
    double affordable = lab.left() - plan.reserve();
    for (double half : halves) {
      double value = significant(half, 1);
      double cost = lab.costOf(trial(current, value), 0);
      if (cost <= affordable) {
        affordable -= cost;
        values.add(value);
      }
    }
    List<Contest.Entrant> entrants = new ArrayList<>();
    for (double value : values.descendingSet()) {
      entrants.add(new Contest.Entrant(figure(value), trial(current, value)));
    }
    int preferred = new ArrayList<>(values.descendingSet()).indexOf(significant(middle, 1));
    Comparison comparison = new Contest(lab, "weight decay", entrants, preferred).run(affordable);
    story.compared(comparison);
    Prescription chosen = current.withWeightDecay(comparison.winner().prescription().weightDecay());
    story.decide(
        "weight decay",
        figure(chosen.weightDecay()),
        "Constant through the run, to one significant figure, by early validation loss. "
            + comparison.reason());
    return chosen;
  }

  private Prescription trial(Prescription current, double weightDecay) {
    return current.withWeightDecay(weightDecay).over(plan.shortRun());
  }

  private Trial shortRun(Prescription current, double weightDecay) {
    return lab.shortRun("weight decay " + figure(weightDecay), trial(current, weightDecay), 0);
  }

  private Prescription byRangeTests(Story story, Prescription current) {
    List<Double> values = decades(current.weightDecay());
    List<Overlay.Test> tests = new ArrayList<>();
    List<RangeTrial> trials = new ArrayList<>();
    RangeTest ramp = rangeTests.ramp(current);
    SessionSettings settings =
        new SessionSettings(current.batchSize(), current.optimizer(), 0, current.updates());
    HyperParameters fixed =
        new HyperParameters(0, current.optimizer().defaultMomentum(), current.weightDecay());
    RangeTestGrid grid = RangeTestGrid.of(ramp, settings, fixed).withWeightDecays(values);
    for (int i = 0; i < values.size(); i++) {
      RangeTrial trial =
          rangeTests.test(
              "range test at weight decay " + figure(values.get(i)),
              current.withWeightDecay(values.get(i)));
      story.tested(trial);
      trials.add(trial);
      tests.add(
          new Overlay.Test(grid.points().get(i), RepeatedRangeTest.of(List.of(trial.curve()))));
    }
    Optional<Overlay.Best> best = new Overlay(grid, tests).best();
    Optional<RangeTrial> winner = best.map(b -> trials.get(tests.indexOf(b.test())));
    Optional<MaximumRate> maximum = winner.flatMap(w -> MaximumRate.of(w.curve()));
    if (best.isEmpty() || maximum.isEmpty()) {
      story.decide(
          "weight decay",
          figure(current.weightDecay()),
          "The default: the range tests at other values give no answer.");
      return current;
    }
    Prescription chosen =
        current
            .withWeightDecay(best.get().test().point().weightDecay())
            .withLearningRateMax(maximum.get().learningRate());
    story.decide(
        "weight decay",
        figure(chosen.weightDecay()),
        "Constant through the run, by a range test at each value. " + best.get().reason());
    story.decideChanges(
        current.withWeightDecay(chosen.weightDecay()),
        chosen,
        say("By the range test at weight decay %s.", figure(chosen.weightDecay())));
    return chosen;
  }

  private Prescription byRestarts(Story story, Prescription current) {
    List<Double> values = decades(current.weightDecay());
    Prescription middle =
        current.over(TRUNK * plan.shortRun()).withLearningRateMax(current.learningRateMax() / 2);
    SnapshotRestarts restarts = lab.restarts(middle, values);
    story.restarted(restarts);
    if (restarts.branches().isEmpty()) {
      story.decide(
          "weight decay",
          figure(current.weightDecay()),
          say(
              "The default. Not compared: at the constant rate %s the run before the snapshot"
                  + " diverged.",
              figure(middle.learningRateMax())));
      return current;
    }
    double noise = Contest.CLEAR * lab.noise().ofDifference(1, 1);
    double own = loss(restarts, values.get(1));
    SnapshotRestarts.Branch best =
        restarts.branches().stream()
            .min(Comparator.comparingDouble(SnapshotRestarts.Branch::validationLoss))
            .orElseThrow();
    boolean clear = Math.log(own / best.validationLoss()) > noise;
    Prescription chosen = clear ? current.withWeightDecay(best.weightDecay()) : current;
    story.decide(
        "weight decay",
        figure(chosen.weightDecay()),
        say(
            "Constant through the run. Restarted from a snapshot at iteration %d, %s came lowest, to a"
                + " validation loss of %.4g; %s",
            restarts.trunk().iterations(),
            figure(best.weightDecay()),
            best.validationLoss(),
            best.weightDecay() == values.get(1)
                ? "it is the default."
                : say(
                    "%s came to %.4g, and %.1f %% would be noise.",
                    figure(values.get(1)), own, 100 * (1 - Math.exp(-noise)))));
    return chosen;
  }

  private static double loss(SnapshotRestarts restarts, double weightDecay) {
    return restarts.branches().stream()
        .filter(branch -> branch.weightDecay() == weightDecay)
        .mapToDouble(SnapshotRestarts.Branch::validationLoss)
        .findFirst()
        .orElse(Double.POSITIVE_INFINITY);
  }
}
