package dev.temper.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.store.ConfigurationJson;
import dev.temper.study.RunningTrial;
import dev.temper.study.Study;
import dev.temper.study.StudyStore;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Takes trials on for another program. */
@Command(
    name = "ask",
    description =
        "Takes trials on and prints them in one line of JSON: {\"trials\":[{\"id\",\"seed\","
            + "\"params\"}]}. Whoever runs them says what came of them by 'study tell'.")
final class StudyAskCommand extends StudyAction {

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many. Default: ${DEFAULT-VALUE}")
  private int count;

  @Option(
      names = "--worker",
      paramLabel = "NAME",
      defaultValue = ShellStudy.WORKER,
      description = "Who takes them on. Default: ${DEFAULT-VALUE}")
  private String worker = ShellStudy.WORKER;

  StudyAskCommand() {
    super(Use.CHANGE);
  }

  @Override
  int run(StudyStore opened) {
    if (count < 1 || count > AskTell.MOST_AT_ONCE) {
      throw new IllegalArgumentException(
          "The number of trials to ask for ("
              + count
              + ") must be 1 to "
              + AskTell.MOST_AT_ONCE
              + ".");
    }
    ObjectNode root = StudyJson.object();
    ArrayNode trials = root.putArray("trials");
    try (Study study = ShellStudy.open(opened, name(opened))) {
      try {
        for (int i = 0; i < count; i++) {
          Optional<RunningTrial> trial = study.ask(worker);
          if (trial.isEmpty()) {
            break;
          }
          ObjectNode node = trials.addObject();
          node.put("id", trial.get().number());
          node.put("seed", trial.get().seed());
          node.set("params", ConfigurationJson.tree(trial.get().configuration()));
        }
      } catch (RuntimeException e) {
        // Nobody will hear of those.
        trials.forEach(trial -> study.giveUp(trial.get("id").longValue()));
        throw e;
      }
    }
    System.out.println(root);
    return Temper.DONE;
  }
}
