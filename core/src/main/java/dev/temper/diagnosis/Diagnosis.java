package dev.temper.diagnosis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Reads the curves of a run for what they show of its hyper-parameters (Smith 2018, sections 3 and
 * 4): each {@link Symptom} with its evidence, a confidence and the value to change.
 *
 * <p>Needs the training loss alone; with validation it sees more, with the learning rate it advises
 * values instead of factors. Differences are judged against the first loss where no loss is below
 * 0, and against the largest fall elsewhere; so findings do not depend on the unit of the loss. Of
 * causes that look alike the narrower is told: divergence excludes all else; swings of a rate too
 * large are not overfitting; a plateau, slow progress, overfitting and underfitting exclude each
 * other in this order, and all of them a good start; {@code healthy} stands where there is no
 * fault. How often it is right is in docs/diagnosis.md. Linear in the points.
 */
public final class Diagnosis {

  /** Below this nothing is told. */
  private static final double LEAST = 0.5;

  /** The share of the first loss above which nobody can be sure that all is well. */
  private static final double POOR = 0.6;

  private static final Divergence DIVERGENCE = new Divergence();
  private static final Oscillation OSCILLATION = new Oscillation();

  /** Of these only the first that shows is told: from the narrower cause to the wider one. */
  private static final List<Sign> ONE_OF =
      List.of(new PrematurePlateau(), new Overfitting(), new SlowProgress(), new Underfitting());

  private static final GoodStart GOOD_START = new GoodStart();

  private Diagnosis() {}

  private static boolean isTold(Finding finding) {
    return finding.confidence() >= LEAST;
  }

  /**
   * The findings, surest first.
   *
   * @return an empty list where there are fewer than {@value Reading#FEWEST_POINTS} training points
   *     and none of them is NaN or infinite: too few to say anything; else one finding or more
   */
  public static List<Finding> of(Curves curves) {
    Reading reading = new Reading(curves);
    if (reading.brokenAt < 0 && reading.points < Reading.FEWEST_POINTS) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    Optional<Finding> diverged = DIVERGENCE.read(reading);
    if (diverged.isPresent()) {
      return List.of(diverged.get());
    }
    OSCILLATION.read(reading).ifPresent(findings::add);
    for (Sign sign : ONE_OF) {
      Optional<Finding> found = sign.read(reading);
      found.ifPresent(findings::add);
      if (found.filter(Diagnosis::isTold).isPresent()) {
        break;
      }
    }
    double doubt = 0;
    for (Finding finding : findings) {
      doubt = isTold(finding) ? doubt : Math.max(doubt, finding.confidence());
    }
    findings.removeIf(finding -> !isTold(finding));
    if (findings.stream().allMatch(f -> f.code().equals(Symptom.OSCILLATING.code()))) {
      GOOD_START.read(reading).ifPresent(findings::add);
    }
    if (findings.stream().allMatch(f -> f.code().equals(Symptom.GOOD_START.code()))) {
      findings.add(
          new Finding(
              Symptom.HEALTHY.code(),
              health(reading, doubt),
              reading.iteration[0],
              reading.last(),
              Words.say(
                  "The training loss fell from %s to %s by iteration %d.",
                  Words.number(reading.first), Words.number(reading.end), reading.last()),
              "Keep the values."));
    }
    findings.sort(Comparator.comparingDouble(Finding::confidence).reversed());
    return List.copyOf(findings);
  }

  /** How sure it is that nothing is wrong: as far as the nearest fault is, and the level good. */
  private static double health(Reading reading, double doubt) {
    double good = reading.absolute ? Certainty.beyond(reading.end / reading.scale, POOR, -0.08) : 1;
    return Math.max(LEAST, Certainty.all(1 - doubt, good));
  }
}
