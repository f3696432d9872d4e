package dev.temper.importance;

import dev.temper.space.Space;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How much each parameter of a space matters to an objective, or a refusal with its reason.
 *
 * <p>Functional analysis of variance by a random forest (Hutter, Hoos and Leyton-Brown 2014,
 * sections 3 and 4): the forest answers what each configuration of the space would come to, and the
 * variance of its answers over the whole space is divided among the parameters. The shares are
 * those of the configurations drawn evenly from the space, not of those a sampler liked to try.
 *
 * <p>The variance of the mean answer at each value of a parameter is its own effect. What is left
 * of the variance where all others are held is its total effect (Sobol 2001; Jansen 1999). Its
 * share is the mean of the two, so that what two parameters do together counts half for either, as
 * in the Shapley effects (Owen 2014); what three do together counts half for each, one and a half
 * in all.
 *
 * <p>Places of 0 to 1 are what is drawn, so that a logarithmic scale counts by decades. Where a
 * parameter does not exist, nothing depends on its place: a place is drawn for it. Values beyond
 * the {@linkplain dev.temper.statistics.Fence fence} on the bad side count as the fence, and so do
 * configurations that could not be trained with; a few that blew up would else be all that is
 * explained.
 */
public sealed interface Importance {

  /** So many observations are needed. */
  int LEAST = 10;

  /**
   * An answer.
   *
   * @param shares of all parameters, the largest first
   * @param explained how much of the variance of values the forest's trees foretell that have not
   *     seen them; 0 to 1. Near 0 the shares say little
   */
  record Ranked(List<Share> shares, double explained) implements Importance {

    /** Copies. */
    public Ranked {
      shares = List.copyOf(shares);
    }
  }

  /**
   * No answer.
   *
   * @param reason one sentence
   */
  record Refused(String reason) implements Importance {}

  /**
   * Divides the variance. Answers the same whenever it is given the same.
   *
   * @param space what was searched over
   * @param observed configurations of this space, in any order
   * @param random source of the forest's chance
   */
  static Importance of(Space space, List<Observed> observed, SplittableRandom random) {
    if (observed.size() < LEAST) {
      return new Refused(
          "The importance of parameters is told from "
              + LEAST
              + " trials that have ended; there are "
              + observed.size()
              + ".");
    }
    double[] values = Fenced.of(observed);
    if (values.length == 0) {
      return new Refused("No trial has a value from which the importance could be told.");
    }
    if (isConstant(values)) {
      return new Refused("All trials have the same value, so that no parameter matters.");
    }
    Forest forest = Forest.of(Bins.of(space), observed, values, random);
    Effects effects = Effects.of(forest, random);
    double sum = 0;
    for (int i = 0; i < space.dimension(); i++) {
      sum += effects.own(i) + effects.total(i);
    }
    if (!(sum > 0)) {
      return new Refused("The trials are too few to tell by which parameter their values differ.");
    }
    List<Share> shares = new ArrayList<>();
    for (int i = 0; i < space.dimension(); i++) {
      shares.add(
          new Share(
              space.parameters().get(i).name(),
              (effects.own(i) + effects.total(i)) / sum,
              2 * effects.own(i) / sum));
    }
    shares.sort(Comparator.comparingDouble(Share::share).reversed());
    return new Ranked(shares, forest.explained());
  }

  private static boolean isConstant(double[] values) {
    for (double value : values) {
      if (value != values[0]) {
        return false;
      }
    }
    return true;
  }
}
