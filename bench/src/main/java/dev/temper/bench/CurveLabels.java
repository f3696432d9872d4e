package dev.temper.bench;

import dev.temper.diagnosis.Symptom;
import dev.temper.statistics.Median;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What is wrong with a recorded run, from facts that its curve does not tell: the definitions of
 * docs/diagnosis.md.
 *
 * <p>The span of a run is the training loss of the untrained network less the lowest one that any
 * run of the same case on as many examples ended with; what is "clear" is told in shares of it.
 */
final class CurveLabels {

  /** Whether a code fits a run. */
  enum Label {
    YES,
    NO,
    /** A careful person might say it or not: the run does not count for this code. */
    EITHER
  }

  private static final List<Symptom> BESIDE_NO_GOOD_START =
      List.of(
          Symptom.TOO_SLOW, Symptom.PREMATURE_PLATEAU, Symptom.UNDERFITTING, Symptom.OVERFITTING);

  private final Map<String, Double> lowestTraining = new HashMap<>();
  private final Map<String, Double> lowestValidation = new HashMap<>();
  private final Map<String, NavigableMap<Double, Double>> byRate = new HashMap<>();

  /**
   * Learns what can be reached.
   *
   * @param all every run that was recorded
   */
  CurveLabels(List<RecordedCurve> all) {
    for (RecordedCurve run : all) {
      String group = group(run);
      for (String name : List.of("at_ten_times", "at_a_tenth")) {
        lowestTraining.merge(group, run.fact(name + "_training_loss"), Math::min);
        lowestValidation.merge(group, run.fact(name + "_val_loss"), Math::min);
      }
      if (run.trainingSplitLoss.length > 0) {
        lowestTraining.merge(group, last(run.trainingSplitLoss), Math::min);
        lowestValidation.merge(group, last(run.validationLoss), Math::min);
      }
      NavigableMap<Double, Double> rates = rates(run);
      if (run.trainingSplitLoss.length > 0 && Double.isFinite(last(run.trainLoss))) {
        rates.put(run.fact("rate"), last(run.trainingSplitLoss));
      }
      rates.put(10 * run.fact("rate"), run.fact("at_ten_times_training_loss"));
      rates.put(run.fact("rate") / 10, run.fact("at_a_tenth_training_loss"));
    }
  }

  private static String group(RecordedCurve run) {
    return run.text("case") + run.text("training_examples");
  }

  /** Where runs that differ in the rate alone end. */
  private NavigableMap<Double, Double> rates(RecordedCurve run) {
    return byRate.computeIfAbsent(butForTheRate(run), name -> new TreeMap<>());
  }

  private static String butForTheRate(RecordedCurve run) {
    List<String> names = List.of("schedule", "momentum", "weight_decay", "dropout", "iterations");
    return group(run) + names.stream().map(run::text).toList();
  }

  /** The lowest training loss that the same run ends with at a rate three or more times as high. */
  private double lowestAtHigherRates(RecordedCurve run) {
    return rates(run).tailMap(2.9 * run.fact("rate")).values().stream()
        .mapToDouble(loss -> loss)
        .min()
        .orElse(Double.POSITIVE_INFINITY);
  }

  /** The lowest training loss that the same run ends with at a third of the rate or less. */
  private double lowestAtLowerRates(RecordedCurve run) {
    return rates(run).headMap(run.fact("rate") / 2.9).values().stream()
        .mapToDouble(loss -> loss)
        .min()
        .orElse(Double.POSITIVE_INFINITY);
  }

  /** The labels of a run, one for each code. */
  Map<Symptom, Label> of(RecordedCurve run) {
    String group = group(run);
    double higher = lowestAtHigherRates(run);
    double lower = lowestAtLowerRates(run);
    return new Facts(
            run,
            higher,
            lower,
            lowestTraining.getOrDefault(group, Double.NaN),
            lowestValidation.getOrDefault(group, Double.NaN))
        .labels();
  }

  private static double last(double[] values) {
    return values[values.length - 1];
  }

  private static Label label(boolean yes, boolean either) {
    return yes ? Label.YES : either ? Label.EITHER : Label.NO;
  }

