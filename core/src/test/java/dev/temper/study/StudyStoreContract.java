package dev.temper.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.temper.pruner.Report;
import dev.temper.space.CategoricalParameter;
import dev.temper.space.Configuration;
import dev.temper.space.FloatParameter;
import dev.temper.space.IntParameter;
import dev.temper.space.Space;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What every study store must do, wherever it keeps its studies. */
public abstract class StudyStoreContract {

  private static final Space SPACE =
      Space.of(
          FloatParameter.log("learning_rate", 1e-5, 1),
          IntParameter.linear("layers", 1, 4),
          CategoricalParameter.of("optimizer", "sgd", "adam \"W\"", true, 3, 0.1),
          FloatParameter.linear("momentum", 0.8, 0.99).when("optimizer", "sgd"));

  private static final String STUDY = "digits";
  private static final Duration LONG = Duration.ofHours(1);
  private static final int THREADS = 8;

  private StudyStore store;

  /** A new store without studies; the tests close it. */
  protected abstract StudyStore open();

  @BeforeEach
  final void createAStudy() {
    store = open();
    assertThat(store.create(definition(STUDY))).isTrue();
  }

  @AfterEach
  final void closeTheStore() {
    if (store != null) {
      store.close();
    }
  }

  @Test
  void aStudyIsFoundAsItWasCreated() {
    StudyDefinition definition =
        new StudyDefinition(
            "Größe 'x' \"y\" ; --",
            SPACE,
            "val_accuracy",
            Direction.MAXIMIZE,
            Long.MIN_VALUE,
            Map.of("sampler", "tpe", "experiment", "model: mlp\nepochs: 3\n", "empty", ""));

    assertThat(store.create(definition)).isTrue();
    assertThat(store.find(definition.name())).contains(definition);
    assertThat(store.find("another")).isEmpty();
  }

  @Test
  void aNameCanBeTakenOnce() {
    StudyDefinition other =
        new StudyDefinition(STUDY, SPACE, "another", Direction.MAXIMIZE, 2, Map.of());

    assertThat(store.create(other)).isFalse();
    assertThat(store.find(STUDY)).contains(definition(STUDY));
    assertThat(store.studies()).containsExactly(definition(STUDY));
  }

  @Test
  void studiesStandInTheOrderTheyWereCreated() {
    store.create(definition("b"));
    store.create(definition("a"));

    assertThat(store.studies()).extracting(StudyDefinition::name).containsExactly(STUDY, "b", "a");
  }

  @Test
  void settingsAreChangedByNameAndOthersStay() {
    StudyDefinition definition =
        definition("other").withSettings(Map.of("sampler", "tpe", "--trials", "40"));
    store.create(definition);
    add(1);
    Changes before = store.changes(STUDY, 0);

    store.putSettings("other", Map.of("--trials", "80", "note", "it's \"so\"\nby two lines"));
    store.putSettings("other", Map.of());

    assertThat(store.find("other"))
        .contains(
            definition.withSettings(
                Map.of("sampler", "tpe", "--trials", "80", "note", "it's \"so\"\nby two lines")));
    assertThat(store.find(STUDY)).contains(definition(STUDY));
    assertThat(store.changes(STUDY, 0)).isEqualTo(before);
  }

  @Test
  void settingsThatManyThreadsChangeAtOnceAreAllKept() throws Exception {
    together(
        thread -> {
          for (int i = 0; i < 10; i++) {
            store.putSettings(STUDY, Map.of(thread + " " + i, Integer.toString(i)));
          }
          return thread;
        });

    assertThat(store.find(STUDY).orElseThrow().settings())
        .hasSize(1 + 10 * THREADS)
        .containsEntry("sampler", "random")
        .containsEntry("7 9", "9");
  }

  @Test
  void aStudyIsDeletedWithItsTrials() {
    add(3);
    report(claim(0), 0, new Report(1, 0.5));

    assertThat(store.delete(STUDY)).isTrue();
    assertThat(store.delete(STUDY)).isFalse();
    assertThat(store.find(STUDY)).isEmpty();
    assertThat(store.studies()).isEmpty();

    store.create(definition(STUDY));
    assertThat(trials()).isEmpty();
    assertThat(reports()).isEmpty();
    add(1);
  }

