package dev.temper.study;

import dev.temper.pruner.Pruner;
import dev.temper.pruner.Report;
import java.util.List;
import java.util.Optional;

/**
 * A study to look at: what its store keeps of it now. Changes nothing, so that the store may be one
 * that can only be read. Safe for use by several threads.
 */
public final class StudyReader {

  private final StudyDefinition definition;
  private final StudyView view;

  StudyReader(StudyDefinition definition, StudyView view) {
    this.definition = definition;
    this.view = view;
  }

  /**
   * Opens a study for reading.
   *
   * @param name of the study
   * @throws IllegalArgumentException if there is none of that name; one line that tells the names
   */
  public static StudyReader open(StudyStore store, String name) {
    StudyDefinition definition = find(store, name);
    return new StudyReader(definition, new StudyView(store, definition, Pruner.none()));
  }

  /** A study that must be there. */
  static StudyDefinition find(StudyStore store, String name) {
    return store
        .find(name)
        .orElseThrow(
            () -> {
              List<String> names = store.studies().stream().map(StudyDefinition::name).toList();
              return new IllegalArgumentException(
                  "There is no study '"
                      + name
                      + "'. Studies: "
                      + (names.isEmpty() ? "none" : String.join(", ", names))
                      + ".");
            });
  }

  /** What the study is about. */
  public StudyDefinition definition() {
    return definition;
  }

  /** All trials, by number. */
  public List<Trial> trials() {
    view.refresh();
    return view.trials();
  }

  /**
   * A trial.
   *
   * @throws IllegalArgumentException if there is none of that number; one line
   */
  public Trial trial(long number) {
    view.refresh();
    return view.trial(number);
  }

  /**
   * What a trial has reported, the values as they were measured, the steps rising.
   *
   * @throws IllegalArgumentException if there is no such trial; one line
   */
  public List<Report> reports(long number) {
    view.refresh();
    return view.reports(number);
  }

  /** What all trials have reported, by number: each as {@link #reports(long)} has it. */
  public List<List<Report>> reports() {
    view.refresh();
    return view.trials().stream().map(trial -> view.reports(trial.number())).toList();
  }

  /**
   * The trial that ended with the best value, of equal ones the first; empty where none has one.
   * Trials that were pruned are among them with what they had come to: some pruners stop a trial
   * because it has come as far as it can.
   */
  public Optional<Trial> best() {
    view.refresh();
    return view.best();
  }

  /** How many trials are in which state. */
  public Summary summary() {
    return Summary.of(trials());
  }
}
