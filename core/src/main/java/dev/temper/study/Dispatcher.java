package dev.temper.study;

import dev.temper.pruner.Report;
import dev.temper.sampler.History;
import dev.temper.sampler.Sampler;
import dev.temper.space.Configuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands a study's trials out and takes them back.
 *
 * <p>A new trial is added under the number that comes next, which the store refuses where another
 * process was faster: so none is too many, and the sampler has seen all before it. Safe for use by
 * several threads.
 */
final class Dispatcher {

  /**
   * What somebody who asks for work is told.
   *
   * @param trial to work on; null for none
   * @param isOver where there is none: whether nobody else works on one either, so that there will
   *     be none any more
   * @param revision of the study at that moment
   */
  record Next(@Nullable LeasedTrial trial, boolean isOver, long revision) {}

  /** A trial that was lost so often is not given to others any more. */
  private static final int MOST_LOSSES = 3;

  private final StudyStore store;
  private final StudyDefinition definition;
  private final Sampler sampler;
  private final StudySettings settings;
  private final StudyView view;
  private final Chance chance;
  private final KeptStates states;
  private final String name;
  private final Set<LeasedTrial> beating = ConcurrentHashMap.newKeySet();
  private final Object telling = new Object();

  /** One at a time chooses: what others choose at the same time would be chosen in vain. */
  private final Lock choosing = new ReentrantLock();

  Dispatcher(
      StudyStore store,
      StudyDefinition definition,
      Sampler sampler,
      StudySettings settings,
      StudyView view) {
    this.store = store;
    this.definition = definition;
    this.sampler = sampler;
    this.settings = settings;
    this.view = view;
    this.chance = new Chance(definition.seed());
    this.states = new KeptStates(settings.mostKept());
    this.name = definition.name();
  }

  StudyView view() {
    return view;
  }

  /**
   * The next trial: an open one, or a new one.
   *
   * @param worker who takes it on
   * @param beats whether this process says that the worker lives
   * @param most trials in total
   * @param stopping whether the run it is for is being ended
   */
  Next next(String worker, boolean beats, long most, BooleanSupplier stopping) {
    Next next = choose(worker, beats, most, stopping);
    if (next.trial() != null) {
      start(next.trial());
    }
    return next;
  }

  private Next choose(String worker, boolean beats, long most, BooleanSupplier stopping) {
    choosing.lock();
    try {
      long limit = most;
      while (true) {
        view.refresh();
        Outlook outlook = view.outlook(limit);
        if (outlook.open().filter(Dispatcher::isLostTooOften).isPresent()) {
          fail(outlook.open().get(), worker);
        } else if (outlook.open().isPresent()) {
          LeasedTrial taken = claim(outlook.open().get(), worker, beats, stopping);
          if (taken != null) {
            return new Next(taken, false, outlook.revision());
          }
        } else if (outlook.trials() >= limit) {
          return new Next(null, outlook.isIdle(), outlook.revision());
        } else if (!add(outlook)) {
          limit = outlook.trials();
        }
      }
    } finally {
      choosing.unlock();
    }
  }

  /**
   * Whether others should leave a trial alone: who took it on was lost each time, so that it may be
   * what takes their processes with it. Its own worker, where it lives after all, can take it back.
   */
  private static boolean isLostTooOften(Trial trial) {
    return trial.state() == TrialState.LOST && trial.losses() >= MOST_LOSSES;
  }

  private void fail(Trial trial, String worker) {
    long number = trial.number();
    OptionalLong lease = store.claim(name, number, TrialState.LOST, worker);
    if (lease.isPresent()) {
      Outcome outcome =
          Outcome.failed(
              "It was lost "
                  + trial.losses()
                  + " times by whoever worked on it; maybe it ends their processes.");
      boolean released = writeRelease(number, lease.getAsLong(), outcome);
      view.refresh();
      tell(listener -> tellEnd(listener, number, released));
    }
  }

  private void start(LeasedTrial trial) {
    try {
      view.refresh();
      Trial now = view.trial(trial.number());
      tell(listener -> listener.onStart(now));
    } catch (RuntimeException | Error e) {
      end(trial, Outcome.givenUp());
      throw e;
    }
  }

  /** Adds a new trial, unless somebody else is faster; false where nothing is left to try. */
  private boolean add(Outlook outlook) {
    long number = outlook.trials();
    Optional<Configuration> chosen =
        sampler.next(outlook.history(), number, chance.sampling(number));
    chosen.ifPresent(
        configuration -> store.add(name, number, configuration, chance.training(number)));
    return chosen.isPresent();
  }

  /** Adds a given configuration, unless it is there; its number. */
  long enqueue(Configuration given) {
    Configuration configuration = definition.space().configuration(given.values());
    choosing.lock();
    try {
      while (true) {
        view.refresh();
        History history = view.history();
        if (history.has(configuration)) {
          return view.trials().stream()
              .filter(trial -> trial.configuration().equals(configuration))
              .findFirst()
              .orElseThrow()
              .number();
        }
        long number = history.observations().size();
        if (store.add(name, number, configuration, chance.training(number))) {
          return number;
        }
      }
    } finally {
      choosing.unlock();
    }
  }

