package dev.temper.recipe;

import static dev.temper.recipe.Figures.figure;
import static dev.temper.recipe.Figures.say;

import dev.temper.diagnosis.Curves;
import dev.temper.diagnosis.Diagnosis;
import dev.temper.diagnosis.Finding;
import dev.temper.diagnosis.Symptom;
import dev.temper.rangetest.RangeCurve;
import dev.temper.training.History;
import dev.temper.training.Optimizer;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The 1cycle run on the chosen values, and what its curves show. Where it diverges it starts again
 * from the same weights at half the rate; once also where it swings, or stays at a plateau, and
 * ends worse than a run of the same values a fraction as long: a rate that holds for short runs
 * need not hold for long ones.
 */
final class FinalStage {

  private static final int MOST_ATTEMPTS = 4;
  private static final int EVALUATIONS = 10;

  /** The signs of a rate that is too large, in a run that does not diverge. */
  private static final Set<String> RATE_TOO_LARGE =
      Set.of(Symptom.OSCILLATING.code(), Symptom.PREMATURE_PLATEAU.code());

  /** The share of clipped updates above which the rate is too aggressive (Google's playbook). */
  private static final double MOSTLY = 0.5;

  private final Laboratory lab;
  private final RangeCurve curve;
  private final @Nullable Path model;

  /**
   * The stage.
   *
   * @param curve the range test, for what is kept where every attempt fails
   * @param model where the network goes; null for nowhere
   */
  FinalStage(Laboratory lab, RangeCurve curve, @Nullable Path model) {
    this.lab = lab;
    this.curve = curve;
    this.model = model;
  }

  /**
   * Trains until a run is good enough to be tested and kept.
   *
   * @param repeats whether a run that did not diverge may be made again; it costs as much once more
   */
  Trial run(Story story, Prescription chosen, long iterationsPerEpoch, boolean repeats) {
    long every = Math.min(iterationsPerEpoch, Math.max(1, chosen.iterations() / EVALUATIONS));
    Prescription prescription = chosen;
    for (int attempt = 1; ; attempt++) {
      Prescription values = prescription;
      boolean last = !repeats || attempt > 1;
      Trial trial =
          lab.finalRun(
              values, every, model, history -> last || unsteady(values, history).isEmpty());
      if (trial.test() != null) {
        return trial;
      }
      if (trial.history().diverged() && attempt == MOST_ATTEMPTS) {
        throw new TuningException(
            say(
                "The final run diverged at every maximum rate tried, the last %.3g. Maybe the"
                    + " data are not normalized, or the network needs BatchNorm.",
                values.learningRateMax()),
            curve,
            trial.history());
      }
      prescription = values.halved();
      startAgain(story, trial, prescription);
      lab.extend(Stage.FINAL_RUN, prescription.iterations());
    }
  }

  /** Tells why a run is made again, and with what. */
  private void startAgain(Story story, Trial trial, Prescription next) {
    History history = trial.history();
    double max = trial.prescription().learningRateMax();
    long end = history.iterations() - 1L;
    String reason;
    if (history.diverged()) {
      story.find(
          "diverged",
          end,
          end,
          say("The final run at a maximum rate of %.3g diverged.", max),
          say(
              "Started again from the same weights with the maximum rate %.3g.",
              next.learningRateMax()));
      reason = say("Halved: at %.3g the run diverged by iteration %d.", max, end);
    } else {
      unsteady(trial.prescription(), history).ifPresent(story::find);
      reason =
          say(
              "Halved, and started again from the same weights: at %.3g the run ended at a validation"
                  + " loss of %.4g, a shorter one at %.4g.",
              max, trial.validationLoss(), lossOfShorterRun(trial.prescription()));
    }
    story.decide("maximum learning rate", figure(next.learningRateMax()), reason);
    story.decide(
        "minimum learning rate", figure(next.learningRateMin()), "Halved with the maximum.");
  }

  /** What a run shows whose rate is too large for its length; empty where it is not. */
  private Optional<Finding> unsteady(Prescription values, History history) {
    double lost = Math.log(history.finalValidationLoss() / lossOfShorterRun(values));
    return lost > Contest.CLEAR * lab.noise().ofDifference(1, 1)
        ? Diagnosis.of(Curves.of(history)).stream()
            .filter(finding -> RATE_TOO_LARGE.contains(finding.code()))
            .findFirst()
        : Optional.empty();
  }

  /** Where the longest of the shorter runs of these values ended; infinite if there is none. */
  private double lossOfShorterRun(Prescription values) {
    return lab.shortRuns().stream()
        .filter(trial -> trial.prescription().withIterations(values.iterations()).equals(values))
        .max(Comparator.comparingLong(Trial::iterations))
        .map(Trial::validationLoss)
        .orElse(Double.POSITIVE_INFINITY);
  }

  /** Tells what the finished run shows. */
  void read(Story story, BadStart badStart, Trial baseline, Trial trial) {
    History history = trial.history();
    long last = history.iterations() - 1L;
    boolean learnt = badStart.learnt(history);
    Diagnosis.of(Curves.of(history)).stream()
        .filter(finding -> learnt || !finding.code().equals(Symptom.HEALTHY.code()))
        .forEach(story::find);
    if (!learnt) {
      story.find(
          "nothing_learnt",
          0,
          last,
          say(
              "No validation loss on the way, %.4g at the end, is 2 %% better than that of a constant"
                  + " answer, %.4g.",
              trial.validationLoss(), lab.task().data().constantLoss()),
          "Give it more epochs, and check that the labels belong to the examples.");
    }
    if (!baseline.history().diverged() && !(trial.validationLoss() < baseline.validationLoss())) {
      story.find(
          "baseline_not_beaten",
          0,
          last,
          say(
                  "The final validation loss %.4g is no better than %.4g after %d iterations of Adam at its",
                  trial.validationLoss(), baseline.validationLoss(), baseline.iterations())
              + " defaults.",
          trial.prescription().optimizer() == Optimizer.ADAMW
              ? "Give the final run more epochs."
              : "Give the final run more epochs, or try AdamW as its optimizer.");
    }
    if (history.clippedShare() > MOSTLY) {
      story.find(
          "mostly_clipped",
          0,
          last,
          say(
              "The gradient was clipped to a norm of %s in %.0f %% of the final run's updates.",
              figure(trial.prescription().updates().clipNorm()), 100 * history.clippedShare()),
          "Lower the maximum rate, or clip at a larger norm.");
    }
  }
}
