package dev.temper.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.temper.rangetest.RangeCurve;
import dev.temper.rangetest.RangeTest;
import dev.temper.rangetest.RepeatedRangeTest;
import dev.temper.rangetest.Rule;
import dev.temper.rangetest.Suggestion;
import dev.temper.statistics.Quantile;
import dev.temper.training.Optimizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPInputStream;

/**
 * How good the reading rules are: the regret of each on recorded range tests with the truth beside
 * them.
 *
 * <p>The regret of a suggestion is the final validation loss of a 1cycle run at that maximum rate,
 * divided by the best over all rates, less 1; between the rates that were run the logarithm of the
 * loss is interpolated over the logarithm of the rate, and a diverged run counts as a loss of 20.
 * Prints a table in Markdown: median and 90th percentile of the regret, the share of suggestions
 * within 10 % of the best, and the share of refusals, which the other figures leave out. Then the
 * time each rule takes on 10,000 points.
 */
public final class RangeRules {

  private static final double DIVERGED = 20;
  private static final int POINTS = 10_000;
  private static final int ROUNDS = 51;

  private RangeRules() {}

  /**
   * Prints the table.
   *
   * @param args files of cases: JSON with a member {@code cases}, or one case a line, gzipped or
   *     not
   */
  public static void main(String[] args) throws IOException {
    if (args.length == 0) {
      System.err.println("usage: RangeRules FILE...");
      System.exit(2);
    }
    Map<String, List<Double>> regrets = new LinkedHashMap<>();
    int cases = 0;
    int tests = 0;
    for (String file : args) {
      for (JsonNode one : cases(Path.of(file))) {
        cases++;
        Truth truth = Truth.of(one.required("truth"));
        Optimizer optimizer = Optimizer.named(one.required("optimizer").textValue());
        Map<Integer, List<RangeCurve>> seeds = new LinkedHashMap<>();
        int longest = 0;
        for (JsonNode recorded : one.required("range_tests")) {
          longest = Math.max(longest, recorded.required("learning_rate").size());
        }
        for (JsonNode recorded : one.required("range_tests")) {
          tests++;
          int planned = recorded.path("planned").asInt(longest);
          RangeCurve curve = curve(recorded, planned);
          for (Rule rule : Rule.values()) {
            add(regrets, "`" + rule.label() + "`", regret(curve.suggest(rule), truth));
          }
          RangeCurve told = curve.trainedWith(optimizer);
          add(regrets, "`temper`, optimizer known", regret(told.suggest(Rule.TEMPER), truth));
          seeds.computeIfAbsent(planned, n -> new ArrayList<>()).add(told);
        }
        for (List<RangeCurve> curves : seeds.values()) {
          Suggestion median = RepeatedRangeTest.of(curves).suggest(Rule.TEMPER).suggestion();
          add(regrets, "`temper`, optimizer known, several seeds", regret(median, truth));
        }
      }
    }
    System.out.printf(Locale.ROOT, "%d cases, %d range tests%n%n", cases, tests);
    System.out.println("| rule | median | 90th percentile | within 10 % | refused |");
    System.out.println("|---|---:|---:|---:|---:|");
    regrets.forEach(RangeRules::print);
    time();
  }

  /** Prints the median time of each rule on a noisy curve of 10,000 points. */
  private static void time() {
    RangeTest test = RangeTest.exponential(1e-6, 10, POINTS).withStopFactor(Double.MAX_VALUE);
    Random random = new Random(0);
    RangeCurve curve =
        test.run(
            rate -> {
              double away = Math.abs(Math.log10(rate) + 1) / 1.5;
              double depth = away < 1 ? 1.8 * (1 - away * away) : 0;
              return (2.3 - depth) * (1 + 0.05 * random.nextGaussian());
            });
    System.out.printf(Locale.ROOT, "%n| rule on %,d points | ms |%n|---|---:|%n", curve.size());
    for (Rule rule : Rule.values()) {
      double[] milliseconds = new double[ROUNDS];
      for (int round = -ROUNDS; round < ROUNDS; round++) {
        long began = System.nanoTime();
        Suggestion answer = curve.suggest(rule);
        long took = System.nanoTime() - began;
        if (round >= 0 && answer != null) {
          milliseconds[round] = took / 1e6;
        }
      }
      Arrays.sort(milliseconds);
      System.out.printf(
          Locale.ROOT, "| `%s` | %.2f |%n", rule.label(), Quantile.of(milliseconds, 0.5));
    }
  }

