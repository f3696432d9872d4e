package dev.temper.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.temper.schedule.HyperParameters;
import dev.temper.training.Optimizer;
import dev.temper.training.Parallel;
import dev.temper.training.SessionSettings;
import dev.temper.training.Split;
import dev.temper.training.SyntheticTask;
import dev.temper.training.TrainingSession;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The classic panels, on a surface that plain SGD follows up to a rate of 0.8. */
class DynamicsTest {

  /** Updates in an epoch of 500 examples in batches of 32. */
  private static final int EPOCH = 15;

  private final SyntheticTask task = new SyntheticTask();

  private static DynamicsResult run(SyntheticTask task, int panels, int epochs)
      throws InterruptedException {
    return Dynamics.classic(task, 3, Parallel.of(panels))
        .withEpochs(epochs)
        .run(DynamicsListener.NONE);
  }

  private static PanelGroup group(String name) {
    return PanelGroup.classic().stream()
        .filter(group -> group.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static double[] at(PanelGroup group, int iteration) {
    return group.panels().stream()
        .mapToDouble(panel -> panel.schedule().at(iteration).learningRate())
        .toArray();
  }

  @Test
  void aTaskWithoutClassesIsRefused() {
    SyntheticTask numbers = new SyntheticTask().withoutClasses();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dynamics.classic(numbers, 3, Parallel.of(1)))
        .withMessageContainingAll("'synthetic'", "are numbers", "needs classes");
  }

  @Test
  void theRatesAreTheEightPowersOfTen() {
    double[] rates = at(group("learning-rate"), 1000);

    assertThat(rates).hasSize(8);
    for (int i = 0; i < 8; i++) {
      assertThat(rates[i]).isCloseTo(Math.pow(10, -i), within(1e-20));
    }
    assertThat(group("learning-rate").panels())
        .allMatch(panel -> panel.optimizer() == Optimizer.SGD)
        .allMatch(panel -> panel.schedule().at(0).momentum() == 0)
        .extracting(Panel::name)
        .startsWith("rate 1", "rate 0.1")
        .endsWith("rate 1e-07");
  }

  @Test
  void theMomentaDecaysAndOptimizersAreThoseOfTheClassicPictures() {
    assertThat(group("momentum").panels())
        .extracting(panel -> panel.schedule().at(0))
        .containsExactly(
            new HyperParameters(0.01, 0, 0),
            new HyperParameters(0.01, 0.5, 0),
            new HyperParameters(0.01, 0.9, 0),
            new HyperParameters(0.01, 0.99, 0));
    assertThat(at(group("decay"), 100))
        .containsExactly(
            new double[] {0.01 / 11, 0.01 / 2, 0.01 / 1.1, 0.01 / 1.01}, within(1e-17));
    assertThat(at(group("optimizer"), 0)).containsExactly(0.01, 0.001, 0.01, 0.001);
    assertThat(group("optimizer").panels())
        .extracting(Panel::optimizer)
        .containsExactly(Optimizer.SGD, Optimizer.RMSPROP, Optimizer.ADAGRAD, Optimizer.ADAM);
  }

  @Test
  void aLongerPatienceLowersTheRateLater() throws InterruptedException {
    int epochs = 1000;
    GroupOutcome patience =
        new Dynamics(task, List.of(group("patience")), 3, 32, epochs, Parallel.of(2))
            .run(DynamicsListener.NONE)
            .groups()
            .get(0);

    int before = 0;
    for (PanelOutcome panel : patience.panels()) {
      double[] rate = panel.learningRate();
      int full = (int) Arrays.stream(rate).filter(value -> value == 0.01).count();
      assertThat(full).isGreaterThan(before).isLessThan(epochs);
      assertThat(rate[full]).isCloseTo(0.001, within(1e-12));
      before = full;
    }
  }

  @Test
  void aPanelHasLearnedAtItsFirstEpochNearTheBestOfItsGroup() throws InterruptedException {
    for (GroupOutcome group : run(task, 2, 20).groups()) {
      double learned = group.learnedAccuracy();
      boolean some = false;
      for (PanelOutcome panel : group.panels()) {
        double[] accuracy = panel.validationAccuracy();
        int first = 0;
        while (first < accuracy.length && !(accuracy[first] >= learned)) {
          first++;
        }
        if (first < accuracy.length) {
          some = true;
          assertThat(panel.epochsTo(learned)).hasValue(first + 1);
        } else {
          assertThat(panel.epochsTo(learned)).isEmpty();
        }
      }
      assertThat(some).as(group.group().name()).isTrue();
    }
  }

  @Test
  void everyPanelThatStaysFiniteHasBothAccuraciesForEveryEpoch() throws InterruptedException {
    DynamicsResult result = run(task, 2, 20);

    assertThat(result.groups())
        .extracting(group -> group.panels().size())
        .containsExactly(8, 4, 4, 4, 4);
    assertThat(result.groups())
        .flatExtracting(GroupOutcome::panels)
        .filteredOn(panel -> !panel.history().diverged())
        .hasSizeGreaterThan(20)
        .allSatisfy(panel -> assertThat(panel.trainingAccuracy()).hasSize(20))
        .allSatisfy(panel -> assertThat(panel.validationAccuracy()).hasSize(20))
        .allSatisfy(panel -> assertThat(panel.learningRate()).hasSize(20));
    PanelOutcome tenth = result.groups().get(0).panels().get(1);
    assertThat(tenth.epochs()).isEqualTo(20);
    assertThat(tenth.history().iterations()).isEqualTo(20 * EPOCH);
    try (TrainingSession session =
        new SyntheticTask().open(new SessionSettings(32, Optimizer.SGD, 3))) {
      for (int i = 0; i < EPOCH; i++) {
        session.step(new HyperParameters(0.1, 0, 0));
      }
      assertThat(tenth.trainingAccuracy()[0])
          .isEqualTo(session.evaluate(Split.TRAINING).accuracy());
      assertThat(tenth.validationAccuracy()[0])
          .isEqualTo(session.evaluate(Split.VALIDATION).accuracy());
    }
    assertThat(task.openSessions()).isZero();
    assertThat(task.calls()).noneMatch(call -> call.contains("test"));
  }

  @Test
  void theSameWeightsBeginEveryPanelHoweverManyRunAtATime() throws InterruptedException {
    DynamicsResult one = run(task, 1, 5);
    DynamicsResult four = run(new SyntheticTask(), 4, 5);

    for (int g = 0; g < 5; g++) {
      for (int p = 0; p < one.groups().get(g).panels().size(); p++) {
        PanelOutcome panel = one.groups().get(g).panels().get(p);
        assertThat(panel.validationAccuracy())
            .isEqualTo(four.groups().get(g).panels().get(p).validationAccuracy());
        assertThat(panel.history().trainLoss()[0])
            .isEqualTo(one.groups().get(0).panels().get(0).history().trainLoss()[0]);
      }
    }
  }

  @Test
  void aPanelThatDivergesKeepsItsCurveUpToThere() throws InterruptedException {
    PanelOutcome wild = run(task, 2, 120).groups().get(0).panels().get(0);

    assertThat(wild.panel().name()).isEqualTo("rate 1");
    assertThat(wild.history().diverged()).isTrue();
    assertThat(wild.epochs()).isBetween(1, 119);
    assertThat(wild.failure()).isEmpty();
  }

  @Test
  void aPanelThatFailsDoesNotLoseTheOthers() throws InterruptedException {
    task.brokenAt(0.01);
    DynamicsResult result = run(task, 2, 3);

    assertThat(result.groups().get(0).panels())
        .filteredOn(panel -> !panel.failure().isEmpty())
        .extracting(panel -> panel.panel().name())
        .containsExactly("rate 0.01");
    assertThat(result.groups().get(0).panels().get(3).epochs()).isEqualTo(3);
    assertThat(result.groups().get(1).panels()).noneMatch(panel -> panel.failure().isEmpty());
  }

  @Test
  void anEpochWhoseTrainingSplitCannotBeMeasuredIsInNoCurve() throws InterruptedException {
    task.failsToEvaluate(Split.TRAINING, 3L * EPOCH);
    PanelOutcome panel = run(task, 2, 5).groups().get(0).panels().get(1);

    assertThat(panel.failure()).contains("The evaluation is broken.");
    assertThat(panel.history().evaluations()).hasSize(3);
    assertThat(panel.epochs()).isEqualTo(2);
    assertThat(panel.trainingAccuracy()).hasSize(2);
    assertThat(panel.validationAccuracy()).hasSize(2);
    assertThat(panel.learningRate()).hasSize(2);
  }

  @Test
  void tellsOfEveryPanelOnce() throws InterruptedException {
    List<Integer> counts = new ArrayList<>();
    Dynamics.classic(task, 3, Parallel.of(2))
        .withEpochs(1)
        .run(
            (panel, finished, planned) -> {
              assertThat(planned).isEqualTo(24);
              counts.add(finished);
            });

    assertThat(counts).hasSize(24).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void refusesWhatCannotBeRun() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dynamics.classic(task, 3, Parallel.of(1)).withEpochs(0))
        .withMessageContaining("(0)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Dynamics(task, PanelGroup.classic(), 3, 0, 1, Parallel.of(1)))
        .withMessageContaining("(0)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PanelGroup("empty", "Nothing", List.of(), false))
        .withMessageContainingAll("(0)", "'empty'");
  }
}