  /**
   * How far a loss goes up and comes down again in the second half, as a deviation: the lesser of
   * {@link #deviation} and of what white noise would have that rises, or falls, as much from one
   * evaluation to the next. The curvature of a steady fall and a single spike count as little.
   */
  static double swing(double[] values) {
    int from = values.length / 2;
    int steps = values.length - from - 1;
    if (steps < 4) {
      return 0;
    }
    double up = 0;
    double down = 0;
    for (int i = from; i < values.length - 1; i++) {
      up += Math.max(0, values[i + 1] - values[i]);
      down += Math.max(0, values[i] - values[i + 1]);
    }
    return Math.min(deviation(values), Math.min(up, down) / steps / 0.564);
  }

  /** The deviation of white noise whose second differences are as large, in the second half. */
  private static double deviation(double[] values) {
    int from = values.length / 2;
    if (values.length - from < 4) {
      return 0;
    }
    double[] turns = new double[values.length - from - 2];
    for (int i = 0; i < turns.length; i++) {
      double turn = values[from + i] - 2 * values[from + i + 1] + values[from + i + 2];
      turns[i] = Math.abs(turn);
    }
    return Median.of(turns) / 1.65;
  }

  /** One run's facts in shares of the span. */
  private static final class Facts {

    private final RecordedCurve run;
    private final double[] training;
    private final double[] validation;
    private final double first;
    private final double lowestValidation;
    private final double atHigherRates;
    private final double atLowerRates;
    private final double span;
    private final boolean finite;

    Facts(
        RecordedCurve run,
        double atHigherRates,
        double atLowerRates,
        double lowestTraining,
        double lowestValidation) {
      this.run = run;
      this.atHigherRates = atHigherRates;
      this.atLowerRates = atLowerRates;
      this.lowestValidation = lowestValidation;
      training = run.trainingSplitLoss;
      validation = run.validationLoss;
      first = run.fact("first_training_loss");
      span = first - lowestTraining;
      finite =
          training.length > 0
              && Double.isFinite(last(run.trainLoss))
              && Arrays.stream(validation).allMatch(Double::isFinite)
              && Arrays.stream(training).allMatch(Double::isFinite);
    }

    Map<Symptom, Label> labels() {
      Map<Symptom, Label> labels = new EnumMap<>(Symptom.class);
      Arrays.stream(Symptom.values()).forEach(code -> labels.put(code, Label.NO));
      labels.put(Symptom.DIVERGED, diverged());
      if (labels.get(Symptom.DIVERGED) != Label.YES) {
        labels.put(Symptom.TOO_SLOW, tooSlow());
        labels.put(Symptom.OSCILLATING, oscillating());
        labels.put(Symptom.PREMATURE_PLATEAU, prematurePlateau());
        labels.put(Symptom.UNDERFITTING, underfitting(labels));
        labels.put(Symptom.OVERFITTING, overfitting(labels));
        labels.put(Symptom.GOOD_START, goodStart(labels));
        if (nearlyDiverged()) {
          disputed(labels, Symptom.OSCILLATING);
          disputed(labels, Symptom.PREMATURE_PLATEAU);
        }
        // Where another fault is perhaps there, a careful person perhaps sees no good start.
        for (Symptom other : BESIDE_NO_GOOD_START) {
          if (labels.get(other) == Label.EITHER) {
            disputed(labels, Symptom.GOOD_START);
          }
        }
      }
      boolean fault = false;
      boolean perhaps = false;
      for (Map.Entry<Symptom, Label> each : labels.entrySet()) {
        fault |= each.getKey().isFault() && each.getValue() == Label.YES;
        perhaps |= each.getKey().isFault() && each.getValue() == Label.EITHER;
      }
      labels.put(Symptom.HEALTHY, fault ? Label.NO : perhaps ? Label.EITHER : Label.YES);
      return labels;
    }

    private static void disputed(Map<Symptom, Label> labels, Symptom code) {
      labels.computeIfPresent(code, (name, label) -> label == Label.YES ? Label.EITHER : label);
    }