  private static void add(Map<String, List<Double>> regrets, String name, double regret) {
    regrets.computeIfAbsent(name, n -> new ArrayList<>()).add(regret);
  }

  private static void print(String name, List<Double> regrets) {
    double[] answered =
        regrets.stream().mapToDouble(r -> r).filter(r -> !Double.isNaN(r)).sorted().toArray();
    long within = Arrays.stream(answered).filter(r -> r < 0.1).count();
    System.out.printf(
        Locale.ROOT,
        "| %s | %.1f %% | %.0f %% | %.0f %% | %.0f %% |%n",
        name,
        100 * Quantile.of(answered, 0.5),
        100 * Quantile.of(answered, 0.9),
        100.0 * within / answered.length,
        100.0 * (regrets.size() - answered.length) / regrets.size());
  }

  private static double regret(Suggestion suggestion, Truth truth) {
    return suggestion.rate().isPresent() ? truth.regret(suggestion.orElseThrow()) : Double.NaN;
  }

  /** The logarithm of the final loss over that of the maximum rate. */
  private record Truth(List<Double> rates, List<Double> losses) {

    static Truth of(JsonNode runs) {
      List<JsonNode> sorted = new ArrayList<>();
      runs.forEach(sorted::add);
      sorted.sort(
          (a, b) ->
              Double.compare(
                  a.required("max_learning_rate").doubleValue(),
                  b.required("max_learning_rate").doubleValue()));
      List<Double> rates = new ArrayList<>();
      List<Double> losses = new ArrayList<>();
      for (JsonNode run : sorted) {
        double sum = 0;
        for (JsonNode loss : run.required("val_loss")) {
          sum += loss.isNull() ? Double.POSITIVE_INFINITY : loss.doubleValue();
        }
        double mean = Math.min(DIVERGED, sum / run.required("val_loss").size());
        rates.add(Math.log(run.required("max_learning_rate").doubleValue()));
        losses.add(Math.log(mean));
      }
      return new Truth(rates, losses);
    }

    double regret(double rate) {
      double x = Math.log(rate);
      int last = rates.size() - 1;
      int i = 0;
      while (i < last - 1 && x > rates.get(i + 1)) {
        i++;
      }
      double position = (x - rates.get(i)) / (rates.get(i + 1) - rates.get(i));
      double clamped = Math.max(0, Math.min(1, position));
      double loss = losses.get(i) + clamped * (losses.get(i + 1) - losses.get(i));
      double best = losses.stream().mapToDouble(v -> v).min().orElseThrow();
      return Math.exp(loss - best) - 1;
    }
  }

  private static RangeCurve curve(JsonNode recorded, int planned) {
    double[] loss = doubles(recorded.required("train_loss"));
    double[] unknown = new double[loss.length];
    Arrays.fill(unknown, Double.NaN);
    return RangeCurve.recorded(
        doubles(recorded.required("learning_rate")),
        loss,
        doubles(recorded.required("val_loss")),
        unknown,
        RangeTest.DEFAULT_SMOOTHING,
        RangeTest.DEFAULT_STOP_FACTOR,
        planned);
  }

  private static double[] doubles(JsonNode array) {
    double[] values = new double[array.size()];
    Arrays.setAll(values, i -> array.get(i).isNull() ? Double.NaN : array.get(i).doubleValue());
    return values;
  }

  private static List<JsonNode> cases(Path file) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> cases = new ArrayList<>();
    try (InputStream in = open(file);
        var documents = json.readerFor(JsonNode.class).<JsonNode>readValues(in)) {
      while (documents.hasNextValue()) {
        JsonNode document = documents.nextValue();
        if (document.has("cases")) {
          document.get("cases").forEach(cases::add);
        } else {
          cases.add(document);
        }
      }
    }
    return cases;
  }

  private static InputStream open(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    return file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
  }
}
