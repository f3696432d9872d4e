package dev.temper.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.pruner.Report;
import dev.temper.space.Configuration;
import dev.temper.space.Space;
import dev.temper.study.Changes;
import dev.temper.study.Direction;
import dev.temper.study.StudyDefinition;
import dev.temper.study.Trial;
import dev.temper.study.TrialState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What rows say. */
final class Rows {

  static final String STUDY_COLUMNS = "name, space, objective, direction, seed, settings";

  static final String TRIAL_COLUMNS =
      "number, configuration, seed, state, value, lease, worker, note, created, ended, losses";

  static final String REPORT_COLUMNS = "number, step, value, measures";

  private Rows() {}

  static StudyDefinition study(ResultSet row) throws SQLException {
    return new StudyDefinition(
        row.getString(1),
        SpaceJson.read(row.getString(2)),
        row.getString(3),
        Direction.valueOf(row.getString(4)),
        row.getLong(5),
        settings(row.getString(6)));
  }

  /** Settings as they are kept, by name. */
  static Map<String, String> settings(String json) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : JsonTree.parse("settings", json).properties()) {
      settings.put(entry.getKey(), entry.getValue().asText());
    }
    return settings;
  }

  /** Settings as they are to be kept. */
  static String settings(Map<String, String> settings) {
    ObjectNode tree = JsonTree.MAPPER.createObjectNode();
    settings.forEach(tree::put);
    return tree.toString();
  }

  /** A trial whose configuration is still to be read, which takes longest of all. */
  record UnreadTrial(String configuration, Function<Configuration, Trial> rest) {

    Trial read(Space space) {
      return rest.apply(ConfigurationJson.read(space, configuration));
    }
  }

  static UnreadTrial trial(ResultSet row) throws SQLException {
    long number = row.getLong(1);
    long seed = row.getLong(3);
    TrialState state = TrialState.valueOf(row.getString(4));
    double value = number(row, 5);
    long lease = row.getLong(6);
    String worker = row.getString(7);
    String note = row.getString(8);
    Instant created = Instant.ofEpochMilli(row.getLong(9));
    long ended = row.getLong(10);
    Optional<Instant> end =
        row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(ended));
    long losses = row.getLong(11);
    return new UnreadTrial(
        row.getString(2),
        configuration ->
            new Trial(
                number,
                configuration,
                seed,
                state,
                value,
                lease,
                losses,
                worker,
                note,
                created,
                end));
  }

  static Changes.Reported report(ResultSet row) throws SQLException {
    return new Changes.Reported(
        row.getLong(1),
        new Report(row.getLong(2), number(row, 3), MeasuresJson.read(row.getString(4))));
  }

  private static double number(ResultSet row, int column) throws SQLException {
    double number = row.getDouble(column);
    return row.wasNull() ? Double.NaN : number;
  }
}
