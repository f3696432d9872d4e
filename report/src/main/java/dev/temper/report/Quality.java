package dev.temper.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.training.DataSummary;
import dev.temper.training.Evaluation;
import java.util.List;

/**
 * How good weights are, as JSON and in words: by accuracy, or for regression in the label's unit.
 */
final class Quality {

  private Quality() {}

  /**
   * Puts {@code SPLIT_accuracy}, null for regression, {@code SPLIT_loss}, and for regression {@code
   * SPLIT_rmse}.
   */
  static void put(ObjectNode node, String split, DataSummary data, Evaluation evaluation) {
    Json.put(node, split + "_accuracy", evaluation.accuracy());
    Json.put(node, split + "_loss", evaluation.loss());
    if (data.isRegression()) {
      Json.put(node, split + "_rmse", data.rootMeanSquaredError(evaluation.loss()));
    }
  }

  /** The figure a reader looks for first: the accuracy, or the RMSE in the label's unit. */
  static List<String> figure(String split, DataSummary data, Evaluation evaluation) {
    return data.isRegression()
        ? List.of(
            Text.number(data.rootMeanSquaredError(evaluation.loss())),
            split + " RMSE, in the label's unit")
        : List.of(Text.percent(evaluation.accuracy()), split + " accuracy");
  }
}