  @Test
  void refusesAStudyThatIsNotThereByItsName() {
    List<Runnable> uses =
        List.of(
            () -> store.changes("nowhere", 0),
            () -> store.putSettings("nowhere", Map.of()),
            () -> store.add("nowhere", 0, configuration(0), 1),
            () -> store.claim("nowhere", 0, TrialState.WAITING, "worker"),
            () -> store.report("nowhere", 0, 1, List.of(new Report(1, 0))),
            () -> store.release("nowhere", 0, 1, TrialState.COMPLETED, 0, ""),
            () -> store.beat("nowhere", 0, 1),
            () -> store.expire("nowhere", LONG));

    assertThat(uses)
        .allSatisfy(
            use ->
                assertThatIllegalArgumentException()
                    .isThrownBy(use::run)
                    .withMessageContaining("'nowhere'"));
  }

  @Test
  void trialsAreNumberedWithoutGaps() {
    assertThat(store.add(STUDY, 1, configuration(1), 1)).isFalse();
    assertThat(store.add(STUDY, 0, configuration(0), 1)).isTrue();
    assertThat(store.add(STUDY, 0, configuration(1), 1)).isFalse();
    assertThat(store.add(STUDY, 2, configuration(1), 1)).isFalse();
    assertThat(store.add(STUDY, -1, configuration(1), 1)).isFalse();
    assertThat(store.add(STUDY, 1, configuration(1), 1)).isTrue();

    assertThat(trials()).extracting(Trial::number).containsExactly(0L, 1L);
    assertThat(trial(0).configuration()).isEqualTo(configuration(0));
  }

  @Test
  void aTrialIsKeptAsItWasAdded() {
    for (int i = 0; i < 50; i++) {
      assertThat(store.add(STUDY, i, configuration(i), Long.MAX_VALUE - i)).isTrue();
    }

    List<Trial> trials = trials();
    for (int i = 0; i < 50; i++) {
      Trial trial = trials.get(i);
      assertThat(trial.number()).isEqualTo(i);
      assertThat(trial.configuration()).isEqualTo(configuration(i));
      assertThat(trial.seed()).isEqualTo(Long.MAX_VALUE - i);
      assertThat(trial.state()).isEqualTo(TrialState.WAITING);
      assertThat(trial.value()).isNaN();
      assertThat(trial.lease()).isZero();
      assertThat(trial.worker()).isEmpty();
      assertThat(trial.note()).isEmpty();
      assertThat(trial.ended()).isEmpty();
    }
  }

  @Test
  void studiesKnowNothingOfEachOther() {
    store.create(definition("other"));
    add(2);
    assertThat(store.add("other", 0, configuration(7), 3)).isTrue();
    report(claim(0), 0, new Report(1, 0.5));

    Changes other = store.changes("other", 0);
    assertThat(other.trials()).singleElement().extracting(Trial::seed).isEqualTo(3L);
    assertThat(other.trials()).extracting(Trial::state).containsExactly(TrialState.WAITING);
    assertThat(other.reports()).isEmpty();
    store.delete("other");
    assertThat(trials()).hasSize(2);
  }

  @Test
  void aClaimGivesALeaseToOneWorker() {
    add(2);

    assertThat(store.claim(STUDY, 1, TrialState.WAITING, "worker a")).hasValue(1);
    assertThat(store.claim(STUDY, 1, TrialState.WAITING, "worker b")).isEmpty();
    assertThat(trial(1).state()).isEqualTo(TrialState.RUNNING);
    assertThat(trial(1).worker()).isEqualTo("worker a");
    assertThat(trial(1).lease()).isEqualTo(1);
    assertThat(trial(0).state()).isEqualTo(TrialState.WAITING);
  }