  private @Nullable LeasedTrial claim(
      Trial trial, String worker, boolean beats, BooleanSupplier stopping) {
    OptionalLong lease = store.claim(name, trial.number(), trial.state(), worker);
    if (lease.isEmpty()) {
      return null;
    }
    LeasedTrial taken = hold(trial, lease.getAsLong(), worker, stopping);
    if (beats) {
      beating.add(taken);
    }
    return taken;
  }

  private LeasedTrial hold(Trial trial, long lease, String worker, BooleanSupplier stopping) {
    return new LeasedTrial(this, trial, lease, worker, states.take(trial.number()), stopping);
  }

  /**
   * A trial that a worker holds already, or held until it was given up for lost.
   *
   * @throws IllegalArgumentException if it does not; one line
   */
  LeasedTrial heldBy(String worker, long number) {
    view.refresh();
    Trial trial = view.trial(number);
    if (trial.state() == TrialState.RUNNING && trial.worker().equals(worker)) {
      return hold(trial, trial.lease(), worker, () -> false);
    }
    LeasedTrial taken =
        trial.state() == TrialState.LOST ? claim(trial, worker, false, () -> false) : null;
    if (taken == null) {
      throw new IllegalArgumentException(
          "The worker '" + worker + "' does not hold " + words(view.trial(number)) + ".");
    }
    return taken;
  }

  /** A trial in the middle of a sentence, and how it stands. */
  static String words(Trial trial) {
    return "trial "
        + trial.number()
        + ", which is "
        + trial.state()
        + (trial.worker().isEmpty() ? "" : " and held by '" + trial.worker() + "'");
  }

  /** Takes a trial back from its worker. */
  boolean end(LeasedTrial trial, Outcome outcome) {
    // A store's connection may not like to be waited for in an interrupted thread.
    boolean interrupted = Thread.interrupted();
    try {
      boolean released = release(trial, outcome);
      view.refresh();
      tell(listener -> tellEnd(listener, trial.number(), released));
      return released;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private boolean release(LeasedTrial trial, Outcome outcome) {
    AutoCloseable state = trial.takeState();
    // What is given up elsewhere than at a report may be between two steps.
    if (state != null && outcome.state() == TrialState.PAUSED) {
      // First, since others can take the trial on as soon as it is released.
      states.put(trial.number(), state);
      state = null;
    }
    try {
      return trial.release(outcome);
    } finally {
      beating.remove(trial);
      KeptStates.close(state);
    }
  }

  private void tellEnd(StudyListener listener, long number, boolean released) {
    if (!released) {
      listener.onLost(number);
      return;
    }
    Trial trial = view.trial(number);
    if (view.best().filter(best -> best.number() == number).isPresent()) {
      listener.onBest(trial);
    }
    listener.onEnd(trial);
  }

  /** Ends what is still paused, with the values it has. */
  void prunePaused(String worker) {
    for (Trial trial : view.paused()) {
      long number = trial.number();
      OptionalLong lease = store.claim(name, number, TrialState.PAUSED, worker);
      if (lease.isPresent()
          && writeRelease(number, lease.getAsLong(), Outcome.pruned(trial.value()))) {
        KeptStates.close(states.take(number));
        view.refresh();
        tell(listener -> tellEnd(listener, number, true));
      }
    }
  }

  /** Marks trials lost whose worker's process is gone, or from whose worker nothing is heard. */
  void recover() {
    view.refresh();
    List<Long> lost = new ArrayList<>();
    for (Trial trial : view.running()) {
      boolean gone = Worker.parse(trial.worker()).filter(Worker::isGone).isPresent();
      Outcome outcome = new Outcome(TrialState.LOST, Double.NaN, "");
      if (gone && writeRelease(trial.number(), trial.lease(), outcome)) {
        lost.add(trial.number());
      }
    }
    lost.addAll(store.expire(name, settings.silence()));
    if (!lost.isEmpty()) {
      view.refresh();
      tell(listener -> lost.forEach(listener::onLost));
    }
  }

  /** Says that the workers of this process live. */
  void beat() {
    beating.forEach(LeasedTrial::beat);
  }

  /** How often workers should be heard: some beats may come late. */
  Duration interval() {
    return settings.silence().dividedBy(6);
  }

  boolean writeReport(long number, long lease, Report report) {
    return store.report(name, number, lease, List.of(report));
  }

  boolean writeRelease(long number, long lease, Outcome outcome) {
    return store.release(name, number, lease, outcome.state(), outcome.value(), outcome.note());
  }

  boolean writeBeat(long number, long lease) {
    return store.beat(name, number, lease);
  }

  /** A new lease of a trial that was given up for lost since an older one; empty if it was not. */
  OptionalLong takeBack(long number, long lease, String worker) {
    view.refresh();
    Trial trial = view.trial(number);
    return trial.state() == TrialState.LOST && trial.lease() == lease
        ? store.claim(name, number, TrialState.LOST, worker)
        : OptionalLong.empty();
  }

  /** Tells the listener, one call after the other. */
  void tell(Consumer<StudyListener> event) {
    synchronized (telling) {
      event.accept(settings.listener());
    }
  }

  /** Gives up what this process still says it works on, and closes what is kept. */
  void close() {
    try {
      beating.forEach(trial -> end(trial, Outcome.givenUp()));
    } finally {
      states.close();
    }
  }
}
