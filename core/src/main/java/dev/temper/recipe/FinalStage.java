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
import org.jspecify.annotations.Nullable;

/**
 * The 1cycle run on the chosen values, and what its curves show. Where it diverges it starts again
 * from the same weights at half the rate.
 */
final class FinalStage {

  private static final int MOST_ATTEMPTS = 4;
  private static final int EVALUATIONS = 10;

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

  Trial run(Story story, Prescription chosen, long iterationsPerEpoch) {
    long every = Math.min(iterationsPerEpoch, Math.max(1, chosen.iterations() / EVALUATIONS));
    Prescription prescription = chosen;
    for (int attempt = 1; ; attempt++) {
      Trial trial = lab.finalRun(prescription, every, model);
      History history = trial.history();
      if (!history.diverged()) {
        return trial;
      }
      double max = prescription.learningRateMax();
      if (attempt == MOST_ATTEMPTS) {
        throw new TuningException(
            say(
                "The final run diverged at every maximum rate tried, the last %.3g. Maybe the"
                    + " data are not normalized, or the network needs BatchNorm.",
                max),
            curve,
            history);
      }
      prescription = prescription.halved();
      long last = history.iterations() - 1L;
      story.find(
          "diverged",
          last,
          last,
          say("The final run at a maximum rate of %.3g diverged.", max),
          say(
              "Started again from the same weights with the maximum rate %.3g.",
              prescription.learningRateMax()));
      story.decide(
          "maximum learning rate",
          figure(prescription.learningRateMax()),
          say("Halved: at %.3g the run diverged by iteration %d.", max, last));
      story.decide(
          "minimum learning rate",
          figure(prescription.learningRateMin()),
          "Halved with the maximum.");
    }
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
