package dev.temper.report;

import dev.temper.diagnosis.Finding;
import dev.temper.diagnosis.Symptom;
import dev.temper.recipe.Prescription;
import dev.temper.recipe.Stage;
import dev.temper.recipe.TuningResult;
import dev.temper.training.DataSummary;
import dev.temper.training.Evaluation;
import dev.temper.training.History;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the report of a tuning says in sentences. */
final class TuneText {

  private TuneText() {}

  /** The range of the momentum: {@code 0.95–0.85}, one number if it is constant, or none. */
  static String momentum(Prescription p) {
    if (!p.optimizer().hasMomentum()) {
      return "none";
    }
    return p.momentumMax() == p.momentumMin()
        ? Text.number(p.momentumMax())
        : Text.of("%.2f–%.2f", p.momentumMax(), p.momentumMin());
  }

  /**
   * Settings of a network: {@code dropout 0.2, layers 3}; {@code as given} where there are none.
   */
  static String settings(SortedMap<String, Double> settings) {
    return settings.isEmpty()
        ? "as given"
        : settings.entrySet().stream()
            .map(setting -> setting.getKey() + " " + Text.number(setting.getValue()))
            .collect(Collectors.joining(", "));
  }

  /** A model's text form in words: {@code cnn with dropout 0.2, layers 3}. */
  static String model(String model) {
    int colon = model.indexOf(':');
    return colon < 0
        ? "'" + model + "'"
        : Text.of(
            "'%s' with %s",
            model.substring(0, colon),
            model.substring(colon + 1).replace("=", " ").replace(",", ", "));
  }

  /** How good some weights are: the accuracy, or the error in the label's unit. */
  static String quality(DataSummary data, Evaluation evaluation) {
    return data.isRegression()
        ? Text.of(
            "a root mean squared error of %s",
            Text.number(data.rootMeanSquaredError(evaluation.loss())))
        : Text.of("an accuracy of %s", Text.percent(evaluation.accuracy()));
  }

  /** Where a run ended. */
  static String end(DataSummary data, History history) {
    List<History.Evaluated> evaluations = history.evaluations();
    if (history.diverged() || evaluations.isEmpty()) {
      return "diverged";
    }
    Evaluation last = evaluations.get(evaluations.size() - 1).evaluation();
    return Text.of(
        "reached a validation loss of %s and %s", Text.number(last.loss()), quality(data, last));
  }

  /** The paragraph at the top: what came out, by which values, at what cost. */
  static String summary(TuningResult result, double seconds) {
    return String.join(
        " ", outcome(result), values(result), cost(result, seconds), noticed(result));
  }

  private static String outcome(TuningResult result) {
    Evaluation test = result.test();
    String once = "The test data was looked at once, after every choice had been made.";
    if (result.data().isRegression()) {
      return Text.of(
          "On %,d test examples the network's answers are off by %s (root mean squared error); its"
              + " loss is %s, where a constant answer has 1. %s",
          test.examples(),
          Text.number(result.data().rootMeanSquaredError(test.loss())),
          Text.number(test.loss()),
          once);
    }
    long wrong = Math.round((1 - test.accuracy()) * test.examples());
    return Text.of(
        "The network gets %s of %,d test examples right, %,d wrong. %s",
        Text.percent(test.accuracy()), test.examples(), wrong, once);
  }

  private static String values(TuningResult result) {
    Prescription p = result.chosen();
    String run =
        Text.of(
            "It was trained by %s for %s epochs under one cycle.",
            p.optimizer().label(), Text.number(result.epochs()));
    List<String> changes = changes(result.plain(), p);
    return changes.isEmpty()
        ? run
            + " Its values are the plain answer of the range test and the customary defaults;"
            + " nothing else that was tried is better by more than noise."
        : Text.of(
            "%s Against the plain answer of the range test it changes %s.",
            run, String.join(", ", changes));
  }

  private static List<String> changes(Prescription plain, Prescription chosen) {
    List<String> changes = new ArrayList<>();
    if (plain.batchSize() != chosen.batchSize()) {
      changes.add(Text.of("the batch size from %d to %d", plain.batchSize(), chosen.batchSize()));
    }
    change(changes, "the maximum rate", plain.learningRateMax(), chosen.learningRateMax());
    if (!momentum(plain).equals(momentum(chosen))) {
      changes.add(Text.of("the momentum from %s to %s", momentum(plain), momentum(chosen)));
    }
    change(changes, "the weight decay", plain.weightDecay(), chosen.weightDecay());
    if (!plain.model().equals(chosen.model())) {
      changes.add("the network to " + settings(new TreeMap<>(chosen.model())));
    }
    return changes;
  }

