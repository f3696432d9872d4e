package dev.temper.recipe;

import static dev.temper.recipe.Figures.figure;
import static dev.temper.recipe.Figures.say;
import static dev.temper.recipe.Figures.significant;

import dev.temper.diagnosis.Curves;
import dev.temper.diagnosis.Diagnosis;
import dev.temper.diagnosis.Finding;
import dev.temper.diagnosis.Symptom;
import dev.temper.training.ModelSetting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Keeps all regularization in balance (Smith 2018, section 4.6 and remark 5): runs the chosen
 * values for longer, reads the curves, and tries what they ask for. Underfitting lowers dropout or
 * weight decay, overfitting raises them, oscillation and a premature plateau lower the rate. A run
 * that is too slow asks for nothing: it is a scaled-down one, and shorter runs like higher rates.
 *
 * <p>Depth and width of the network are tried only where that was asked for: they change what is
 * trained, not how.
 */
final class BalanceStage {

  private static final double DROPOUT_STEP = 0.1;
  private static final double WEIGHT_DECAY_STEP = 3;

  /** Below this a finding asks for nothing. */
  private static final double SURE = 0.5;

  private final Laboratory lab;
  private final Plan plan;
  private final Set<String> explored;
  private final boolean weightDecayGiven;

  /**
   * The stage.
   *
   * @param explored settings of the network that may be changed, by name
   * @param weightDecayGiven whether the weight decay is to be taken as it is
   */
  BalanceStage(Laboratory lab, Plan plan, Set<String> explored, boolean weightDecayGiven) {
    this.lab = lab;
    this.plan = plan;
    this.explored = explored;
    this.weightDecayGiven = weightDecayGiven;
  }

  /** What is tried instead of the present values, and why. */
  private record Proposal(Prescription prescription, String what, String why) {}

  /** The updates that it makes at most. */
  double iterations(Prescription current) {
    double left = lab.left();
    double shortRuns = 0;
    for (ModelSetting setting : lab.task().modelSettings()) {
      if (setting.kind() != ModelSetting.Kind.DROPOUT && explored.contains(setting.name())) {
        shortRuns += 3 + Contest.MOST_FURTHER_RUNS;
      }
    }
    double examples = shortRuns * plan.shortRun() + 2 * plan.longRun(left);
    return Math.min(left, examples) / current.examplesPerUpdate();
  }

  /**
   * A longer run of what was chosen, and what its curves ask for.
   *
   * @param length examples of a longer run, as many as the check's
   */
  Prescription run(Story story, Prescription current, double length) {
    return run(story, current, length, Diagnosis::of);
  }

  /** The same with another way to read the curves. */
  Prescription run(
      Story story, Prescription current, double length, Function<Curves, List<Finding>> diagnosis) {
    if (length / current.examplesPerUpdate() < Plan.FEWEST_ITERATIONS) {
      story.decide("balance", "kept", "Not looked at: the budget is too small for a longer run.");
      return current;
    }
    Prescription longer = current.over(length);
    Trial trial = lab.shortRun("what was chosen, for longer", longer, Check.REPETITION);
    List<Finding> findings = diagnosis.apply(Curves.of(trial.history()));
    Optional<Proposal> proposal =
        findings.stream()
            .filter(finding -> finding.confidence() >= SURE)
            .flatMap(finding -> proposal(longer, finding).stream())
            .findFirst();
    if (proposal.isEmpty()) {
      story.decide("balance", "kept", unchanged(findings));
      return current;
    }
    Proposal tried = proposal.get();
    double cost = tried.prescription().examples();
    if (cost > lab.left() - length) {
      story.decide(
          "balance", "kept", tried.why() + " The budget is too small to try " + tried.what() + ".");
      return current;
    }
    List<Contest.Entrant> entrants =
        List.of(
            new Contest.Entrant("the chosen values", longer),
            new Contest.Entrant(tried.what(), tried.prescription()));
    Comparison comparison = new Contest(lab, "balance", entrants, 0).from(Check.REPETITION).run(0);
    story.compared(comparison);
    boolean taken = comparison.chosen() == 1;
    story.decide("balance", taken ? tried.what() : "kept", tried.why() + " " + comparison.reason());
    Prescription winner = comparison.winner().prescription();
    story.decideChanges(longer, winner, "As the longer run asks, see the balance.");
    return winner.over(plan.finalExamples());
  }

