package dev.temper.recipe;

import static dev.temper.recipe.Figures.figure;
import static dev.temper.recipe.Figures.say;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the largest momentum of the cycle by short runs at .99, .97, .95 and .9 (Smith 2018,
 * section 4.3); a range test over momenta would show nothing, its loss falls on up to 1.
 *
 * <p>The smallest is .85, for .9 it is .8: the result depends little on it.
 */
final class MomentumStage implements ValueStage {

  /** The largest and smallest momentum where nothing is compared, Smith's own. */
  static final double DEFAULT_MAX = 0.95;

  static final double DEFAULT_MIN = 0.85;

  private static final List<Double> CANDIDATES = List.of(0.99, 0.97, 0.95, 0.9);

  private final Laboratory lab;
  private final Plan plan;
  private final double laterStages;

  /**
   * The stage.
   *
   * @param laterStages training examples to leave for what else is to be found by short runs
   */
  MomentumStage(Laboratory lab, Plan plan, double laterStages) {
    this.lab = lab;
    this.plan = plan;
    this.laterStages = laterStages;
  }

  @Override
  public double iterations(Prescription current) {
    int runs = CANDIDATES.size() + Contest.MOST_FURTHER_RUNS;
    return Math.min(lab.left(), runs * plan.shortRun()) / current.examplesPerUpdate();
  }

  @Override
  public Prescription run(Story story, Prescription current) {
    if (current.momentumMax() == 0) {
      story.decide(
          "momentum",
          "0",
          say("As is customary for %s, and as in the range test.", current.optimizer().label()));
      return current;
    }
    List<Contest.Entrant> entrants = new ArrayList<>();
    for (double max : CANDIDATES) {
      Prescription own =
          current.withMomentum(max, max > 0.9 ? DEFAULT_MIN : 0.8).over(plan.shortRun());
      entrants.add(new Contest.Entrant(label(own), own));
    }
    double left = lab.left() - plan.reserve() - laterStages;
    double cost = entrants.stream().mapToDouble(e -> lab.costOf(e.prescription(), 0)).sum();
    if (!plan.tellsApart(current.examplesPerUpdate()) || cost > left) {
      story.decide(
          "momentum",
          label(current),
          "Cyclical, opposite to the learning rate; Smith's range. Not compared: the budget is too"
              + " small for short runs that would tell momenta apart.");
      return current;
    }
    int preferred = CANDIDATES.indexOf(DEFAULT_MAX);
    Comparison comparison = new Contest(lab, "momentum", entrants, preferred).run(left - cost);
    story.compared(comparison);
    Prescription chosen = comparison.winner().prescription().withIterations(current.iterations());
    story.decide(
        "momentum",
        label(chosen),
        "Cyclical, opposite to the learning rate. " + comparison.reason());
    return chosen;
  }

  static String label(Prescription prescription) {
    String max = figure(prescription.momentumMax());
    String min = figure(prescription.momentumMin());
    return max.equals(min) ? max : max + " to " + min;
  }
}
