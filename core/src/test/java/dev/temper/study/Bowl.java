package dev.temper.study;

import dev.temper.pruner.Pruner;
import dev.temper.sampler.Sampler;
import dev.temper.space.Configuration;
import dev.temper.space.FloatParameter;
import dev.temper.space.Space;
import java.util.SplittableRandom;

/** A study of two parameters with its best values in the middle, for tests. */
final class Bowl {

  static final Space SPACE =
      Space.of(FloatParameter.linear("x", 0, 1), FloatParameter.linear("y", 0, 1));

  static final StudyDefinition DEFINITION =
      StudyDefinition.minimizing("bowl", SPACE, "loss").withSeed(7);

  private Bowl() {}

  static Study open(StudyStore store) {
    return Study.open(store, DEFINITION, Sampler.random(), Pruner.none());
  }

  static Study open(StudyStore store, StudySettings settings) {
    return Study.open(store, DEFINITION, Sampler.random(), Pruner.none(), settings);
  }

  static Configuration at(double x, double y) {
    return SPACE.at(x, y);
  }

  /** How far from the middle, with noise by the trial's seed. */
  static double loss(RunningTrial trial) {
    double x = trial.configuration().getDouble("x") - 0.5;
    double y = trial.configuration().getDouble("y") - 0.5;
    return x * x + y * y + 0.01 * new SplittableRandom(trial.seed()).nextDouble();
  }
}
