package dev.temper.cli;

import dev.temper.report.Text;
import dev.temper.search.TrainingObjective;
import dev.temper.search.TrialSettings;
import dev.temper.study.StudyDefinition;
import dev.temper.training.DataSummary;
import dev.temper.training.SessionSettings;
import dev.temper.training.UpdateSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import picocli.CommandLine.ParseResult;

/**
 * The options of a search as its study keeps them among its settings, by which anybody who has the
 * store can go on with it.
 */
final class KeptOptions {

  private static final String COMMAND = "command";
  private static final String SEARCH = "search";

  /** What a trial is, in words: the same for all of a study. */
  private static final String TRIAL = "trial";

  private static final String OPTION = "--";

  private static final String PLANNED = OPTION + "trials";

  /** Options that say where a search is and how it is told, not what it does. */
  private static final Set<String> NOT_KEPT =
      Set.of("store", "name", "space", "out", "overwrite", "json", "quiet");

  /** What may change with the machine, or tells the place of what has a name. */
  private static final Set<String> OF_MACHINE =
      Set.of("threads", "device", "precision", "layout", "model", "class-path");

  private static final Set<String> BUILT_IN = Set.of("digits", "blobs");

  private KeptOptions() {}

  /**
   * The settings of a study.
   *
   * @param given the arguments as they were parsed
   * @param data as it was given; a path is kept such that it is found from anywhere
   * @param objective what a trial is
   * @param reproduction further options that decide the figures, by long names without dashes
   */
  static Map<String, String> of(
      ParseResult given,
      String data,
      TrainingObjective objective,
      SortedMap<String, String> reproduction) {
    Map<String, String> kept = new LinkedHashMap<>();
    kept.put(COMMAND, SEARCH);
    kept.put(TRIAL, words(objective, reproduction));
    ExperimentFile.settings(given, NOT_KEPT)
        .forEach((name, value) -> kept.put(OPTION + name, value));
    reproduction.forEach((name, value) -> kept.put(OPTION + name, value));
    if (!BUILT_IN.contains(data) && Files.exists(Path.of(data))) {
      kept.put(OPTION + "data", Path.of(data).toAbsolutePath().normalize().toString());
    }
    return kept;
  }

  /**
   * Checks that trials are what they were when a study was begun.
   *
   * @throws IllegalArgumentException if they are not; one line
   */
  static void requireSameTrial(
      StudyDefinition study, TrainingObjective objective, SortedMap<String, String> reproduction) {
    String before = study.settings().get(TRIAL);
    String now = words(objective, reproduction);
    if (!now.equals(before)) {
      throw new IllegalArgumentException(
          "The trials of the study '"
              + study.name()
              + "' are ("
              + (before == null ? "run by other programs" : before)
              + "), not ("
              + now
              + "). Maybe this one should have a name of its own.");
    }
  }

  /**
   * Checks that the trials of a study are run by other programs, so that one may ask for them.
   *
   * @throws IllegalArgumentException if a search runs them; one line
   */
  static void requireNoSearch(StudyDefinition study) {
    if (SEARCH.equals(study.settings().get(COMMAND))) {
      throw new IllegalArgumentException(
          "The trials of the study '"
              + study.name()
              + "' are run by 'temper search'; 'study resume' goes on with it.");
    }
  }

  private static String words(TrainingObjective objective, SortedMap<String, String> reproduction) {
    TrialSettings settings = objective.settings();
    SessionSettings session = settings.session();
    StringBuilder words = new StringBuilder();
    words
        .append(words(settings.task().data()))
        .append(", ")
        .append(settings.task().modelIdentity());
    words.append(", ").append(session.optimizer().label());
    words.append(", batch size ").append(session.batchSize());
    words.append(", ").append(objective.budget());
    words.append(", ").append(settings.schedule().label());
    settings.learningRate().ifPresent(rate -> words.append(", learning rate ").append(rate));
    settings.highestMomentum().ifPresent(momentum -> words.append(", momentum ").append(momentum));
    settings.constantWeightDecay().ifPresent(w -> words.append(", weight decay ").append(w));
    if (!session.updates().equals(UpdateSettings.DEFAULT)) {
      words.append(", ").append(session.updates());
    }
    reproduction.forEach(
        (name, value) -> {
          if (!OF_MACHINE.contains(name)) {
            words.append(", ").append(name.replace('-', ' ')).append(' ').append(value);
          }
        });
    return words.toString();
  }

  /** Data by what they are: where they lie may change with the machine. */
  private static String words(DataSummary data) {
    return BUILT_IN.contains(data.name())
        ? data.name()
        : Text.of(
            "data of %d examples of %s with the constant loss %.6f",
            data.trainingExamples(), Text.shape(data.shape()), data.constantLoss());
  }

  /** What is planned anew: the options that may be others than those a study was begun with. */
  static Map<String, String> plan(Map<String, String> options) {
    String trials = options.get(PLANNED);
    return trials == null ? Map.of() : Map.of(PLANNED, trials);
  }

  /**
   * How many trials were planned.
   *
   * @throws NumberFormatException if the study keeps no number
   */
  static long planned(StudyDefinition study) {
    String trials = study.settings().get(PLANNED);
    return trials == null ? SearchOptions.DEFAULT_TRIALS : Long.parseLong(trials);
  }

  /**
   * The arguments that go on with a search: its command and the options it was begun with.
   *
   * @param others which take the place of those of the same name, with their dashes
   * @throws IllegalArgumentException if the study was not begun by one; one line
   */
  static List<String> arguments(StudyDefinition study, Map<String, String> others) {
    if (!SEARCH.equals(study.settings().get(COMMAND))) {
      throw new IllegalArgumentException(
          "The study '"
              + study.name()
              + "' was not begun by 'temper search': its trials are run by other programs, which"
              + " go on by 'study ask'.");
    }
    Map<String, String> options = new LinkedHashMap<>(study.settings());
    options.keySet().removeIf(name -> !name.startsWith(OPTION));
    options.putAll(others);
    List<String> arguments = new ArrayList<>(List.of(SEARCH));
    options.forEach((name, value) -> arguments.add(name + "=" + value));
    return arguments;
  }
}
