package dev.temper.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.recipe.Budget;
import dev.temper.recipe.Tuning;
import dev.temper.recipe.TuningException;
import dev.temper.recipe.TuningResult;
import dev.temper.report.CurvesCsv;
import dev.temper.report.RunFolder;
import dev.temper.report.Text;
import dev.temper.report.TuneReport;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The main job: the disciplined procedure, then the final run. */
@Command(
    name = "tune",
    description =
        "Finds the values by cheap experiments, trains with them, tests once and writes a report.")
final class TuneCommand extends ExperimentCommand {

  @Option(
      names = "--budget",
      paramLabel = "N",
      defaultValue = "15epochs",
      description =
          "Length of the final run: 10epochs, or 10, or 2000iterations. Default: ${DEFAULT-VALUE}")
  private Budget budget = Budget.DEFAULT;

  @Override
  String name() {
    return "tune";
  }

  @Override
  void checkOptions() {}

  @Override
  ObjectNode run(Prepared prepared, RunFolder folder, Progress progress)
      throws IOException, RunFailedException {
    try {
      TuningResult result =
          Tuning.of(prepared.task())
              .seed(prepared.settings().seed())
              .optimizer(prepared.settings().optimizer())
              .updates(prepared.settings().updates())
              .budget(budget)
              .saveModelTo(folder.file("model.pt"))
              .run(progress);
      TuneReport report = new TuneReport(result, prepared.engine(), prepared.reproduction());
      report.write(folder);
      return report.json();
    } catch (TuningException e) {
      if (e.rangeTest().isPresent()) {
        folder.write("range-test.csv", CurvesCsv.of(e.rangeTest().get()));
      }
      if (e.lastRun().isPresent()) {
        folder.write("curves.csv", CurvesCsv.of(e.lastRun().get()));
      }
      throw new RunFailedException(
          e.getMessage() + " What was recorded is in " + folder.path() + ".");
    }
  }

  @Override
  String summary(ObjectNode result) {
    return Text.of(
        "Test accuracy %s, test loss %s.%nMaximum learning rate %s, batch size %d, momentum %s to %s,"
            + " weight decay %s.",
        Text.percent(result.at("/final/test_accuracy").doubleValue()),
        Text.number(result.at("/final/test_loss").doubleValue()),
        Text.number(result.at("/chosen/learning_rate_max").doubleValue()),
        result.at("/chosen/batch_size").intValue(),
        Text.number(result.at("/chosen/momentum_max").doubleValue()),
        Text.number(result.at("/chosen/momentum_min").doubleValue()),
        Text.number(result.at("/chosen/weight_decay").doubleValue()));
  }
}
