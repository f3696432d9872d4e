package dev.temper.report;

import dev.temper.recipe.Candidate;
import dev.temper.recipe.Comparison;
import dev.temper.recipe.Prescription;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What was tried in a comparison, and what became of it. */
final class ComparisonTable {

  /** A value that candidates may differ in. */
  private record Value(String name, Function<Prescription, String> of) {}

  private static final List<Value> VALUES =
      List.of(
          new Value("batch size", p -> Integer.toString(p.batchSize())),
          new Value("maximum rate", p -> Text.number(p.learningRateMax())),
          new Value("momentum", TuneText::momentum),
          new Value("weight decay", p -> Text.number(p.weightDecay())),
          new Value("network", p -> TuneText.settings(p.model())),
          new Value("updates", p -> Text.of("%,d", p.iterations())));

  private ComparisonTable() {}

  static void add(HtmlPage page, Comparison comparison) {
    List<Value> differing =
        VALUES.stream()
            .filter(value -> !value.name().equals(comparison.subject()))
            .filter(value -> differ(comparison, value.of()))
            .toList();
    List<String> header = new ArrayList<>();
    header.add(comparison.subject());
    differing.forEach(value -> header.add(value.name()));
    header.addAll(List.of("final validation loss", "against the taken", "seeds", "verdict"));
    List<List<String>> rows = new ArrayList<>();
    for (Candidate candidate : comparison.candidates()) {
      List<String> row = new ArrayList<>();
      row.add(candidate.label());
      differing.forEach(value -> row.add(value.of().apply(candidate.prescription())));
      row.add(loss(candidate));
      row.add(difference(comparison, candidate));
      row.add(Integer.toString(candidate.trials().size()));
      row.add(verdict(comparison, candidate));
      rows.add(row);
    }
    page.table(header, rows, comparison.chosen());
  }

  private static boolean differ(Comparison comparison, Function<Prescription, String> value) {
    return comparison.candidates().stream()
            .map(candidate -> value.apply(candidate.prescription()))
            .distinct()
            .count()
        > 1;
  }

  private static String loss(Candidate candidate) {
    return Double.isFinite(candidate.validationLoss())
        ? Text.number(candidate.validationLoss())
        : "–";
  }

  private static String difference(Comparison comparison, Candidate candidate) {
    // Over the seeds that both have.
    double lead = candidate.leadOver(comparison.winner());
    return difference(Math.exp(-lead), 1);
  }

  /** A loss against the one that was taken: {@code +3.1 %}. */
  static String difference(double loss, double taken) {
    double share = loss / taken - 1;
    if (!Double.isFinite(share) || loss == taken) {
      return "–";
    }
    return Math.abs(share) < 0.5e-3 ? "0.0 %" : Text.of("%+.1f %%", 100 * share);
  }

  /** {@code taken}, {@code tie}, {@code worse}, {@code better} or {@code diverged}. */
  static String verdict(Comparison comparison, Candidate candidate) {
    Candidate winner = comparison.winner();
    if (candidate.equals(winner)) {
      return winner.validationLoss() == Double.POSITIVE_INFINITY ? "taken, diverged" : "taken";
    }
    return verdict(
        Math.exp(-candidate.leadOver(winner)), 1, comparison.indifference(winner, candidate));
  }

  /** The same of a loss that was not taken, beside the one that was. */
  static String verdict(double loss, double taken, double indifference) {
    if (loss == Double.POSITIVE_INFINITY) {
      return "diverged";
    }
    double lead = Math.log(loss / taken);
    return lead > indifference ? "worse" : lead >= -indifference ? "tie" : "better";
  }
}
