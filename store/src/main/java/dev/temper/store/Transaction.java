package dev.temper.store;

import dev.temper.study.StudyDefinition;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The studies that a transaction changes. */
final class Transaction {

  private final Handle handle;
  private final Database database;
  private final String store;
  private final Map<String, LockedStudy> studies = new LinkedHashMap<>();

  Transaction(Handle handle, Database database, String store) {
    this.handle = handle;
    this.database = database;
    this.store = store;
  }

  /**
   * A study that nobody else changes until the transaction ends.
   *
   * @throws IllegalArgumentException if there is none of that name; one line
   */
  LockedStudy study(String name) {
    LockedStudy known = studies.get(name);
    if (known != null) {
      return known;
    }
    Optional<LockedStudy> found =
        handle
            .createQuery(
                "SELECT id, trials, revision FROM study WHERE name = :name" + database.lock())
            .bind("name", name)
            .map(
                (row, context) ->
                    new LockedStudy(
                        handle, database.now(), row.getLong(1), row.getLong(2), row.getLong(3)))
            .findOne();
    LockedStudy study = found.orElseThrow(() -> SqlStudyStore.unknown(store, name));
    studies.put(name, study);
    return study;
  }

  boolean create(StudyDefinition definition) {
    return handle
            .createUpdate(
                "INSERT INTO study (name, space, objective, direction, seed, settings, created,"
                    + " trials, revision) VALUES (:name, :space, :objective, :direction, :seed,"
                    + " :settings, "
                    + database.now()
                    + ", 0, 0) ON CONFLICT (name) DO NOTHING")
            .bind("name", definition.name())
            .bind("space", SpaceJson.write(definition.space()))
            .bind("objective", definition.objective())
            .bind("direction", definition.direction().name())
            .bind("seed", definition.seed())
            .bind("settings", Rows.settings(definition.settings()))
            .execute()
        == 1;
  }

  boolean delete(String name) {
    studies.remove(name);
    return handle.createUpdate("DELETE FROM study WHERE name = :name").bind("name", name).execute()
        == 1;
  }

  /** Writes what the studies themselves have to keep; then the transaction can be committed. */
  void finish() {
    studies.values().forEach(LockedStudy::finish);
  }
}
