package dev.temper.recipe;

import static dev.temper.recipe.Figures.say;

import dev.temper.rangetest.RangeCurve;
import dev.temper.training.History;
import java.util.Arrays;

/**
 * Tells a start that no hyper-parameter can mend, so that it is named and not tuned: nothing that
 * was trained so far knows more of the validation examples than a constant answer does.
 */
final class BadStart {

  /** A loss above this share of the constant answer's has learnt nothing that carries over. */
  private static final double LEARNT = 0.98;

  /** Updates in which a hard task may well have learnt nothing yet. */
  private static final int TOO_FEW = 100;

  private final Laboratory lab;
  private final Preflight preflight;
  private final Trial baseline;

  BadStart(Laboratory lab, Preflight preflight, Trial baseline) {
    this.lab = lab;
    this.preflight = preflight;
    this.baseline = baseline;
  }

  /**
   * Goes on silently where anything was learnt. Where neither the baseline nor the range test
   * learnt, a longer run is given the chance to; where the budget has none that is long enough to
   * accuse anything, the {@linkplain FinalStage#read final run} tells.
   *
   * @param curve the range test
   * @param longer the plain values over a longer run
   * @throws TuningException if that learns nothing either
   */
  void refuse(RangeCurve curve, Prescription longer) {
    if (learnt(baseline.history())
        || Arrays.stream(curve.validationLoss()).anyMatch(this::learnt)) {
      return;
    }
    if (longer.iterations() < TOO_FEW) {
      return;
    }
    Trial trial = lab.shortRun("does it learn at all", longer, 0);
    if (!learnt(trial.history())) {
      throw new TuningException(
          say(
                  "Nothing that was trained knows more of the validation examples than a constant answer,"
                      + " whose loss is %.4g. ",
                  lab.task().data().constantLoss())
              + cause(),
          curve,
          trial.history());
    }
  }

  /** What is most likely wrong, in one or two sentences. */
  String cause() {
    if (learnt(baseline.history())) {
      return "Adam at its defaults learnt from the same data, so that the data and the network are in"
          + " order. Maybe gradients are clipped to too small a norm, or the budget is too small.";
    }
    if (preflight.isDead()) {
      return say(
          "Trained on a single batch the loss stayed at %.3g: the network is dead. Check that its"
              + " layers are connected, its units not all saturated or negative, and its initial"
              + " weights not 0.",
          preflight.overfittedLoss());
    }
    return preflight.overfitsOneBatch()
        ? "A single batch can be learnt by heart, so the network works: the labels have nothing to do"
            + " with the examples. Check that they are not shuffled or shifted against them."
        : say(
            "On a single batch the loss falls from %.3g to %.3g and no further: either the labels have"
                + " nothing to do with the examples (shuffled, or shifted against them?), or the"
                + " network is too weak for them.",
            preflight.firstBatchLoss(), preflight.overfittedLoss());
  }

  /**
   * Whether a run knew more of the validation examples than a constant answer does, at any time.
   */
  boolean learnt(History history) {
    return history.evaluations().stream()
        .anyMatch(evaluated -> learnt(evaluated.evaluation().loss()));
  }

  private boolean learnt(double validationLoss) {
    return validationLoss < LEARNT * lab.task().data().constantLoss();
  }
}
