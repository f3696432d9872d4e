package dev.temper.store;

import dev.temper.pruner.Report;
import dev.temper.space.Configuration;
import dev.temper.space.Space;
import dev.temper.study.Changes;
import dev.temper.study.StoreException;
import dev.temper.study.StudyDefinition;
import dev.temper.study.StudyStore;
import dev.temper.study.Trial;
import dev.temper.study.TrialState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Keeps studies in a database. Safe for use by several threads. */
final class SqlStudyStore implements StudyStore {

  private static final Duration FOREVER = Duration.ofDays(36_500);
  private static final int ROWS_AT_ONCE = 1000;

  private final Database database;
  private final String name;
  private final GroupCommit commits;

  /** By their JSON: reading one costs more than reading what has changed. */
  private final Map<String, Space> spaces = new ConcurrentHashMap<>();

  /**
   * Over a database.
   *
   * @param name what it is called in messages
   */
  SqlStudyStore(Database database, String name) {
    this.database = database;
    this.name = name;
    this.commits = new GroupCommit(database, name);
  }

  @Override
  public boolean create(StudyDefinition definition) {
    return commits.make(transaction -> transaction.create(definition));
  }

  @Override
  public Optional<StudyDefinition> find(String study) {
    return read(
        handle ->
            handle
                .createQuery("SELECT " + Rows.STUDY_COLUMNS + " FROM study WHERE name = :name")
                .bind("name", study)
                .map((row, context) -> Rows.study(row))
                .findOne());
  }

  @Override
  public List<StudyDefinition> studies() {
    return read(
        handle ->
            handle
                .createQuery("SELECT " + Rows.STUDY_COLUMNS + " FROM study ORDER BY id")
                .map((row, context) -> Rows.study(row))
                .list());
  }

  @Override
  public void putSettings(String study, Map<String, String> settings) {
    Map<String, String> copy = Map.copyOf(settings);
    commits.make(transaction -> transaction.study(study).putSettings(copy));
  }

  @Override
  public boolean delete(String study) {
    return commits.make(transaction -> transaction.delete(study));
  }

  @Override
  public Changes changes(String study, long since) {
    return read(handle -> changes(handle, study, since));
  }

  private Changes changes(Handle handle, String study, long since) {
    record Found(long id, long revision, String space) {}
    Found found =
        handle
            .createQuery("SELECT id, revision, space FROM study WHERE name = :name")
            .bind("name", study)
            .map((row, context) -> new Found(row.getLong(1), row.getLong(2), row.getString(3)))
            .findOne()
            .orElseThrow(() -> unknown(name, study));
    if (found.revision() <= since) {
      return new Changes(found.revision(), List.of(), List.of());
    }
    Space space = spaces.computeIfAbsent(found.space(), SpaceJson::read);
    List<Rows.UnreadTrial> rows =
        since(handle, Rows.TRIAL_COLUMNS, "trial", "number", found.id(), since)
            .map((row, context) -> Rows.trial(row))
            .list();
    boolean many = rows.size() > ROWS_AT_ONCE;
    List<Trial> trials =
        StreamSupport.stream(rows.spliterator(), many).map(row -> row.read(space)).toList();
    List<Changes.Reported> reports =
        since(handle, Rows.REPORT_COLUMNS, "report", "number, step", found.id(), since)
            .map((row, context) -> Rows.report(row))
            .list();
    return new Changes(found.revision(), trials, reports);
  }

  private static Query since(
      Handle handle, String columns, String table, String order, long study, long since) {
    // Where all is asked for, the order of the table itself is faster than the index of revisions.
    String newer = since > 0 ? " AND revision > :since" : "";
    Query query =
        handle
            .createQuery(
                "SELECT "
                    + columns
                    + " FROM "
                    + table
                    + " WHERE study = :study"
                    + newer
                    + " ORDER BY "
                    + order)
            .bind("study", study)
            .setFetchSize(ROWS_AT_ONCE);
    return since > 0 ? query.bind("since", since) : query;
  }

  @Override
  public boolean add(String study, long number, Configuration configuration, long seed) {
    String json = ConfigurationJson.write(configuration);
    return commits.make(transaction -> transaction.study(study).add(number, json, seed));
  }

  @Override
  public OptionalLong claim(String study, long number, TrialState from, String worker) {
    if (!from.isOpen()) {
      throw new IllegalArgumentException(
          "The state of a trial to claim (" + from + ") must be WAITING, PAUSED or LOST.");
    }
    String line = line(worker);
    return commits.make(transaction -> transaction.study(study).claim(number, from, line));
  }

  @Override
  public boolean report(String study, long number, long lease, List<Report> reports) {
    List<Report> copy = List.copyOf(reports);
    return commits.make(transaction -> transaction.study(study).report(number, lease, copy));
  }

  @Override
  public boolean release(
      String study, long number, long lease, TrialState to, double value, String note) {
    if (to == TrialState.RUNNING) {
      throw new IllegalArgumentException(
          "The state of a released trial (" + to + ") must be another one.");
    }
    String line = line(note);
    return commits.make(
        transaction -> transaction.study(study).release(number, lease, to, value, line));
  }

  @Override
  public boolean beat(String study, long number, long lease) {
    return commits.make(transaction -> transaction.study(study).beat(number, lease));
  }

  @Override
  public List<Long> expire(String study, Duration silence) {
    long milliseconds = silence.compareTo(FOREVER) < 0 ? silence.toMillis() : FOREVER.toMillis();
    return commits.make(transaction -> transaction.study(study).expire(milliseconds));
  }

  /** Runs a statement on the connection that writes: what a test needs to be in its way. */
  void useWriter(String sql) {
    database.write(handle -> handle.execute(sql));
  }

  @Override
  public void close() {
    commits.close();
    database.close();
  }

  @Override
  public String toString() {
    return name;
  }

  private <T> T read(Function<Handle, T> work) {
    try {
      return database.read(work);
    } catch (IllegalArgumentException e) {
      throw e instanceof UnknownStudyException
          ? e
          : new StoreException("The store '" + name + "' is damaged: " + e.getMessage(), e);
    }
  }

  static IllegalArgumentException unknown(String store, String study) {
    return new UnknownStudyException(
        "There is no study '" + study + "' in the store '" + store + "'.");
  }

  /** One line of what may have several; no database likes the character zero. */
  private static String line(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ").strip();
  }

  /** What was asked for is not there, which is no damage. */
  private static final class UnknownStudyException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    UnknownStudyException(String message) {
      super(message);
    }
  }
}
