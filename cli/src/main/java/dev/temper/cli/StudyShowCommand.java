package dev.temper.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.report.Text;
import dev.temper.store.SpaceJson;
import dev.temper.study.StudyDefinition;
import dev.temper.study.StudyReader;
import dev.temper.study.StudyStore;
import dev.temper.study.Summary;
import dev.temper.study.Trial;
import dev.temper.study.TrialState;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows how a study stands. */
@Command(
    name = "show",
    description =
        "Shows a study: what it is about, how its trials stand, the best, those that run.")
final class StudyShowCommand extends StudyAction {

  @Option(names = "--json", description = "One JSON document, in one line.")
  private boolean json;

  StudyShowCommand() {
    super(Use.READ);
  }

  @Override
  int run(StudyStore opened) {
    StudyReader study = reader(opened);
    if (json) {
      System.out.println(document(study));
    } else {
      print(study);
    }
    return Temper.DONE;
  }

  private static ObjectNode document(StudyReader study) {
    StudyDefinition definition = study.definition();
    ObjectNode root = StudyJson.object();
    root.put("study", definition.name());
    root.put("objective", definition.objective());
    root.put("direction", definition.direction().label());
    root.put("seed", definition.seed());
    root.set("space", SpaceJson.tree(definition.space()));
    ObjectNode settings = root.putObject("settings");
    definition.settings().forEach(settings::put);
    root.set("trials", StudyJson.of(study.summary()));
    study
        .best()
        .ifPresentOrElse(best -> root.set("best", StudyJson.of(best)), () -> root.putNull("best"));
    ArrayNode running = root.putArray("running");
    for (Trial trial : study.trials()) {
      if (trial.state() == TrialState.RUNNING) {
        running.add(StudyJson.of(trial).put("worker", trial.worker()));
      }
    }
    return root;
  }

  private static void print(StudyReader study) {
    StudyDefinition definition = study.definition();
    System.out.println(
        Text.of(
            "%s: %s %s over %s, seed %d",
            definition.name(),
            definition.direction().label(),
            definition.objective(),
            Text.count(definition.space().dimension(), "parameter"),
            definition.seed()));
    definition.settings().forEach((name, value) -> System.out.println("  " + name + " " + value));
    Summary summary = study.summary();
    System.out.println(Text.count(summary.trials(), "trial"));
    for (TrialState state : TrialState.values()) {
      if (summary.count(state) > 0) {
        System.out.println(Text.of("  %d %s", summary.count(state), state.label()));
      }
    }
    study
        .best()
        .ifPresent(
            best ->
                System.out.println(
                    Text.of(
                        "best: trial %d, %s %s, %s",
                        best.number(),
                        definition.objective(),
                        Text.number(best.value()),
                        words(best))));
    for (Trial trial : study.trials()) {
      if (trial.state() == TrialState.RUNNING) {
        System.out.println(Text.of("running: trial %d by %s", trial.number(), trial.holder()));
      }
    }
  }

  /** A trial's values in one line. */
  private static String words(Trial trial) {
    return trial.configuration().values().entrySet().stream()
        .map(entry -> entry.getKey() + " " + Text.value(entry.getValue()))
        .collect(Collectors.joining(", "));
  }
}