  @Test
  void aClaimNeedsTheStateItBelievesIn() {
    add(1);

    assertThat(store.claim(STUDY, 0, TrialState.PAUSED, "worker")).isEmpty();
    assertThat(store.claim(STUDY, 0, TrialState.LOST, "worker")).isEmpty();
    assertThat(store.claim(STUDY, 1, TrialState.WAITING, "worker")).isEmpty();
    assertThat(trial(0).lease()).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      names = {"WAITING", "PAUSED", "LOST"},
      mode = Mode.EXCLUDE)
  void nobodyClaimsATrialThatIsNotOpen(TrialState state) {
    add(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> store.claim(STUDY, 0, state, "worker"))
        .withMessageContaining("(" + state + ")");
  }

  @Test
  void reportsAreKeptAsTheyWereMeasured() {
    add(1);
    Map<String, Double> measures = new LinkedHashMap<>();
    measures.put("train_loss", 0.1 + 0.2);
    measures.put("val_loss", Double.NaN);
    measures.put("learning_rate", Double.POSITIVE_INFINITY);
    measures.put("odd \"name\"", -Double.MIN_VALUE);
    List<Report> reports =
        List.of(
            new Report(1, 1.0 / 3),
            new Report(2, Double.NaN, measures),
            new Report(3, Double.NEGATIVE_INFINITY),
            new Report(4, Double.POSITIVE_INFINITY),
            new Report(5, Double.MIN_VALUE),
            new Report(1L << 40, -Double.MAX_VALUE));

    assertThat(store.report(STUDY, 0, claim(0), reports)).isTrue();
    assertThat(reports()).extracting(Changes.Reported::report).isEqualTo(reports);
    assertThat(reports()).extracting(Changes.Reported::number).containsOnly(0L);
  }

  @Test
  void aReportOfTheSameStepTakesThePlaceOfTheEarlierOne() {
    add(1);
    long lease = claim(0);
    report(lease, 0, new Report(1, 0.5, Map.of("train_loss", 1.0)));
    report(lease, 0, new Report(2, 0.4));
    long before = store.changes(STUDY, 0).revision();
    report(lease, 0, new Report(1, 0.3));

    assertThat(reports())
        .extracting(Changes.Reported::report)
        .containsExactly(new Report(1, 0.3), new Report(2, 0.4));
    assertThat(store.changes(STUDY, before).reports())
        .containsExactly(new Changes.Reported(0, new Report(1, 0.3)));

    report(lease, 0, new Report(3, 7), new Report(3, 8));
    assertThat(reports()).last().isEqualTo(new Changes.Reported(0, new Report(3, 8)));
  }

  @Test
  void whoHoldsAnOlderLeaseCanNoLongerWrite() {
    add(1);
    long old = claim(0);
    assertThat(store.release(STUDY, 0, old, TrialState.PAUSED, 0.5, "")).isTrue();
    OptionalLong lease = store.claim(STUDY, 0, TrialState.PAUSED, "another");
    assertThat(lease).hasValue(old + 1);
    Changes before = store.changes(STUDY, 0);

    assertThat(store.report(STUDY, 0, old, List.of(new Report(1, 1)))).isFalse();
    assertThat(store.beat(STUDY, 0, old)).isFalse();
    assertThat(store.release(STUDY, 0, old, TrialState.COMPLETED, 1, "")).isFalse();
    assertThat(store.report(STUDY, 0, old + 2, List.of(new Report(1, 1)))).isFalse();
    assertThat(store.report(STUDY, 1, old + 1, List.of(new Report(1, 1)))).isFalse();
    assertThat(store.changes(STUDY, 0)).isEqualTo(before);

    report(old + 1, 0, new Report(1, 1));
  }

  @ParameterizedTest
  @EnumSource(names = "RUNNING", mode = Mode.EXCLUDE)
  void aReleasedTrialStandsAsItWasReleased(TrialState to) {
    add(1);
    long lease = claim(0);
    assertThat(store.release(STUDY, 0, lease, to, 0.1 + 0.2, "it's \"so\"")).isTrue();

    Trial trial = trial(0);
    assertThat(trial.state()).isEqualTo(to);
    assertThat(trial.value()).isEqualTo(0.1 + 0.2);
    assertThat(trial.note()).isEqualTo("it's \"so\"");
    assertThat(trial.worker()).isEmpty();
    assertThat(trial.lease()).isEqualTo(lease);
    assertThat(trial.ended().isPresent()).isEqualTo(to.isFinal());

    assertThat(store.release(STUDY, 0, lease, TrialState.COMPLETED, 1, "")).isFalse();
    assertThat(store.report(STUDY, 0, lease, List.of(new Report(1, 1)))).isFalse();
    assertThat(store.beat(STUDY, 0, lease)).isFalse();
    assertThat(trial(0)).isEqualTo(trial);
    assertThat(reports()).isEmpty();
  }

