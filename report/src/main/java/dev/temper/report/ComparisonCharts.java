package dev.temper.report;

import dev.temper.recipe.Candidate;
import dev.temper.recipe.Comparison;
import dev.temper.recipe.Trial;
import dev.temper.report.Chart.Axis;
import dev.temper.report.Chart.Band;
import dev.temper.report.Chart.Marker;
import dev.temper.report.Series.Style;
import dev.temper.statistics.ExponentialAverage;
import dev.temper.training.History;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The charts of values that were compared by short runs. */
final class ComparisonCharts {

  private static final double SMOOTHING = 0.9;
  private static final double MARGIN = 0.08;

  /** Room for the marks at the right end. */
  private static final double EDGE = 1.02;

  private ComparisonCharts() {}

  /** Where each ended, if its values are numbers, and how it came there. */
  static List<Chart> of(Comparison comparison) {
    List<Chart> charts = new ArrayList<>();
    finalLoss(comparison).ifPresent(charts::add);
    charts.add(validation(comparison));
    charts.add(training(comparison));
    return charts;
  }

  /**
   * The final validation loss by value, with a bar from the best seed to the worst and the range
   * around the one that was taken within which differences tell nothing; none where the values are
   * no numbers.
   */
  static Optional<Chart> finalLoss(Comparison comparison) {
    if (comparison.candidates().stream().anyMatch(c -> !Double.isFinite(value(comparison, c)))) {
      return Optional.empty();
    }
    List<Candidate> sorted =
        comparison.candidates().stream()
            .sorted(Comparator.comparingDouble(candidate -> value(comparison, candidate)))
            .toList();
    double[] x = sorted.stream().mapToDouble(c -> value(comparison, c)).toArray();
    double[] loss = sorted.stream().mapToDouble(Candidate::validationLoss).toArray();
    double[] low = ends(sorted, -1);
    double[] high = ends(sorted, 1);
    double top = Arrays.stream(high).filter(Double::isFinite).max().orElse(1);
    double[] lost =
        IntStream.range(0, x.length)
            .filter(i -> !Double.isFinite(high[i]))
            .mapToDouble(i -> x[i])
            .toArray();
    double[] edge = new double[lost.length];
    Arrays.fill(edge, top);
    Candidate taken = comparison.winner();
    return Optional.of(
        new Chart(
            "Final loss by " + comparison.subject(),
            axis(comparison, x),
            Axis.linear("validation loss"),
            List.of(
                Series.withSpread("mean of the seeds", Style.MARKED, x, loss, low, high),
                Series.of("diverged", Style.POINTS, lost, edge)),
            List.of(new Marker(value(comparison, taken), "taken")),
            List.of(),
            noise(comparison, taken)));
  }

  private static List<Band> noise(Comparison comparison, Candidate taken) {
    double factor = Math.exp(comparison.indifference(taken, taken));
    double loss = taken.validationLoss();
    return Double.isFinite(loss) && factor > 1
        ? List.of(new Band(loss / factor, loss * factor, "within noise"))
        : List.of();
  }

  private static double[] ends(List<Candidate> candidates, int sign) {
    return candidates.stream()
        .mapToDouble(
            candidate ->
                sign
                    * candidate.trials().stream()
                        .mapToDouble(trial -> sign * trial.validationLoss())
                        .max()
                        .orElse(Double.NaN))
        .toArray();
  }

  private static double value(Comparison comparison, Candidate candidate) {
    return switch (comparison.subject()) {
      case "batch size" -> candidate.prescription().batchSize();
      case "momentum" -> candidate.prescription().momentumMax();
      case "weight decay" -> candidate.prescription().weightDecay();
      default ->
          candidate.prescription().model().getOrDefault(comparison.subject(), number(candidate));
    };
  }

