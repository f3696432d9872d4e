package dev.temper.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A line that {@link CurveSet} wrote: a curve and the facts behind it. */
final class RecordedCurve {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode line;
  final double[] learningRate;
  final double[] trainLoss;
  final double[] evaluated;
  final double[] validationLoss;
  final double[] validationAccuracy;
  final double[] trainingSplitLoss;

  private RecordedCurve(JsonNode line) {
    this.line = line;
    learningRate = values("learning_rate");
    trainLoss = values("train_loss");
    evaluated = values("evaluated");
    validationLoss = values("val_loss");
    validationAccuracy = values("val_accuracy");
    trainingSplitLoss = values("training_split_loss");
  }

  /** All curves of a file. */
  static List<RecordedCurve> read(Path file) throws IOException {
    List<RecordedCurve> curves = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      curves.add(new RecordedCurve(JSON.readTree(line)));
    }
    return curves;
  }

  private double[] values(String name) {
    double[] values = new double[line.get(name).size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = number(line.get(name).get(i));
    }
    return values;
  }

  private static double number(JsonNode node) {
    return node.isTextual() ? Double.POSITIVE_INFINITY : node.doubleValue();
  }

  /** A text of the run. */
  String text(String name) {
    return line.get(name).asText();
  }

  /** A fact; NaN where it was not measured, infinite where the loss was not finite. */
  double fact(String name) {
    JsonNode node = line.get(name);
    return node == null || node.isNull() ? Double.NaN : number(node);
  }

  boolean heldOut() {
    return line.get("held_out").booleanValue();
  }
}