    /** Whether it is so near divergence that who says so need not name what else it shows. */
    private boolean nearlyDiverged() {
      double lowest = lowest();
      return late() - lowest > 0.3 * span && late() > 3 * lowest;
    }

    private double lowest() {
      return Math.min(first, Arrays.stream(training).min().orElseThrow());
    }

    /** The lowest loss of the last tenth. */
    private double late() {
      int from = training.length - 1 - training.length / 10;
      return Arrays.stream(training, from, training.length).min().orElseThrow();
    }

    private Label diverged() {
      if (!finite) {
        return Label.YES;
      }
      double lowest = lowest();
      double end = late();
      boolean farAbove = end - lowest > 0.3 * span;
      boolean undone = end - lowest > 0.5 * span;
      // BatchNorm can raise the loss of a network that learns nothing: no matter of the rate.
      boolean worse = end > first + 0.02 * span && !rateIsNotToBlame();
      return label(undone && end > 4 * lowest, farAbove || worse);
    }

    private Label tooSlow() {
      if (progress() < -0.1 && !rateIsNotToBlame()) {
        return Label.NO;
      }
      double gain = end() - atHigherRates;
      boolean falling = longer() > 0.02 * span || progress() < 0.1;
      if (!falling || gain < 0.1 * span) {
        // A run that is too short looks the same where ten times its rate is too much.
        double goesOn = isStraight() ? 0.05 : 0.1;
        boolean tooShort = progress() < 0.6 && longer() > goesOn * span && rateIsNotToBlame();
        // One that never moves tells nothing of why.
        return label(false, tooShort || Math.abs(progress()) < 0.1);
      }
      return label(progress() < 0.4, progress() < 0.8);
    }

    private Label oscillating() {
      double swing = swing(training);
      double level = Math.abs(mean(training, 0.5));
      // Where it swings, a single evaluation is as good as chance.
      double late = run.text("schedule").equals("fixed") ? mean(training, 0.75) : end();
      double gain = Math.max(end(), late) - run.fact("dropped_training_loss");
      double deviation = deviation(training);
      boolean slow = deviation > 0.015 * span && deviation > 0.07 * level && swing > 0.005 * span;
      boolean held =
          swing(validation) > 0.02 * (run.fact("first_val_loss") - lowestValidation)
              && swing(validation) > 0.1 * Math.abs(mean(validation, 0.5));
      return label(
          swing > 0.03 * span
              && swing > 0.07 * level
              && gain > 0.03 * span
              && run.fact("dropout") == 0,
          (swing > 0.01 * span && swing > 0.03 * level) || slow || held);
    }

    private Label prematurePlateau() {
      double poor = 1 - progress();
      double change = Math.abs(mean(training, 0.5, 0.75) - mean(training, 0.8));
      boolean rate = !rateIsNotToBlame();
      boolean fallsLater = run.text("schedule").equals("fixed") && longer() > 0.15 * span;
      return label(poor > 0.25 && change < 0.1 * span && rate && !fallsLater, poor > 0.1 && rate);
    }

    private Label underfitting(Map<Symptom, Label> others) {
      double poor = 1 - progress();
      double gap = last(validation) - end();
      boolean remedy =
          longer() > 0.05 * span
              || last(validation) - lowestValidation
                  > 0.1 * (run.fact("first_val_loss") - lowestValidation);
      if (gap > 0.15 * span
          || !remedy
          || others.get(Symptom.TOO_SLOW) == Label.YES
          || others.get(Symptom.PREMATURE_PLATEAU) == Label.YES) {
        return Label.NO;
      }
      boolean borderOfTooSlow = others.get(Symptom.TOO_SLOW) == Label.EITHER && progress() < 0.6;
      // What no longer falls, or falls with its rate, looks the same where the data allow no
      // better.
      boolean falls = run.text("schedule").equals("fixed") && longer() >= 0.03 * span;
      boolean flat = !falls && end() < 0.45 * first;
      boolean dropout = mean(run.trainLoss, 0.9) > last(validation) + 0.1 * span;
      boolean still = progress() < 0.1;
      return label(
          poor > 0.2
              && gap < 0.1 * span
              && rateIsNotToBlame()
              && !borderOfTooSlow
              && !still
              && (!flat || dropout),
          poor > 0.15 || (poor > 0.1 && longer() > 0.05 * span));
    }

