package dev.temper.recipe;

import static dev.temper.recipe.Figures.figure;
import static dev.temper.recipe.Figures.say;

import java.util.ArrayList;
import java.util.List;

/**
 * The chosen values against the plain answer of the range test, by longer runs with a seed that
 * chose none of them: what won several comparisons by luck loses here.
 */
final class Check {

  /**
   * The first repetition of the longer runs, of the balance too: what that ran with the chosen
   * values is not run again. Short runs use none from here on.
   */
  static final int REPETITION = Contest.MOST_SEEDS;

  private static final int MOST_SEEDS = 2;

  private final Laboratory lab;

  Check(Laboratory lab) {
    this.lab = lab;
  }

  /** The updates that it makes at most. */
  double iterations(Prescription plain, Prescription chosen, double length) {
    long fewest = Math.min(plain.examplesPerUpdate(), chosen.examplesPerUpdate());
    return Math.min(lab.left(), 2 * MOST_SEEDS * length) / fewest;
  }

  /** Whether there is anything to check: values that are not the plain ones. */
  static boolean isNeeded(Prescription plain, Prescription chosen) {
    return !chosen.withIterations(plain.iterations()).equals(plain);
  }

  /**
   * What is used: the chosen values, or the plain ones where those lose or cannot be checked.
   *
   * @param length examples of a run
   * @param first the repetition whose seed is the first that chose nothing
   */
  Prescription run(Story story, Prescription plain, Prescription chosen, double length, int first) {
    Prescription plainRun = plain.over(length);
    Prescription chosenRun = chosen.over(length);
    long fewest = Math.min(plainRun.iterations(), chosenRun.iterations());
    if (fewest < Plan.FEWEST_ITERATIONS) {
      story.decide(
          "check",
          "the plain answer",
          "The budget is too small to check the chosen values, so those of the range test and the"
              + " defaults are used.");
      story.decideChanges(chosen, plain, "The plain answer: what was chosen is not checked.");
      return plain;
    }
    List<Trial> plainTrials = new ArrayList<>();
    List<Trial> chosenTrials = new ArrayList<>();
    for (int seed = 0; seed < MOST_SEEDS; seed++) {
      int repetition = first + seed;
      double cost = lab.costOf(plainRun, repetition) + lab.costOf(chosenRun, repetition);
      if (seed > 0 && (cost > lab.left() || isClear(plainTrials, chosenTrials))) {
        break;
      }
      plainTrials.add(lab.shortRun("the plain answer", plainRun, repetition));
      chosenTrials.add(lab.shortRun("what was chosen", chosenRun, repetition));
    }
    Candidate ofPlain = new Candidate("the plain answer", plainTrials);
    Candidate ofChosen = new Candidate("what was chosen", chosenTrials);
    lab.compared(List.of(ofPlain, ofChosen));
    boolean loses =
        !(ofChosen.validationLoss() <= ofPlain.validationLoss())
            || ofChosen.validationLoss() == Double.POSITIVE_INFINITY;
    String reason =
        say(
            "Over %d %s of %.0f examples each with seeds that chose nothing, the chosen values end at a"
                + " validation loss of %s, the plain answer of the range test (rate %s, batch size"
                + " %d, momentum %s, weight decay %s) at %s.",
            plainTrials.size(),
            plainTrials.size() == 1 ? "run" : "runs",
            length,
            loss(ofChosen),
            figure(plain.learningRateMax()),
            plain.batchSize(),
            MomentumStage.label(plain),
            figure(plain.weightDecay()),
            loss(ofPlain));
    story.compared(
        new Comparison(
            "check",
            List.of(ofPlain, ofChosen),
            1,
            loses ? 0 : 1,
            lab.noise().deviation(),
            reason));
    story.decide(
        "check",
        loses ? "the plain answer" : "what was chosen",
        loses ? reason + " What was chosen loses, so the plain answer is used." : reason);
    if (loses) {
      story.decideChanges(chosen, plain, "The plain answer: what was chosen lost the check.");
    }
    return loses ? plain : chosen;
  }

  private static String loss(Candidate candidate) {
    double loss = candidate.validationLoss();
    return Double.isFinite(loss) ? say("%.4g", loss) : "infinity, that of a run that diverged";
  }

  private boolean isClear(List<Trial> plain, List<Trial> chosen) {
    double difference =
        Math.log(plain.get(0).validationLoss()) - Math.log(chosen.get(0).validationLoss());
    return !(Math.abs(difference) <= Contest.CLEAR * lab.noise().ofDifference(1, 1));
  }
}
