package dev.temper.study;

import dev.temper.pruner.Pruner;
import dev.temper.pruner.Report;
import dev.temper.sampler.Sampler;
import dev.temper.space.Configuration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A search that lasts, as in
 *
 * <pre>{@code
 * StudyDefinition digits = StudyDefinition.minimizing("digits", space, "val_loss").withSeed(7);
 * try (Study study = Study.open(store, digits, Sampler.tpe(7), Pruner.none())) {
 *   study.optimize(trial -> loss(trial.configuration(), trial.seed()), Trials.of(100), 2);
 *   study.best();
 * }
 * }</pre>
 *
 * <p>Several processes can work on one study, and a study that was interrupted goes on where it
 * was: everything follows from what its store keeps. A trial's seed, and the chance by which it is
 * chosen, follow from the study's seed and the trial's number alone. One that runs one trial at a
 * time always comes to the same trials; of several at a time, what a sampler knows of the others
 * depends on who is faster.
 *
 * <p>Trials are worked on by {@link #optimize}, or by the caller: {@link #ask}, then {@link #tell}.
 * To look at a study, a {@link StudyReader} will do. Safe for use by several threads.
 */
public final class Study implements AutoCloseable {

  private final StudyDefinition definition;
  private final StudySettings settings;
  private final StudyView view;
  private final StudyReader reader;
  private final Dispatcher dispatcher;
  private final Map<Long, LeasedTrial> asked = new ConcurrentHashMap<>();
  private final Set<StudyRun> runs = ConcurrentHashMap.newKeySet();
  private @Nullable Heartbeat heartbeat;
  private boolean closed;

  private Study(
      StudyStore store,
      StudyDefinition definition,
      Sampler sampler,
      Pruner pruner,
      StudySettings settings) {
    this.definition = definition;
    this.settings = settings;
    this.view = new StudyView(store, definition, pruner);
    this.reader = new StudyReader(definition, view);
    this.dispatcher = new Dispatcher(store, definition, sampler, settings, view);
  }

  /**
   * Opens a study, with the {@linkplain StudySettings#DEFAULT usual settings}.
   *
   * @throws IllegalArgumentException as below
   */
  public static Study open(
      StudyStore store, StudyDefinition definition, Sampler sampler, Pruner pruner) {
    return open(store, definition, sampler, pruner, StudySettings.DEFAULT);
  }

  /**
   * Opens a study, and creates it where there is none of that name. Trials whose workers are gone
   * become LOST.
   *
   * @param store stays open when the study is closed
   * @param definition of the study; of one that is there, its settings may be others, and are left
   *     as they are
   * @param sampler chooses new trials
   * @param pruner decides which go on
   * @throws IllegalArgumentException if there is one of that name with another space, objective,
   *     direction or seed; one line that says which
   */
  public static Study open(
      StudyStore store,
      StudyDefinition definition,
      Sampler sampler,
      Pruner pruner,
      StudySettings settings) {
    if (store.find(definition.name()).isEmpty()) {
      store.create(definition);
    }
    StudyDefinition kept = StudyReader.find(store, definition.name());
    Difference.between(kept, definition)
        .ifPresent(
            difference -> {
              throw new IllegalArgumentException(
                  "There is a study '"
                      + kept.name()
                      + "' with another "
                      + difference
                      + ". Maybe this one should have a name of its own.");
            });
    return recovered(new Study(store, kept, sampler, pruner, settings));
  }

  /**
   * Opens a study that is there, with what its store keeps of it.
   *
   * @param name of the study
   * @throws IllegalArgumentException if there is none of that name; one line that tells the names
   */
  public static Study resume(
      StudyStore store, String name, Sampler sampler, Pruner pruner, StudySettings settings) {
    StudyDefinition kept = StudyReader.find(store, name);
    return recovered(new Study(store, kept, sampler, pruner, settings));
  }

  private static Study recovered(Study study) {
    study.dispatcher.recover();
    return study;
  }

  /** What the study is about, as it is kept. */
  public StudyDefinition definition() {
    return definition;
  }

  /**
   * Adds a trial that waits: values that are known to be good, or that a range test suggests. It
   * counts as any other. A configuration that was tried, is being tried or waits already is not
   * added again.
   *
   * @param configuration of the study's space
   * @return the number of the trial that has it
   * @throws IllegalArgumentException if it is not of the space; one line
   */
  public long enqueue(Configuration configuration) {
    return dispatcher.enqueue(configuration);
  }

  /**
   * Takes trials on until the study has as many as it should and all have ended, or the time is
   * over: first those that wait or were lost, then those the pruner goes on with, then new ones.
   *
   * <p>The number is exact, however many threads and processes work on the study at once, and
   * counts trials that failed; what was enqueued beyond it is tried too. Behind the last trial it
   * goes on while the pruner names paused ones; what is paused then becomes PRUNED. It waits for
   * the trials of other processes, since what comes of them may have to be gone on with, and takes
   * over those that are lost.
   *
   * <p>A trial whose objective throws has FAILED, and the run goes on unless too many do so in a
   * row. Where it ends early, by an interrupt, {@link #close} or an error, threads are interrupted,
   * and trials they still worked on wait for another run.
   *
   * @param objective what to do for a trial
   * @param trials how far to go
   * @param parallel how many at a time, each in one thread; 1 or more
   * @throws IllegalArgumentException if {@code parallel} is below 1
   * @throws StudyException if too many trials failed in a row; those that ran beside were let end
   * @throws InterruptedException if the thread was interrupted or the study closed; no thread works
   *     on any more
   */
  public void optimize(Objective objective, Trials trials, int parallel)
      throws InterruptedException {
    if (parallel < 1) {
      throw new IllegalArgumentException(
          "The trials at a time (" + parallel + ") must be 1 or more.");
    }
    StudyRun run = new StudyRun(dispatcher, objective, trials, settings);
    begin(run, parallel);
    try {
      run.awaitResult();
    } finally {
      runs.remove(run);
    }
  }

  private synchronized void begin(StudyRun run, int parallel) {
    requireOpen();
    dispatcher.recover();
    startHeartbeat();
    run.start(parallel);
    runs.add(run);
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("The study '" + definition.name() + "' is closed.");
    }
  }

  private void startHeartbeat() {
    if (heartbeat == null) {
      heartbeat = new Heartbeat(this::pulse, dispatcher.interval());
    }
  }

  /** Says that the workers of this process live, and looks after those of others. */
  void pulse() {
    dispatcher.beat();
    dispatcher.recover();
  }

  /**
   * Takes a trial on for the caller: an open one, or a new one. Until it is told of, this process
   * says that its worker lives; {@link #close} gives it up.
   *
   * @return empty where nothing is left to try
   */
  public Optional<RunningTrial> ask() {
    synchronized (this) {
      requireOpen();
      startHeartbeat();
    }
    return ask(Worker.here().toString(), true);
  }

  /**
   * Takes a trial on for a worker outside of this process. It must be {@linkplain #beat heard} of
   * within the settings' silence; its trials outlive this study object.
   *
   * @param worker its name; one line
   * @return empty where nothing is left to try
   * @throws IllegalArgumentException if the name is blank or of several lines
   */
  public Optional<RunningTrial> ask(String worker) {
    if (worker.isBlank() || worker.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "The worker's name (" + worker.strip() + ") must be a word or more in one line.");
    }
    return ask(worker, false);
  }

  private Optional<RunningTrial> ask(String worker, boolean beats) {
    LeasedTrial trial = dispatcher.next(worker, beats, Long.MAX_VALUE, () -> false).trial();
    if (trial == null) {
      return Optional.empty();
    }
    asked.put(trial.number(), trial);
    return Optional.of(trial);
  }

  /**
   * The trial that a worker asked for before, perhaps in another process: it can be told of here
   * from now on.
   *
   * @param number of the trial
   * @param worker who asked for it
   * @throws IllegalArgumentException if the worker does not hold it; one line that says who does
   */
  public RunningTrial asked(long number, String worker) {
    LeasedTrial trial = dispatcher.heldBy(worker, number);
    asked.put(number, trial);
    return trial;
  }

  /**
   * Says that the worker lives that asked for a trial.
   *
   * @param number of a trial that was asked for here
   * @throws IllegalArgumentException as {@link #tell}
   */
  public void beat(long number) {
    require(number).beat();
  }

  /**
   * Ends a trial with a value; or as its last {@linkplain RunningTrial#report report} was answered.
   *
   * @param number of a trial that was asked for here
   * @param value as it was measured; NaN or infinite where it diverged
   * @return the trial as it stands now
   * @throws IllegalArgumentException if there is no such trial, it has ended, or somebody else
   *     holds it by now; one line
   */
  public Trial tell(long number, double value) {
    LeasedTrial trial = require(number);
    return end(trial, trial.outcome(value));
  }

  /**
   * Ends a trial that cannot be trained with its configuration.
   *
   * @param number of a trial that was asked for here
   * @param why one line, may be empty
   * @return the trial as it stands now
   * @throws IllegalArgumentException as {@link #tell}
   */
  public Trial tellInfeasible(long number, String why) {
    return end(require(number), Outcome.infeasible(why));
  }

  /**
   * Ends a trial that failed for a reason that says nothing of its configuration.
   *
   * @param number of a trial that was asked for here
   * @param why one line, may be empty
   * @return the trial as it stands now
   * @throws IllegalArgumentException as {@link #tell}
   */
  public Trial tellFailed(long number, String why) {
    return end(require(number), Outcome.failed(why));
  }

  /**
   * Gives a trial up, which waits for somebody else then.
   *
   * @param number of a trial that was asked for here
   * @return the trial as it stands now
   * @throws IllegalArgumentException as {@link #tell}
   */
  public Trial giveUp(long number) {
    return end(require(number), Outcome.givenUp());
  }

  private LeasedTrial require(long number) {
    LeasedTrial trial = asked.get(number);
    if (trial == null) {
      view.refresh();
      throw new IllegalArgumentException(
          "Only trials that were asked for here can be told of, not "
              + Dispatcher.words(view.trial(number))
              + ".");
    }
    return trial;
  }

  private Trial end(LeasedTrial trial, Outcome outcome) {
    boolean released = dispatcher.end(trial, outcome);
    asked.remove(trial.number(), trial);
    if (!released) {
      throw new IllegalArgumentException(
          "The lease of '"
              + trial.worker()
              + "' is over on "
              + Dispatcher.words(view.trial(trial.number()))
              + ".");
    }
    return view.trial(trial.number());
  }

  /**
   * Trains a trial that has ended once more, from its start with the same configuration and seed,
   * and compares. Nothing is kept.
   *
   * @param number of the trial
   * @param objective by which it was trained
   * @throws IllegalArgumentException if there is no such trial or it has not ended; one line
   * @throws Exception what the objective throws
   */
  public Replay replay(long number, Objective objective) throws Exception {
    view.refresh();
    Trial trial = view.trial(number);
    if (!trial.state().isFinal()) {
      throw new IllegalArgumentException(
          "Only trials that have ended can be replayed, not " + Dispatcher.words(trial) + ".");
    }
    return new ReplayedTrial(trial, view.reports(number)).run(objective);
  }

  /** All trials as they stand now, by number. */
  public List<Trial> trials() {
    return reader.trials();
  }

  /**
   * What a trial has reported, as {@link StudyReader#reports}.
   *
   * @throws IllegalArgumentException if there is no such trial; one line
   */
  public List<Report> reports(long number) {
    return reader.reports(number);
  }

  /** The trial that ended with the best value, as {@link StudyReader#best}. */
  public Optional<Trial> best() {
    return reader.best();
  }

  /** How many trials are in which state. */
  public Summary summary() {
    return reader.summary();
  }

  /**
   * Ends what goes on here: runs are interrupted and have ended, trials they worked on and trials
   * that were {@linkplain #ask() asked for} wait for somebody else. Not to be called by an
   * objective or a listener. The store stays open.
   */
  @Override
  public void close() {
    Heartbeat last;
    synchronized (this) {
      closed = true;
      last = heartbeat;
    }
    boolean interrupted = false;
    for (StudyRun run : runs) {
      run.stop();
      interrupted |= run.awaitEnd();
    }
    if (last != null) {
      last.close();
    }
    dispatcher.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