    private Label overfitting(Map<Symptom, Label> others) {
      // The lowest may be before training: then all that was learnt is what is not general.
      int lowest = -1;
      double least = run.fact("first_val_loss");
      for (int i = 0; i < validation.length; i++) {
        lowest = validation[i] < least ? i : lowest;
        least = Math.min(least, validation[i]);
      }
      double trainingThen = lowest < 0 ? first : training[lowest];
      int late = Math.max(Math.max(0, lowest), validation.length - 3);
      double end = Median.of(Arrays.copyOfRange(validation, late, validation.length));
      double rise = end - least;
      boolean trainingFalls = end() < trainingThen + 0.02 * span;
      boolean learnt = lowest >= 0 || progress() > 0.1;
      boolean passed = lowest < 0.8 * validation.length && learnt;
      double noise = deviation(validation);
      // A rise that nobody would see in a drawing from the first loss on.
      double seen = rise / span;
      // A validation loss that rises at too large a rate is the rate's.
      boolean swings = others.get(Symptom.OSCILLATING) == Label.YES;
      boolean unsteady = swings || others.get(Symptom.PREMATURE_PLATEAU) != Label.NO;
      boolean clear = rise > 0.1 * Math.abs(least) && rise > 3 * noise;
      boolean high = swings && rise > 0.2 * Math.abs(least);
      boolean slight = rise > 0.05 * Math.abs(least) && (rise > 2 * noise || high);
      return label(
          clear && passed && trainingFalls && !unsteady && seen > 0.02,
          slight && passed && end() < trainingThen + 0.05 * span && seen > 0.005);
    }

    private Label goodStart(Map<Symptom, Label> others) {
      double firstValidation = run.fact("first_val_loss");
      double lowest = Arrays.stream(validation).min().orElseThrow();
      double range = firstValidation - lowest;
      int quarter = 0;
      while (run.evaluated[quarter] < 0.25 * run.fact("iterations")) {
        quarter++;
      }
      double soon = (firstValidation - validation[quarter]) / range;
      double rise = (mean(validation, 0.8) - lowest) / range;
      double off = (last(validation) - lowestValidation) / (firstValidation - lowestValidation);
      if (others.get(Symptom.OVERFITTING) == Label.YES
          || others.get(Symptom.UNDERFITTING) == Label.YES
          || others.get(Symptom.TOO_SLOW) == Label.YES
          || others.get(Symptom.PREMATURE_PLATEAU) == Label.YES) {
        return Label.NO;
      }
      // That better is possible with these data is not in the curve.
      return label(soon > 0.87 && rise < 0.05 && off < 0.1, soon > 0.82 && rise < 0.08);
    }

    private boolean rateIsNotToBlame() {
      // In a short run going on at the same rate may do as well: then it only was too short.
      double dropped = run.fact("dropped_training_loss");
      boolean counts = !(run.fact("longer_training_loss") < dropped);
      double lower = counts ? Math.min(atLowerRates, dropped) : atLowerRates;
      return !(end() - lower > 0.1 * span);
    }

    /** Whether the first third of the run brought less than half of the fall. */
    private boolean isStraight() {
      return first - training[training.length / 3] < 0.5 * (first - end());
    }

    private double longer() {
      return end() - run.fact("longer_training_loss");
    }

    /** The last evaluation; not one alone that stands on a spike. */
    private double end() {
      double last = last(training);
      if (!run.text("schedule").equals("fixed")) {
        return last;
      }
      int from = Math.max(0, training.length - 3);
      return Math.min(last, Median.of(Arrays.copyOfRange(training, from, training.length)));
    }

    private double progress() {
      return (first - end()) / span;
    }

    private static double mean(double[] values, double fromShare) {
      return mean(values, fromShare, 1);
    }

    private static double mean(double[] values, double fromShare, double toShare) {
      int from = (int) Math.min(values.length - 1, fromShare * values.length);
      int to = (int) Math.max(from + 1, toShare * values.length);
      return Arrays.stream(values, from, to).average().orElseThrow();
    }
  }
}
