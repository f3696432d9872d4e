package dev.temper.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.temper.space.CategoricalParameter;
import dev.temper.space.FloatParameter;
import dev.temper.space.Space;
import dev.temper.training.ModelSetting;
import dev.temper.training.Optimizer;
import dev.temper.training.SessionSettings;
import dev.temper.training.SyntheticTask;
import dev.temper.training.TrainingListener;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is known before the first trial. */
class DisciplineTest {

  private final SyntheticTask task =
      new SyntheticTask()
          .withModelSettings(
              new ModelSetting("dropout", ModelSetting.Kind.DROPOUT, 0.1, 0, 0.3, false));

  private TrialSettings settings(Optimizer optimizer) {
    return TrialSettings.of(task, new SessionSettings(32, optimizer, 3), TrialSchedule.ONE_CYCLE);
  }

  @Test
  void theRangeTestSetsIntervalAndPrior() {
    Discipline discipline = Discipline.of(settings(Optimizer.SGD), TrainingListener.NONE);

    double rate = discipline.maximum().learningRate();
    assertThat(rate).isBetween(1e-3, 2.0);
    assertThat(discipline.low()).isCloseTo(rate / 30, within(0.01 * rate / 30));
    assertThat(discipline.high()).isBetween(3 * rate, 10 * rate);
    assertThat(task.openSessions()).isZero();

    Space space =
        Space.of(
            CategoricalParameter.of("schedule", "fixed", "cosine"),
            FloatParameter.linear("learning_rate", 0.1, 0.2).when("schedule", "cosine"),
            FloatParameter.linear("momentum", 0.8, 0.9));
    assertThat(discipline.in(space))
        .isEqualTo(
            Space.of(
                CategoricalParameter.of("schedule", "fixed", "cosine"),
                FloatParameter.log("learning_rate", discipline.low(), discipline.high())
                    .withLikely(rate)
                    .when("schedule", "cosine"),
                FloatParameter.linear("momentum", 0.8, 0.9)));
  }

  @Test
  void theFirstTrialHasWhatIsLikelyAndUsual() {
    TrialSettings settings = settings(Optimizer.SGD);
    Space usual = UsualSearch.space(settings);

    assertThat(usual)
        .isEqualTo(
            Space.of(
                FloatParameter.log("learning_rate", 1e-4, 1),
                FloatParameter.linear("momentum", 0.8, 0.99),
                FloatParameter.log("weight_decay", 1e-6, 1e-2),
                FloatParameter.linear("dropout", 0, 0.3)));
    assertThat(UsualSearch.first(usual, settings).getDouble("learning_rate"))
        .isCloseTo(1e-2, within(1e-12));

    Discipline discipline = Discipline.of(settings, TrainingListener.NONE);
    Map<String, Object> first = UsualSearch.first(discipline.in(usual), settings).values();
    assertThat(first)
        .containsEntry("learning_rate", discipline.maximum().learningRate())
        .containsEntry("momentum", 0.95)
        .containsEntry("weight_decay", 1e-3)
        .containsEntry("dropout", 0.1);
  }

  @Test
  void whatIsUsualButNotSearchedIsLeftAtTheMiddle() {
    Space space =
        Space.of(
            FloatParameter.log("learning_rate", 0.01, 1),
            FloatParameter.linear("momentum", 0, 0.5),
            CategoricalParameter.of("optimizer", "adam", "sgd"));

    assertThat(UsualSearch.first(space, settings(Optimizer.SGD)).values())
        .containsEntry("momentum", 0.25)
        .containsEntry("optimizer", "sgd");
    assertThat(UsualSearch.space(settings(Optimizer.ADAGRAD)).parameters())
        .extracting(parameter -> parameter.name())
        .doesNotContain("momentum");
  }

  @Test
  void refusesWhereThereIsNothingToSetOrToRead() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Discipline.check(Space.of(CategoricalParameter.of("learning_rate", 0.1, 1))))
        .withMessageContaining("'learning_rate'");
    SyntheticTask stuck = new SyntheticTask().unteachable();
    assertThatIllegalStateException()
        .isThrownBy(
            () -> Discipline.of(settings(Optimizer.SGD).withTask(stuck), TrainingListener.NONE))
        .withMessageStartingWith("The range test gives no learning rate.");
  }
}
