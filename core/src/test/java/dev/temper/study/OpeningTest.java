package dev.temper.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.temper.pruner.Pruner;
import dev.temper.sampler.Sampler;
import dev.temper.space.FloatParameter;
import dev.temper.space.Space;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpeningTest {

  private final StudyStore store = StudyStore.inMemory();

  private static StudyDefinition over(Space space) {
    return StudyDefinition.minimizing("bowl", space, "loss").withSeed(7);
  }

  private void assertRefused(StudyDefinition given, String difference) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Study.open(store, given, Sampler.random(), Pruner.none()))
        .withMessage(
            "There is a study 'bowl' with another "
                + difference
                + ". Maybe this one should have a name of its own.");
  }

  @Test
  void createsAStudyOnceAndFindsItAgain() {
    Bowl.open(store).enqueue(Bowl.at(0.1, 0.2));

    try (Study again = Bowl.open(store)) {
      assertThat(again.definition()).isEqualTo(Bowl.DEFINITION);
      assertThat(again.trials())
          .extracting(Trial::configuration)
          .containsExactly(Bowl.at(0.1, 0.2));
    }
  }

  @Test
  void refusesAStudyThatIsThereWithSomethingElse() {
    Bowl.open(store).close();
    StudyDefinition bowl = Bowl.DEFINITION;

    assertRefused(
        StudyDefinition.minimizing("bowl", Bowl.SPACE, "error").withSeed(7),
        "objective (loss, not error)");
    assertRefused(
        StudyDefinition.maximizing("bowl", Bowl.SPACE, "loss").withSeed(7),
        "direction (MINIMIZE, not MAXIMIZE)");
    assertRefused(bowl.withSeed(8), "seed (7, not 8)");
    FloatParameter x = FloatParameter.linear("x", 0, 1);
    FloatParameter y = FloatParameter.linear("y", 0, 1);
    FloatParameter z = FloatParameter.linear("z", 0, 1);
    assertRefused(over(Space.of(x, y, z)), "space (it has no 'z')");
    assertRefused(over(Space.of(x)), "space (it also has 'y')");
    assertRefused(
        over(Space.of(x, FloatParameter.linear("y", 0, 2))), "space (its 'y' is another)");
    assertRefused(over(Space.of(y, x)), "space (its parameters stand in another order)");
  }

  @Test
  void theSettingsOfAStudyStayAsTheyWereCreated() {
    Map<String, String> settings = Map.of("sampler", "random");
    StudyDefinition first = Bowl.DEFINITION.withSettings(settings);
    Study.open(store, first, Sampler.random(), Pruner.none()).close();

    assertThat(Bowl.open(store).definition().settings()).isEqualTo(settings);
  }

  @Test
  void resumesAStudyByItsName() {
    Bowl.open(store).close();

    Study study =
        Study.resume(store, "bowl", Sampler.random(), Pruner.none(), StudySettings.DEFAULT);
    assertThat(study.definition()).isEqualTo(Bowl.DEFINITION);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Study.resume(
                    store, "bowls", Sampler.random(), Pruner.none(), StudySettings.DEFAULT))
        .withMessage("There is no study 'bowls'. Studies: bowl.");
  }

  @Test
  void aReaderSeesWhatTheStudyDoesAndChangesNothing() throws Exception {
    try (Study study = Bowl.open(store)) {
      StudyReader reader = StudyReader.open(store, "bowl");
      assertThat(reader.trials()).isEmpty();
      assertThat(reader.best()).isEmpty();
      study.optimize(
          trial -> {
            trial.report(1, 0.5);
            return Bowl.loss(trial);
          },
          Trials.of(4),
          1);

      assertThat(reader.definition()).isEqualTo(Bowl.DEFINITION);
      assertThat(reader.trials()).isEqualTo(study.trials()).hasSize(4);
      assertThat(reader.trial(2)).isEqualTo(study.trials().get(2));
      assertThat(reader.reports(2)).isEqualTo(study.reports(2)).hasSize(1);
      assertThat(reader.best()).isEqualTo(study.best()).isPresent();
      assertThat(reader.summary()).isEqualTo(study.summary());
      assertThatIllegalArgumentException()
          .isThrownBy(() -> reader.reports(4))
          .withMessage("There is no trial 4 in the study 'bowl', which has 4.");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StudyReader.open(store, "bowls"))
        .withMessage("There is no study 'bowls'. Studies: bowl.");
  }

  @Test
  void aClosedStudyBeginsNothing() {
    Study study = Bowl.open(store);
    study.close();
    study.close();

    assertThatIllegalStateException()
        .isThrownBy(study::ask)
        .withMessage("The study 'bowl' is closed.");
    assertThatIllegalStateException().isThrownBy(() -> study.optimize(Bowl::loss, Trials.of(1), 1));
  }

  @Test
  void refusesSettingsOutsideTheirRanges() {
    StudySettings settings = StudySettings.DEFAULT;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.withSilence(Duration.ZERO))
        .withMessage("The silence (PT0S) must be above 0.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.withMostFailures(0))
        .withMessage("The failures in a row (0) must be 1 or more.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.withMostKept(-1))
        .withMessage("The kept states (-1) must be 0 or more.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trials.of(0))
        .withMessage("The trials (0) must be 1 or more.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trials.of(1).within(Duration.ZERO))
        .withMessage("The time of a run (PT0S) must be above 0.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Bowl.open(store).optimize(Bowl::loss, Trials.of(1), 0))
        .withMessage("The trials at a time (0) must be 1 or more.");
  }
}
