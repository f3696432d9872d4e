package dev.temper.bench.store;

import dev.temper.space.CategoricalParameter;
import dev.temper.space.Configuration;
import dev.temper.space.FloatParameter;
import dev.temper.space.IntParameter;
import dev.temper.space.Space;
import dev.temper.study.StudyDefinition;
import java.util.SplittableRandom;

/** A study as of somebody who trains networks, of six parameters. */
final class BenchStudy {

  static final String NAME = "bench";

  private static final Space SPACE =
      Space.of(
          FloatParameter.log("learning_rate", 1e-5, 1),
          FloatParameter.log("weight_decay", 1e-7, 1e-2),
          IntParameter.log("batch_size", 16, 1024),
          IntParameter.linear("layers", 1, 8),
          FloatParameter.linear("dropout", 0, 0.8),
          CategoricalParameter.of("optimizer", "sgd", "adam", "adamw"));

  private BenchStudy() {}

  static StudyDefinition definition() {
    return StudyDefinition.minimizing(NAME, SPACE, "val_loss");
  }

  static Configuration configuration(SplittableRandom random) {
    return SPACE.at(random.doubles(SPACE.parameters().size()).toArray());
  }
}