  private static String unchanged(List<Finding> findings) {
    return findings.stream()
        .filter(finding -> !is(finding, Symptom.HEALTHY))
        .findFirst()
        .map(
            finding ->
                "A longer run of the chosen values shows: "
                    + finding.evidence()
                    + " That asks for no value that is to be found.")
        .orElse("A longer run of the chosen values shows no fault.");
  }

  /** What a finding asks for, if anything. */
  private Optional<Proposal> proposal(Prescription current, Finding finding) {
    String why = "A longer run of the chosen values shows: " + finding.evidence();
    if (is(finding, Symptom.OSCILLATING)
        || is(finding, Symptom.PREMATURE_PLATEAU)
        || is(finding, Symptom.DIVERGED)) {
      return Optional.of(
          new Proposal(
              current.withLearningRateMax(current.learningRateMax() / 2),
              say("half the maximum rate, %s", figure(current.learningRateMax() / 2)),
              why));
    }
    if (is(finding, Symptom.UNDERFITTING)) {
      return regularized(current, false, why);
    }
    if (is(finding, Symptom.OVERFITTING)) {
      return regularized(current, true, why);
    }
    return Optional.empty();
  }

  private static boolean is(Finding finding, Symptom symptom) {
    return finding.code().equals(symptom.code());
  }

  /** More or less dropout where the network has it, else weight decay if that is to be found. */
  private Optional<Proposal> regularized(Prescription current, boolean more, String why) {
    for (ModelSetting setting : lab.task().modelSettings()) {
      double now = current.model().getOrDefault(setting.name(), setting.value());
      double next = significant(now + (more ? DROPOUT_STEP : -DROPOUT_STEP), 2);
      boolean dropout = setting.kind() == ModelSetting.Kind.DROPOUT;
      if (dropout
          && explored.contains(setting.name())
          && next >= setting.low()
          && next <= setting.high()) {
        return Optional.of(
            new Proposal(
                current.withModel(setting.name(), next),
                say("%s %s", setting.name(), figure(next)),
                why));
      }
    }
    if (weightDecayGiven) {
      return Optional.empty();
    }
    double next =
        significant(
            more
                ? current.weightDecay() * WEIGHT_DECAY_STEP
                : current.weightDecay() / WEIGHT_DECAY_STEP,
            1);
    return Optional.of(
        new Proposal(current.withWeightDecay(next), say("weight decay %s", figure(next)), why));
  }

  /** Depth, width and normalization, each against its neighbours, by short runs. */
  Prescription explore(Story story, Prescription chosen) {
    Prescription current = chosen;
    for (ModelSetting setting : lab.task().modelSettings()) {
      if (setting.kind() != ModelSetting.Kind.DROPOUT && explored.contains(setting.name())) {
        current = explore(story, current, setting);
      }
    }
    return current;
  }

  private Prescription explore(Story story, Prescription current, ModelSetting setting) {
    List<Contest.Entrant> entrants = entrants(current, setting);
    String now = figure(setting.value());
    if (entrants.size() == 1) {
      story.decide(setting.name(), now, "As given. Its range holds nothing to compare.");
      return current;
    }
    double cost = entrants.stream().mapToDouble(e -> lab.costOf(e.prescription(), 0)).sum();
    double left = lab.left() - plan.reserve() - cost;
    if (left < 0 || !plan.tellsApart(current.examplesPerUpdate())) {
      story.decide(setting.name(), now, "As given. Not compared: the budget is too small.");
      return current;
    }
    Comparison comparison = new Contest(lab, setting.name(), entrants, 0).run(left);
    story.compared(comparison);
    story.decide(
        setting.name(),
        comparison.winner().label(),
        "Compared at equal examples. " + comparison.reason() + times(comparison));
    return comparison.winner().prescription().withIterations(current.iterations());
  }

  /** The present value, and those beside it that the network accepts. */
  private List<Contest.Entrant> entrants(Prescription current, ModelSetting setting) {
    Prescription shortRun = current.over(plan.shortRun());
    List<Contest.Entrant> entrants = new ArrayList<>();
    entrants.add(new Contest.Entrant(figure(setting.value()), shortRun));
    for (double value : setting.neighbours()) {
      entrants.add(new Contest.Entrant(figure(value), shortRun.withModel(setting.name(), value)));
    }
    return entrants;
  }

  private static String times(Comparison comparison) {
    double own = comparison.candidates().get(comparison.preferred()).trials().get(0).seconds();
    double winner = comparison.winner().trials().get(0).seconds();
    return comparison.chosen() == comparison.preferred()
        ? ""
        : say(" It takes %.1f times as long.", winner / own);
  }
}
