package dev.temper.bench.search;

import dev.temper.space.Configuration;
import dev.temper.space.Space;
import java.util.SplittableRandom;

/** A space with a function to minimize whose minimum is known. Safe for use by several threads. */
public interface SearchProblem {

  /** As in the peer's figures. */
  String name();

  /** What is searched over. */
  Space space();

  /** What a trial measures, with the noise of the problem. */
  double value(Configuration configuration, SplittableRandom noise);

  /** What that is worth: the value without noise less the minimum. */
  double regret(Configuration configuration);
}