  @Test
  void aTrialIsNotReleasedToRunning() {
    add(1);
    long lease = claim(0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> store.release(STUDY, 0, lease, TrialState.RUNNING, 1, ""))
        .withMessageContaining("(RUNNING)");
  }

  @Test
  void aTrialThatRunsAgainHasNoValueAndNoNote() {
    add(1);
    store.release(STUDY, 0, claim(0), TrialState.PAUSED, 0.5, "too slow");
    store.claim(STUDY, 0, TrialState.PAUSED, "another");

    assertThat(trial(0).value()).isNaN();
    assertThat(trial(0).note()).isEmpty();
    assertThat(trial(0).worker()).isEqualTo("another");
  }

  @Test
  void aTrialWithoutAValueHasNaN() {
    add(1);
    store.release(STUDY, 0, claim(0), TrialState.INFEASIBLE, Double.NaN, "diverged");
    assertThat(trial(0).value()).isNaN();
  }

  @Test
  void aBeatIsNoChange() {
    add(1);
    long lease = claim(0);
    Changes before = store.changes(STUDY, 0);

    assertThat(store.beat(STUDY, 0, lease)).isTrue();
    assertThat(store.beat(STUDY, 1, lease)).isFalse();
    assertThat(store.changes(STUDY, 0)).isEqualTo(before);
  }

  @Test
  void aTrialNothingWasHeardFromIsLostAndCanBeTakenOver() {
    add(3);
    long old = claim(1);
    report(old, 1, new Report(1, 0.5));
    assertThat(store.expire(STUDY, LONG)).isEmpty();
    assertThat(expired()).containsExactly(1L);

    assertThat(trials())
        .extracting(Trial::state)
        .containsExactly(TrialState.WAITING, TrialState.LOST, TrialState.WAITING);
    assertThat(trial(1).worker()).isEmpty();
    assertThat(trial(1).lease()).isEqualTo(old);
    assertThat(trial(1).ended()).isEmpty();
    assertThat(store.report(STUDY, 1, old, List.of(new Report(2, 0.4)))).isFalse();
    assertThat(store.beat(STUDY, 1, old)).isFalse();
    assertThat(store.release(STUDY, 1, old, TrialState.COMPLETED, 1, "")).isFalse();

    assertThat(store.claim(STUDY, 1, TrialState.LOST, "another")).hasValue(old + 1);
    assertThat(reports()).hasSize(1);
  }

  @Test
  void lossesAreCountedAndNothingElseIs() {
    add(2);
    store.release(STUDY, 0, claim(0), TrialState.LOST, Double.NaN, "");
    assertThat(trial(0).losses()).isEqualTo(1);
    store.claim(STUDY, 0, TrialState.LOST, "another");
    assertThat(expired()).containsExactly(0L);
    assertThat(trial(0).losses()).isEqualTo(2);

    for (TrialState to : List.of(TrialState.PAUSED, TrialState.WAITING, TrialState.COMPLETED)) {
      long lease = store.claim(STUDY, 0, trial(0).state(), "worker").orElseThrow();
      store.beat(STUDY, 0, lease);
      store.release(STUDY, 0, lease, to, 1, "");
    }
    assertThat(trial(0).losses()).isEqualTo(2);
    assertThat(trial(1).losses()).isZero();
  }

  @Test
  void whatBeatsOrReportsIsNotLost() {
    add(3);
    long beating = claim(0);
    long reporting = claim(1);
    claim(2);
    List<Long> lost;
    do {
      assertThat(store.beat(STUDY, 0, beating)).isTrue();
      report(reporting, 1, new Report(1, 0.5));
      lost = store.expire(STUDY, Duration.ofSeconds(1));
    } while (lost.isEmpty());

    assertThat(lost).containsExactly(2L);
  }

