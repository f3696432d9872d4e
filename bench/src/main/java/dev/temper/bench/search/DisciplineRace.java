package dev.temper.bench.search;

import dev.temper.pruner.Pruner;
import dev.temper.recipe.Budget;
import dev.temper.sampler.Sampler;
import dev.temper.search.Discipline;
import dev.temper.search.Goal;
import dev.temper.search.TrainingObjective;
import dev.temper.search.TrialSchedule;
import dev.temper.search.TrialSettings;
import dev.temper.search.UsualSearch;
import dev.temper.space.Space;
import dev.temper.statistics.Median;
import dev.temper.study.Study;
import dev.temper.study.StudyDefinition;
import dev.temper.study.StudyStore;
import dev.temper.study.Trial;
import dev.temper.study.TrialState;
import dev.temper.study.Trials;
import dev.temper.torch.data.DataSettings;
import dev.temper.torch.data.Dataset;
import dev.temper.torch.data.Datasets;
import dev.temper.torch.engine.Precision;
import dev.temper.torch.engine.TorchTask;
import dev.temper.torch.model.Models;
import dev.temper.training.Optimizer;
import dev.temper.training.SessionSettings;
import dev.temper.training.TrainingListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a range test is worth to a search: the same sampler and the same trials over the usual
 * interval of the learning rate, and over the one that the test sets.
 */
public final class DisciplineRace {

  private static final int BATCH_SIZE = 64;
  private static final List<Integer> SHOWN = List.of(1, 3, 5, 10, 20, 40);

  private final String data;
  private final String model;
  private final Budget budget;
  private final int trials;
  private final Map<String, List<double[]>> best = new TreeMap<>();
  private final Map<String, Integer> diverged = new TreeMap<>();

  private DisciplineRace(String data, String model, Budget budget, int trials) {
    this.data = data;
    this.model = model;
    this.budget = budget;
    this.trials = trials;
  }

  /**
   * Prints the median over the seeds of the best validation loss after so many trials.
   *
   * @param args data, model, budget of a trial, trials, seeds
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length != 5) {
      System.err.println("usage: DisciplineRace DATA MODEL BUDGET TRIALS SEEDS");
      System.exit(2);
    }
    DisciplineRace race =
        new DisciplineRace(args[0], args[1], Budget.parse(args[2]), Integer.parseInt(args[3]));
    int seeds = Integer.parseInt(args[4]);
    for (int seed = 0; seed < seeds; seed++) {
      race.run(seed);
    }
    race.print();
  }

  private void run(long seed) throws IOException, InterruptedException {
    Dataset dataset = Datasets.open(data, DataSettings.DEFAULT.withSeed(seed));
    TorchTask task = TorchTask.of(Models.named(model), dataset, 1, Precision.F32);
    for (Optimizer optimizer : List.of(Optimizer.SGD, Optimizer.ADAM)) {
      TrialSettings settings =
          TrialSettings.of(
              task, new SessionSettings(BATCH_SIZE, optimizer, seed), TrialSchedule.ONE_CYCLE);
      Space usual = UsualSearch.space(settings);
      Space tested = Discipline.of(settings, TrainingListener.NONE).in(usual);
      for (String sampler : List.of("random", "gp")) {
        String name = optimizer.label() + " " + sampler;
        search(name + " usual", usual, settings, sampler, seed);
        search(name + " range test", tested, settings, sampler, seed);
      }
    }
  }

  private void search(String name, Space space, TrialSettings settings, String kind, long seed)
      throws InterruptedException {
    Sampler sampler = kind.equals("gp") ? Sampler.gaussianProcess(seed) : Sampler.random();
    StudyDefinition definition =
        StudyDefinition.minimizing("race", space, Goal.VAL_LOSS.label()).withSeed(seed);
    TrainingObjective objective = new TrainingObjective(settings, Goal.VAL_LOSS, budget);
    try (StudyStore store = StudyStore.inMemory();
        Study study = Study.open(store, definition, sampler, Pruner.none())) {
      study.enqueue(UsualSearch.first(space, settings));
      study.optimize(objective, Trials.of(trials), 2);
      double[] soFar = new double[trials];
      double lowest = Double.POSITIVE_INFINITY;
      for (Trial trial : study.trials()) {
        lowest = Math.min(lowest, Double.isNaN(trial.value()) ? lowest : trial.value());
        soFar[(int) trial.number()] = lowest;
      }
      best.computeIfAbsent(name, unused -> new ArrayList<>()).add(soFar);
      diverged.merge(name, study.summary().count(TrialState.INFEASIBLE), Integer::sum);
      System.err.printf(Locale.ROOT, "seed %d %s %.4f%n", seed, name, lowest);
    }
  }

  private void print() {
    List<Integer> shown = SHOWN.stream().filter(count -> count <= trials).toList();
    System.out.print("| search | diverged |");
    shown.forEach(count -> System.out.print(" " + count + " |"));
    System.out.println("\n|---|---:|" + "---:|".repeat(shown.size()));
    best.forEach(
        (name, runs) -> {
          System.out.print("| " + name + " | " + diverged.get(name) + " |");
          for (int count : shown) {
            double median = Median.of(runs.stream().mapToDouble(run -> run[count - 1]).toArray());
            System.out.printf(Locale.ROOT, " %.4f |", median);
          }
          System.out.println();
        });
  }
}
