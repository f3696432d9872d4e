package dev.temper.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.temper.training.Evaluation;
import dev.temper.training.History;
import dev.temper.training.SessionSettings;
import dev.temper.training.Split;
import dev.temper.training.SyntheticSession;
import dev.temper.training.SyntheticTask;
import dev.temper.training.SyntheticTask.Trained;
import dev.temper.training.TrainingListener;
import dev.temper.training.TrainingSession;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Restarts from a snapshot. */
class RestartingTest {

  private static final long SEED = 7;
  private static final Prescription MIDDLE =
      new Bench(new SyntheticTask(), 1000).plain().withIterations(100);
  private static final SessionSettings SETTINGS =
      new SessionSettings(MIDDLE.batchSize(), MIDDLE.optimizer(), SEED);

  private static SnapshotRestarts restart(ToDoubleFunction<Trained> loss, double... weightDecays) {
    List<Double> values = Arrays.stream(weightDecays).boxed().toList();
    SyntheticTask task = new SyntheticTask().whoseValidationLossIs(loss);
    try (TrainingSession session = task.open(SETTINGS)) {
      return new Restarting(session, MIDDLE, SEED, TrainingListener.NONE).run(values, () -> 0);
    }
  }

  @Test
  void everyRestartBeginsInTheVerySameState() {
    try (SyntheticSession session = new SyntheticSession(SETTINGS)) {
      SnapshotRestarts restarts =
          new Restarting(session, MIDDLE, SEED, TrainingListener.NONE)
              .run(List.of(1e-3, 1e-2, 1e-3), () -> 0);
      History first = restarts.branches().get(0).history();

      assertThat(restarts.branches().get(2).history().trainLoss()).isEqualTo(first.trainLoss());
      assertThat(restarts.branches().get(2).history().evaluations()).isEqualTo(first.evaluations());
      double[] other = restarts.branches().get(1).history().trainLoss();
      assertThat(other[0]).as("before its first update").isEqualTo(first.trainLoss()[0]);
      assertThat(other[1]).isNotEqualTo(first.trainLoss()[1]);
      assertThat(session.openSnapshots()).isZero();
    }
  }

  @Test
  void theRunBeforeThemStopsWhereItsLossStalls() {
    // Falls by a tenth at each evaluation up to update 50, then not at all.
    SnapshotRestarts restarts =
        restart(trained -> Math.pow(0.9, Math.min(5, trained.updates() / 10.0)), 1e-3);

    assertThat(restarts.trunk().iterations()).isEqualTo(60);
    assertThat(restarts.trunk().evaluations()).hasSize(6);
  }

  @Test
  void anImprovementBelowTwoPerCentIsAStall() {
    assertThat(restart(t -> Math.pow(0.985, t.updates() / 10.0), 1e-3).trunk().iterations())
        .isEqualTo(30);
    assertThat(restart(t -> Math.pow(0.975, t.updates() / 10.0), 1e-3).trunk().iterations())
        .isEqualTo(100);
  }

  @Test
  void trainsAtAConstantRateThenLetsItFallToNothing() {
    SnapshotRestarts restarts = restart(t -> 0.1, 1e-2, 1e-4);

    assertThat(restarts.trunk().learningRate()).containsOnly(MIDDLE.learningRateMax());
    assertThat(restarts.trunk().weightDecay()).containsOnly(MIDDLE.weightDecay());
    for (SnapshotRestarts.Branch branch : restarts.branches()) {
      double[] rates = branch.history().learningRate();
      assertThat(rates).hasSize(50).isSortedAccordingTo((a, b) -> Double.compare(b, a));
      assertThat(rates[0]).isEqualTo(MIDDLE.learningRateMax());
      assertThat(rates[49]).isLessThan(0.05 * rates[0]);
      assertThat(branch.history().weightDecay()).containsOnly(branch.weightDecay());
    }
    assertThat(restarts.iterations()).isEqualTo(restarts.trunk().iterations() + 100);
  }

  @Test
  void aRunThatDivergesIsNotRestarted() {
    SnapshotRestarts restarts = restart(t -> t.updates() > 20 ? Double.NaN : 1, 1e-2, 1e-4);

    assertThat(restarts.branches()).isEmpty();
    assertThat(restarts.key()).isEqualTo(SnapshotRestarts.key(MIDDLE, SEED));
    Evaluation last =
        restarts.trunk().evaluations().get(restarts.trunk().evaluations().size() - 1).evaluation();
    assertThat(last.loss()).isNaN();
  }

  @Test
  void measuresOnTheValidationSplitAlone() {
    SyntheticTask task = new SyntheticTask();
    try (TrainingSession session = task.open(SETTINGS)) {
      new Restarting(session, MIDDLE, SEED, TrainingListener.NONE).run(List.of(1e-3), () -> 0);
    }

    assertThat(task.calls())
        .contains("evaluate " + Split.VALIDATION.name().toLowerCase(Locale.ROOT))
        .doesNotContain("evaluate test", "evaluate training");
  }
}