  @Test
  void changesAreThoseSinceARevision() {
    add(3);
    Changes all = store.changes(STUDY, 0);
    assertThat(all.trials()).extracting(Trial::number).containsExactly(0L, 1L, 2L);

    assertThat(store.changes(STUDY, all.revision()))
        .isEqualTo(new Changes(all.revision(), List.of(), List.of()));

    long lease = claim(2);
    Changes claimed = store.changes(STUDY, all.revision());
    assertThat(claimed.revision()).isGreaterThan(all.revision());
    assertThat(claimed.trials()).containsExactly(trial(2));
    assertThat(claimed.reports()).isEmpty();

    report(lease, 2, new Report(2, 0.5), new Report(1, 0.6));
    Changes reported = store.changes(STUDY, claimed.revision());
    assertThat(reported.trials()).isEmpty();
    assertThat(reported.reports())
        .containsExactly(
            new Changes.Reported(2, new Report(1, 0.6)),
            new Changes.Reported(2, new Report(2, 0.5)));

    store.release(STUDY, 2, lease, TrialState.PRUNED, 0.5, "");
    claim(0);
    Changes since = store.changes(STUDY, claimed.revision());
    assertThat(since.trials()).containsExactly(trial(0), trial(2));
    assertThat(since.reports()).isEqualTo(reported.reports());
    assertThat(store.changes(STUDY, reported.revision()).reports()).isEmpty();
  }

  @Test
  void whatChangedTwiceStandsThereOnceAsItIsNow() {
    add(1);
    long before = store.changes(STUDY, 0).revision();
    store.release(STUDY, 0, claim(0), TrialState.COMPLETED, 0.5, "");

    assertThat(store.changes(STUDY, before).trials()).containsExactly(trial(0));
  }

  @Test
  void whatWasRefusedIsNoChange() {
    add(1);
    long lease = claim(0);
    Changes before = store.changes(STUDY, 0);

    store.create(definition(STUDY));
    store.add(STUDY, 0, configuration(0), 1);
    store.claim(STUDY, 0, TrialState.WAITING, "another");
    store.report(STUDY, 0, lease + 1, List.of(new Report(1, 1)));
    store.release(STUDY, 0, lease + 1, TrialState.FAILED, 1, "");
    store.expire(STUDY, LONG);

    assertThat(store.changes(STUDY, 0)).isEqualTo(before);
  }

  @Test
  void anEmptyListOfReportsIsHeardButNoChange() {
    add(1);
    long lease = claim(0);
    Changes before = store.changes(STUDY, 0);

    assertThat(store.report(STUDY, 0, lease, List.of())).isTrue();
    assertThat(store.report(STUDY, 0, lease + 1, List.of())).isFalse();
    assertThat(store.changes(STUDY, 0)).isEqualTo(before);
  }

  @Test
  void oneOfManyThreadsCreatesAStudy() throws Exception {
    List<Boolean> created = together(thread -> store.create(definition("raced")));

    assertThat(created).containsOnlyOnce(true);
    assertThat(store.studies()).hasSize(2);
  }

  @Test
  void oneOfManyThreadsClaimsATrial() throws Exception {
    int trials = 20;
    add(trials);
    List<List<Long>> claimed =
        together(
            thread ->
                LongStream.range(0, trials)
                    .filter(number -> claim(number, "worker " + thread).isPresent())
                    .boxed()
                    .toList());

    assertThat(claimed.stream().flatMap(List::stream))
        .containsExactlyInAnyOrderElementsOf(LongStream.range(0, trials).boxed().toList());
    for (int thread = 0; thread < THREADS; thread++) {
      for (long number : claimed.get(thread)) {
        assertThat(trial(number).worker()).isEqualTo("worker " + thread);
      }
    }
  }