  private static double number(Candidate candidate) {
    try {
      return Double.parseDouble(candidate.label());
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static Axis axis(Comparison comparison, double[] x) {
    double first = x[0];
    double last = x[x.length - 1];
    if (comparison.subject().equals("weight decay") && first > 0) {
      return Axis.logarithmic("weight decay").over(first / 1.5, last * 1.5);
    }
    double margin = first == last ? 1 : MARGIN * (last - first);
    return Axis.linear(
            comparison.subject().equals("momentum") ? "largest momentum" : comparison.subject())
        .over(first - margin, last + margin);
  }

  /** The validation loss of every run on its way. */
  static Chart validation(Comparison comparison) {
    return curves(
        comparison,
        "Validation loss",
        Style.MARKED,
        ComparisonCharts::evaluationIterations,
        history ->
            history.evaluations().stream().mapToDouble(e -> e.evaluation().loss()).toArray());
  }

  /** The smoothed training loss of every run on its way. */
  static Chart training(Comparison comparison) {
    return curves(
        comparison,
        "Training loss, smoothed",
        Style.LINE,
        history -> IntStream.range(0, history.iterations()).asDoubleStream().toArray(),
        history -> ExponentialAverage.of(history.trainLoss(), SMOOTHING));
  }

  private static double[] evaluationIterations(History history) {
    return history.evaluations().stream().mapToDouble(e -> (double) e.iteration()).toArray();
  }

  /** A column of a run. */
  private interface Column {
    double[] of(History history);
  }

  private static Chart curves(
      Comparison comparison, String what, Style style, Column iterations, Column column) {
    Progress progress = Progress.of(comparison);
    List<Series> firsts = new ArrayList<>();
    List<Series> others = new ArrayList<>();
    double top = 0;
    double last = 0;
    for (Candidate candidate : comparison.candidates()) {
      for (Trial trial : candidate.trials()) {
        int number = candidate.trials().indexOf(trial);
        String label =
            number == 0 ? candidate.label() : Text.of("%s, seed %d", candidate.label(), number + 1);
        Series line =
            Series.of(
                label,
                number == 0 ? style : Style.FAINT,
                progress.scaled(trial, iterations.of(trial.history())),
                Scales.positive(column.of(trial.history())));
        if (number == 0) {
          firsts.add(line);
        } else {
          others.add(line.companionOf(firsts.get(firsts.size() - 1)));
        }
        last = Math.max(last, Arrays.stream(line.x()).max().orElse(0));
        double[] loss = trial.history().trainLoss();
        top = loss.length > 0 && Double.isFinite(loss[0]) ? Math.max(top, loss[0]) : top;
      }
    }
    others.addAll(firsts);
    return new Chart(
        what,
        Axis.linear(progress.label).over(0, last > 0 ? EDGE * last : 1),
        Axis.logarithmic("loss").upTo(top > 0 ? Scales.BLOW_UP * top : Double.NaN),
        others,
        List.of());
  }

  /** What the candidates have in common, and by that what their curves are drawn over. */
  private enum Progress {
    ITERATIONS("iteration"),
    EXAMPLES("training examples"),
    SECONDS("seconds");

    private final String label;

    Progress(String label) {
      this.label = label;
    }

    private double ofIteration(Trial trial) {
      return switch (this) {
        case ITERATIONS -> 1;
        case EXAMPLES -> trial.prescription().examplesPerUpdate();
        case SECONDS -> trial.seconds() / Math.max(1, trial.iterations());
      };
    }

    static Progress of(Comparison comparison) {
      if (comparison.subject().equals("batch size")) {
        return SECONDS;
      }
      long sizes =
          comparison.candidates().stream()
              .map(candidate -> candidate.prescription().examplesPerUpdate())
              .distinct()
              .count();
      return sizes == 1 ? ITERATIONS : EXAMPLES;
    }

    double[] scaled(Trial trial, double[] iterations) {
      double factor = ofIteration(trial);
      return Arrays.stream(iterations).map(iteration -> factor * iteration).toArray();
    }
  }
}