  private static void change(List<String> changes, String what, double from, double to) {
    if (from != to) {
      changes.add(Text.of("%s from %s to %s", what, Text.number(from), Text.number(to)));
    }
  }

  private static String cost(TuningResult result, double seconds) {
    return Text.of(
        "Finding the values took %.2f times the examples of the final run; everything together took"
            + " %s.",
        result.findingShare(), Text.duration(seconds));
  }

  private static String noticed(TuningResult result) {
    long faults = result.findings().stream().filter(TuneText::isFault).count();
    return faults == 0
        ? "Nothing unusual was noticed on the way."
        : faults == 1
            ? "One thing was noticed on the way; see below."
            : Text.of("%d things were noticed on the way; see below.", faults);
  }

  private static boolean isFault(Finding finding) {
    return Arrays.stream(Symptom.values())
        .filter(symptom -> !symptom.isFault())
        .noneMatch(symptom -> symptom.code().equals(finding.code()));
  }

  /** What was trained on what. */
  static String data(TuningResult result) {
    DataSummary data = result.data();
    String labels =
        data.isRegression()
            ? Text.of(
                "The label is a number, whose deviation is %s; knowing nothing means an error as"
                    + " large.",
                Text.number(data.targetDeviation()))
            : Text.of(
                "There are %d classes; a constant answer would be right for %s of the training"
                    + " examples.",
                data.classes().size(), Text.percent(data.majorityShare()));
    return Text.of(
        "%s: %,d examples to train on, %,d held out to choose by, %,d for the test, each of the"
            + " shape %s. %s The network %s has %,d trainable values.",
        data.name(),
        data.trainingExamples(),
        data.validationExamples(),
        data.testExamples(),
        Text.shape(data.shape()),
        labels,
        model(result.model()),
        result.parameters());
  }

  /** The question a stage answers. */
  static String question(Stage stage) {
    return switch (stage) {
      case PREFLIGHT -> "Is this worth starting?";
      case BASELINE -> "What has to be beaten?";
      case RANGE_TEST -> "How large may the learning rate be?";
      case BATCH_SIZE -> "Over how many examples should an update average?";
      case MOMENTUM -> "How long should an update go on in the direction of those before it?";
      case WEIGHT_DECAY -> "How hard should the weights be pulled towards 0?";
      case BALANCE -> "Do the rate and all that regularizes fit together?";
      case CHECK -> "Are the chosen values better than the plain answer of the range test?";
      case FINAL_RUN -> "How good is it in the end?";
    };
  }

  /** Why the answer matters, and how it is found. */
  static String why(Stage stage) {
    return switch (stage) {
      case PREFLIGHT ->
          "Labels that do not fit, data that is not normalized or a network that cannot learn show"
              + " before any time is spent.";
      case BASELINE -> "Adam at its defaults needs no tuning, and is hard to beat by bad values.";
      case RANGE_TEST ->
          "It is the value that matters most. The test trains while the rate rises at every"
              + " iteration, then puts every weight and random state back: where the loss falls, the"
              + " rate is useful; where it climbs, it is too large. The marked lines are the"
              + " answers of the reading rules.";
      case BATCH_SIZE ->
          "Large batches train more examples a second; small ones make more updates, and their"
              + " noise regularizes. Sizes are compared at equal wall time, each at the rate of its"
              + " own range test: equal epochs would penalize the large ones, equal updates favour"
              + " them.";
      case MOMENTUM ->
          "Much momentum speeds up the beginning and can keep the end from settling. A range test"
              + " over momenta shows nothing, so short runs compare its maximum; it falls while the"
              + " rate rises, and its minimum matters little.";
      case WEIGHT_DECAY ->
          "It has to fit the rate, which regularizes too: the larger the rate, the smaller the best"
              + " weight decay. It stays constant through a run, and one significant figure is"
              + " enough.";
      case BALANCE ->
          "Large rates, small batches, weight decay and dropout all regularize, and together they"
              + " must fit data and network. A longer run of what was chosen is read for signs of"
              + " too much or too little, and what they ask for is tried.";
      case CHECK ->
          "Who compares many values finds some that are better by luck. Both are trained for longer,"
              + " with seeds that chose none of them.";
      case FINAL_RUN ->
          "One cycle over the whole budget on the chosen values, then the only look at the test"
              + " data.";
    };
  }
}
