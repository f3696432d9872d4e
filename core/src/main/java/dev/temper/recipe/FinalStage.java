package dev.temper.recipe;

import static dev.temper.recipe.Figures.figure;
import static dev.temper.recipe.Figures.say;

import dev.temper.diagnosis.Curves;
import dev.temper.diagnosis.Diagnosis;
import dev.temper.diagnosis.Symptom;
import dev.temper.rangetest.RangeCurve;
import dev.temper.training.History;
import dev.temper.training.Optimizer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The 1cycle run on the chosen values, and what its curves show. Where it diverges it starts again
 * from the same weights at half the rate; once also where it ends worse than a run of the same
 * values a fraction as long: a rate that holds for short runs need not hold for long ones.
 */
final class FinalStage {

  private static final int MOST_ATTEMPTS = 4;
  private static final int EVALUATIONS = 10;

  /** By this factor a run has to be worse than a shorter one to be made again. */
  private static final double WORSE = 1.25;

  /** And by this share of the loss of a constant answer. */
  private static final double MATTERS = 0.02;

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
              values, every, model, history -> last || betterShorterRun(values, history).isEmpty());
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
    String again =
        say(
            "Started again from the same weights with the maximum rate %.3g.",
            next.learningRateMax());
    String reason;
    if (history.diverged()) {
      story.find(
          "diverged",
          end,
          end,
          say("The final run at a maximum rate of %.3g diverged.", max),
          again);
      reason = say("Halved: at %.3g the run diverged by iteration %d.", max, end);
    } else {
      Trial shorter = betterShorterRun(trial.prescription(), history).orElseThrow();
      String evidence =
          say(
              "The final run at a maximum rate of %.3g ended at a training loss of %.4g and a validation"
                  + " loss of %.4g, one of %d updates at %.4g and %.4g.",
              max,
              lateTrainingLoss(history),
              trial.validationLoss(),
              shorter.iterations(),
              lateTrainingLoss(shorter.history()),
              shorter.validationLoss());
      story.find("worse_than_shorter_run", 0, end, evidence, again);
      reason = say("Halved: %.3g holds for short runs, and not for this one.", max);
    }
    story.decide("maximum learning rate", figure(next.learningRateMax()), reason);
    story.decide(
        "minimum learning rate", figure(next.learningRateMin()), "Halved with the maximum.");
  }

  /**
   * The longest shorter run of the same values, if that ended clearly better, on the training
   * examples too: then the rate does not hold for the length. Where training went on improving it
   * is over-fitting, and no matter of the rate.
   */
  private Optional<Trial> betterShorterRun(Prescription values, History history) {
    return lab.shortRuns().stream()
        .filter(trial -> trial.prescription().withIterations(values.iterations()).equals(values))
        .max(Comparator.comparingLong(Trial::iterations))
        .filter(
            trial ->
                isClearlyAbove(history.finalValidationLoss(), trial.validationLoss())
                    && isClearlyAbove(
                        lateTrainingLoss(history), lateTrainingLoss(trial.history())));
  }

  /** By more than noise, and not only by a multiple of what is nearly nothing. */
  private boolean isClearlyAbove(double loss, double other) {
    double factor = Math.max(WORSE, Math.exp(Contest.CLEAR * lab.noise().ofDifference(1, 1)));
    return loss > factor * other && loss - other > MATTERS * lab.task().data().constantLoss();
  }

  /** The mean of the last tenth. */
  private static double lateTrainingLoss(History history) {
    double[] loss = history.trainLoss();
    return Arrays.stream(loss, loss.length - Math.max(1, loss.length / 10), loss.length)
        .average()
        .orElseThrow();
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