  @Test
  void manyThreadsEndAnExactNumberOfTrials() throws Exception {
    int trials = 40;
    int steps = 5;
    AtomicInteger added = new AtomicInteger();
    together(
        thread -> {
          for (int number = 0; number < trials; number++) {
            if (store.add(STUDY, number, configuration(number), number)) {
              added.incrementAndGet();
              train(number, steps);
            }
          }
          return thread;
        });

    assertThat(added).hasValue(trials);
    assertThat(trials()).hasSize(trials);
    assertThat(trials())
        .allSatisfy(
            trial -> {
              assertThat(trial.state()).isEqualTo(TrialState.COMPLETED);
              assertThat(trial.value()).isEqualTo(trial.number());
              assertThat(trial.lease()).isEqualTo(1);
            });
    assertThat(reports()).hasSize(trials * steps);
  }

  @Test
  void whoFollowsTheChangesMissesNothing() throws Exception {
    int trials = THREADS;
    int steps = 30;
    add(trials);
    Set<Changes.Reported> seen = new HashSet<>();
    Map<Long, Trial> known = new LinkedHashMap<>();
    AtomicInteger left = new AtomicInteger(THREADS - 1);
    together(
        thread -> {
          if (thread == 0) {
            follow(left, seen, known);
            return thread;
          }
          try {
            for (int number = thread - 1; number < trials; number += THREADS - 1) {
              train(number, steps);
            }
          } finally {
            left.decrementAndGet();
          }
          return thread;
        });

    assertThat(seen).hasSize(trials * steps);
    assertThat(known.values()).containsExactlyInAnyOrderElementsOf(trials());
  }

  /** Keeps what it sees until nobody writes any more. */
  private void follow(AtomicInteger left, Set<Changes.Reported> seen, Map<Long, Trial> known) {
    long revision = 0;
    boolean last;
    do {
      last = left.get() == 0;
      Changes changes = store.changes(STUDY, revision);
      assertThat(changes.revision()).isGreaterThanOrEqualTo(revision);
      for (Changes.Reported reported : changes.reports()) {
        assertThat(seen.add(reported)).as("%s comes once", reported).isTrue();
      }
      changes.trials().forEach(trial -> known.put(trial.number(), trial));
      revision = changes.revision();
    } while (!last);
  }

  private void train(long number, int steps) {
    long lease = claim(number);
    for (int step = 1; step <= steps; step++) {
      report(lease, number, new Report(step, number + step / 10.0));
    }
    assertThat(store.release(STUDY, number, lease, TrialState.COMPLETED, number, "")).isTrue();
  }

  private static StudyDefinition definition(String name) {
    return new StudyDefinition(
        name, SPACE, "val_loss", Direction.MINIMIZE, 7, Map.of("sampler", "random"));
  }

  private static Configuration configuration(long number) {
    double third = number / 3.0;
    double place = third - Math.floor(third);
    return SPACE.at(place, 1 - place, number % 5 / 5.0, place);
  }

  private void add(int trials) {
    for (int number = 0; number < trials; number++) {
      assertThat(store.add(STUDY, number, configuration(number), number)).isTrue();
    }
  }

  private OptionalLong claim(long number, String worker) {
    return store.claim(STUDY, number, TrialState.WAITING, worker);
  }

  private long claim(long number) {
    return claim(number, "worker").orElseThrow();
  }

  private void report(long lease, long number, Report... reports) {
    assertThat(store.report(STUDY, number, lease, List.of(reports))).isTrue();
  }

  private List<Trial> trials() {
    return store.changes(STUDY, 0).trials();
  }

  private Trial trial(long number) {
    return trials().get((int) number);
  }

  private List<Changes.Reported> reports() {
    return store.changes(STUDY, 0).reports();
  }

  /** Asks until time has passed by the store's clock. */
  private List<Long> expired() {
    List<Long> lost;
    do {
      lost = store.expire(STUDY, Duration.ZERO);
    } while (lost.isEmpty());
    return lost;
  }

  /** What one thread of several does. */
  private interface Work<T> {
    T of(int thread) throws Exception;
  }

  private static <T> List<T> together(Work<T> work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<T>> all = new ArrayList<>();
      IntStream.range(0, THREADS).forEach(thread -> all.add(() -> work.of(thread)));
      List<T> results = new ArrayList<>();
      for (Future<T> each : threads.invokeAll(all)) {
        results.add(each.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}
