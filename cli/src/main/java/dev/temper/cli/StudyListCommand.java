package dev.temper.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.report.Text;
import dev.temper.study.StudyDefinition;
import dev.temper.study.StudyReader;
import dev.temper.study.StudyStore;
import dev.temper.study.Summary;
import dev.temper.study.TrialState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the studies of a store. */
@Command(name = "list", description = "Lists the studies of a store.")
final class StudyListCommand extends StudyAction {

  @Option(names = "--json", description = "One JSON document, in one line.")
  private boolean json;

  StudyListCommand() {
    super(Use.READ);
  }

  @Override
  int run(StudyStore opened) {
    ObjectNode root = StudyJson.object();
    ArrayNode studies = root.putArray("studies");
    for (StudyDefinition definition : opened.studies()) {
      if (name() == null || definition.name().equals(name())) {
        StudyReader study = StudyReader.open(opened, definition.name());
        Summary summary = study.summary();
        ObjectNode node = studies.addObject();
        node.put("study", definition.name());
        node.put("objective", definition.objective());
        node.put("direction", definition.direction().label());
        node.set("trials", StudyJson.of(summary));
        study
            .best()
            .ifPresentOrElse(
                best -> node.set("best", StudyJson.of(best)), () -> node.putNull("best"));
        if (!json) {
          System.out.println(
              Text.of(
                  "%-24s %s, %d completed, %d running%s",
                  definition.name(),
                  Text.count(summary.trials(), "trial"),
                  summary.count(TrialState.COMPLETED),
                  summary.count(TrialState.RUNNING),
                  study
                      .best()
                      .map(
                          best ->
                              Text.of(
                                  ", best %s %s",
                                  definition.objective(), Text.number(best.value())))
                      .orElse("")));
        }
      }
    }
    if (json) {
      System.out.println(root);
    }
    return Temper.DONE;
  }
}
