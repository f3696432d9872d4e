package dev.temper.bench.search;

import dev.temper.bench.search.CurveReplay.Outcome;
import dev.temper.pruner.Pruner;
import dev.temper.pruner.Rungs;
import dev.temper.statistics.Median;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What pruners spend and what they find of recorded learning curves, against whole runs of the same
 * configurations.
 */
public final class PrunerBench {

  /** The regret up to which a configuration counts as found. */
  private static final double NEAR = 0.01;

  private static final List<Integer> WORKERS = List.of(1, 8);

  private static final String COLUMNS =
      "| value | workers | epochs spent % | median regret % | within 1 % |";
  private static final String LINES = "|---|---:|---:|---:|---:|";

  private final List<RecordedCurves> tasks;
  private final int configurations;
  private final int seeds;
  private final List<String> byTask = new ArrayList<>();

  private PrunerBench(List<RecordedCurves> tasks, int configurations, int seeds) {
    this.tasks = tasks;
    this.configurations = configurations;
    this.seeds = seeds;
  }

  /**
   * Prints a table of all tasks together, the worst in parentheses, and one by task.
   *
   * @param args the folder of the curves, how many configurations are offered, seeds
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 3) {
      System.err.println("usage: PrunerBench TASKSET_FOLDER CONFIGURATIONS SEEDS");
      System.exit(2);
    }
    List<RecordedCurves> tasks = new ArrayList<>();
    for (Path file : RecordedCurves.files(Path.of(args[0]))) {
      tasks.add(RecordedCurves.read(file));
    }
    new PrunerBench(tasks, Integer.parseInt(args[1]), Integer.parseInt(args[2])).print();
  }

  private static Map<String, Pruner> pruners(int steps) {
    Rungs usual = Rungs.of(steps);
    Map<String, Pruner> pruners = new LinkedHashMap<>();
    pruners.put("none", Pruner.none());
    pruners.put("patience", Pruner.patience(steps / 5, 0));
    pruners.put("median", Pruner.median(5, steps / 10, 1));
    pruners.put("halving", Pruner.successiveHalving(usual));
    pruners.put("hyperband", Pruner.hyperband(usual));
    pruners.put("hyperband, all brackets", Pruner.hyperband(usual, usual.steps().length + 1));
    pruners.put("asha", Pruner.asha(usual));
    pruners.put("asha by promotion", Pruner.ashaByPromotion(usual));
    Rungs early = new Rungs(1, steps, usual.factor());
    pruners.put(
        "hyperband from step 1, all brackets", Pruner.hyperband(early, early.steps().length + 1));
    pruners.put("asha from step 1", Pruner.asha(early));
    return pruners;
  }

  private void print() {
    System.out.println("| pruner " + COLUMNS);
    System.out.println("|---" + LINES);
    pruners(tasks.get(0).steps()).forEach(this::print);
    System.out.println();
    System.out.println("| task | pruner " + COLUMNS);
    System.out.println("|---|---" + LINES);
    byTask.forEach(System.out::println);
  }

  private void print(String name, Pruner pruner) {
    for (String value : List.of("last", "lowest")) {
      for (int workers : WORKERS) {
        double[] spent = new double[tasks.size()];
        double[] regret = new double[tasks.size()];
        double[] near = new double[tasks.size()];
        for (int i = 0; i < tasks.size(); i++) {
          RecordedCurves task = tasks.get(i);
          List<Outcome> outcomes =
              outcomes(value.equals("last") ? task : task.lowestSoFar(), pruner, workers);
          spent[i] = outcomes.stream().mapToDouble(Outcome::spent).average().orElseThrow();
          regret[i] = Median.of(outcomes.stream().mapToDouble(Outcome::regret).toArray());
          near[i] =
              outcomes.stream().filter(each -> each.regret() <= NEAR).count() / (double) seeds;
          byTask.add(
              String.format(
                  Locale.ROOT,
                  "| %s | %s | %s | %d | %.1f | %.1f | %.0f %% |",
                  task.name(),
                  name,
                  value,
                  workers,
                  100 * spent[i],
                  100 * regret[i],
                  100 * near[i]));
        }
        System.out.printf(
            Locale.ROOT,
            "| %s | %s | %d | %.1f (%.1f) | %.1f (%.1f) | %.0f %% (%.0f %%) |%n",
            name,
            value,
            workers,
            100 * mean(spent),
            100 * Arrays.stream(spent).max().orElseThrow(),
            100 * mean(regret),
            100 * Arrays.stream(regret).max().orElseThrow(),
            100 * mean(near),
            100 * Arrays.stream(near).min().orElseThrow());
      }
    }
  }

  private List<Outcome> outcomes(RecordedCurves task, Pruner pruner, int workers) {
    List<Outcome> outcomes = new ArrayList<>();
    for (int seed = 0; seed < seeds; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      RecordedCurves drawn = task.draw(configurations, random);
      outcomes.add(CurveReplay.run(drawn, pruner, workers, random));
    }
    return outcomes;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }
}
