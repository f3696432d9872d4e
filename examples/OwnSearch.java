import dev.temper.pruner.Pruner;
import dev.temper.pruner.Verdict;
import dev.temper.sampler.Sampler;
import dev.temper.space.FloatParameter;
import dev.temper.space.Space;
import dev.temper.study.RunningTrial;
import dev.temper.study.Study;
import dev.temper.study.StudyDefinition;
import dev.temper.study.StudyStore;
import dev.temper.study.Trial;
import dev.temper.study.TrialState;
import dev.temper.study.Trials;
import java.util.SplittableRandom;

/** A search over a training loop of one's own: temper-core alone, no LibTorch. */
public class OwnSearch {

  /** Noisy gradient descent on a valley; what a paused trial goes on with. */
  static class Valley implements AutoCloseable {
    final SplittableRandom noise;
    final double[] weights = {1, 1};
    final double[] velocity = {0, 0};
    int epoch;

    Valley(long seed) {
      noise = new SplittableRandom(seed);
    }

    double train(double rate, double momentum) {
      epoch++;
      for (int step = 0; step < 20; step++) {
        for (int i = 0; i < 2; i++) {
          double gradient = (i == 0 ? 1 : 20) * weights[i] + 0.02 * (noise.nextDouble() - 0.5);
          velocity[i] = momentum * velocity[i] + gradient;
          weights[i] -= rate * velocity[i];
        }
      }
      return 0.5 * (weights[0] * weights[0] + 20 * weights[1] * weights[1]);
    }

    @Override
    public void close() {}
  }

  static double loss(RunningTrial trial) {
    double rate = trial.configuration().getDouble("learning_rate");
    double momentum = trial.configuration().getDouble("momentum");
    Valley valley = trial.kept(Valley.class).orElseGet(() -> new Valley(trial.seed()));
    trial.keep(valley);
    double loss = Double.NaN;
    while (valley.epoch < 10) {
      loss = valley.train(rate, momentum);
      if (trial.report(valley.epoch, loss) != Verdict.CONTINUE) {
        break;
      }
    }
    return loss;
  }

  public static void main(String[] args) throws Exception {
    Space space =
        Space.of(
            FloatParameter.log("learning_rate", 1e-4, 1),
            FloatParameter.linear("momentum", 0, 0.99));
    StudyDefinition definition =
        StudyDefinition.minimizing("valley", space, "loss").withSeed(7);
    try (StudyStore store = StudyStore.inMemory();
        Study study = Study.open(store, definition, Sampler.tpe(7), Pruner.none())) {
      study.optimize(OwnSearch::loss, Trials.of(60), 2);
      Trial best = study.best().orElseThrow();
      System.out.printf(
          "trial %d of %d: %s, loss %.3g, diverged %s%n",
          best.number(),
          study.trials().size(),
          best.configuration(),
          best.value(),
          study.summary().count(TrialState.INFEASIBLE));
      System.out.println(
          "the same once more: " + study.replay(best.number(), OwnSearch::loss).isSame());
    }
  }
}
