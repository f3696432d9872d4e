package dev.temper.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.diagnosis.Curves;
import dev.temper.diagnosis.Symptom;
import dev.temper.statistics.Median;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * A curve as it would be logged, with its labels: a line of {@code bench/data/curves.jsonl.gz}.
 *
 * @param name the run
 * @param heldOut whether thresholds may not be chosen by it
 * @param curves what the diagnosis is given
 * @param labels one for each code
 */
record LabelledCurve(
    String name, boolean heldOut, Curves curves, Map<Symptom, CurveLabels.Label> labels) {

  /** The label of a code. */
  CurveLabels.Label label(Symptom code) {
    return labels.getOrDefault(code, CurveLabels.Label.NO);
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  /** How a run was logged. */
  private enum Form {
    FULL,
    SPARSE,
    LOSS_ONLY,
    ACCURACY_ONLY,
    NO_VALIDATION,
    NO_RATE;

    /**
     * Half of the runs in full, a tenth each in the other forms; by the run's name alone, but that
     * regression knows no accuracy.
     */
    static Form of(RecordedCurve run) {
      int bucket = Math.floorMod(run.text("key").hashCode() * 31 + 7, 10);
      Form form = bucket < 5 ? FULL : values()[bucket - 4];
      return form == ACCURACY_ONLY && run.validationAccuracy.length == 0 ? LOSS_ONLY : form;
    }
  }

  /**
   * A recorded run as a line.
   *
   * @param most more points than these are thinned
   */
  static ObjectNode line(RecordedCurve run, Map<Symptom, CurveLabels.Label> labels, int most) {
    Form form = Form.of(run);
    ObjectNode line = JSON.createObjectNode();
    line.put("name", run.text("key")).put("cause", run.text("cause"));
    line.put("held_out", run.heldOut());
    line.put("form", form.name().toLowerCase(Locale.ROOT));
    int points = run.trainLoss.length;
    int every = (points + most - 1) / most;
    if (form == Form.SPARSE && points > 100) {
      every = Math.max(every, 1 + points / 150);
    }
    line.put("every", every);
    ArrayNode loss = line.putArray("train_loss");
    ArrayNode rate = form == Form.NO_RATE ? null : line.putArray("learning_rate");
    boolean constant = run.text("schedule").equals("fixed");
    for (int i = 0; i < points; i += every) {
      add(loss, run.trainLoss[i]);
      if (rate != null && (i == 0 || !constant)) {
        add(rate, run.learningRate[i]);
      }
    }
    if (!Double.isFinite(run.trainLoss[points - 1]) && (points - 1) % every != 0) {
      add(loss, run.trainLoss[points - 1]);
      if (rate != null && !constant) {
        add(rate, run.learningRate[points - 1]);
      }
    }
    if (form != Form.NO_VALIDATION) {
      copy(line, "evaluated", run.evaluated);
      if (form != Form.ACCURACY_ONLY) {
        copy(line, "val_loss", run.validationLoss);
      }
      if (form != Form.LOSS_ONLY && run.validationAccuracy.length > 0) {
        copy(line, "val_accuracy", run.validationAccuracy);
      }
    }
    ObjectNode marks = line.putObject("labels");
    shown(form, run, labels)
        .forEach(
            (code, label) -> {
              if (label != CurveLabels.Label.NO) {
                marks.put(code.code(), label.name().toLowerCase(Locale.ROOT));
              }
            });
    return line;
  }

  /** What nobody can see in this form is nobody's fault. */
  private static Map<Symptom, CurveLabels.Label> shown(
      Form form, RecordedCurve run, Map<Symptom, CurveLabels.Label> labels) {
    Map<Symptom, CurveLabels.Label> shown = new EnumMap<>(labels);
    boolean hidden = form == Form.NO_VALIDATION;
    if (form == Form.ACCURACY_ONLY) {
      // A single accuracy is as good as chance: means of three.
      double best = 0;
      double end = 0;
      for (int i = 2; i < run.validationAccuracy.length; i++) {
        end = Arrays.stream(run.validationAccuracy, i - 2, i + 1).average().orElseThrow();
        best = Math.max(best, end);
      }
      hidden = end > best - 0.02;
    }
    if (hidden) {
      perhaps(shown, Symptom.OVERFITTING);
    }
    if (form == Form.NO_VALIDATION) {
      // A swing below the noise of the batches.
      if (CurveLabels.swing(run.trainingSplitLoss) < noise(run.trainLoss)) {
        perhaps(shown, Symptom.OSCILLATING);
      }
      perhaps(shown, Symptom.UNDERFITTING);
      perhaps(shown, Symptom.GOOD_START);
    }
    return shown;
  }

  /** Makes a code that cannot be seen one that may be said or not, and what hung on it. */
  private static void perhaps(Map<Symptom, CurveLabels.Label> shown, Symptom code) {
    if (shown.get(code) != CurveLabels.Label.YES) {
      return;
    }
    shown.put(code, CurveLabels.Label.EITHER);
    boolean fault =
        shown.entrySet().stream()
            .anyMatch(e -> e.getKey().isFault() && e.getValue() == CurveLabels.Label.YES);
    if (code.isFault() && !fault) {
      shown.put(Symptom.HEALTHY, CurveLabels.Label.EITHER);
      shown.put(Symptom.GOOD_START, CurveLabels.Label.EITHER);
    }
  }

  /** The deviation of the loss from one update to the next, in the second half. */
  private static double noise(double[] loss) {
    double[] steps = new double[loss.length - 1 - loss.length / 2];
    for (int i = 0; i < steps.length; i++) {
      int at = loss.length / 2 + i;
      steps[i] = Math.abs(loss[at + 1] - loss[at]);
    }
    return Median.of(steps) / 0.954;
  }

  private static void copy(ObjectNode line, String name, double[] values) {
    ArrayNode array = line.putArray(name);
    for (double value : values) {
      add(array, value);
    }
  }

  private static void add(ArrayNode array, double value) {
    if (!Double.isFinite(value)) {
      array.add("Infinity");
    } else if (value == Math.rint(value) && Math.abs(value) < 1e9) {
      array.add((long) value);
    } else {
      array.add(value);
    }
  }

  /** All curves of a file. */
  static List<LabelledCurve> read(Path file) throws IOException {
    List<LabelledCurve> curves = new ArrayList<>();
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      while (line != null) {
        curves.add(of(JSON.readTree(line)));
        line = lines.readLine();
      }
    }
    return curves;
  }

  private static LabelledCurve of(JsonNode line) {
    Map<Symptom, CurveLabels.Label> labels = new EnumMap<>(Symptom.class);
    for (Symptom code : Symptom.values()) {
      String label = line.get("labels").path(code.code()).asText("no");
      labels.put(code, CurveLabels.Label.valueOf(label.toUpperCase(Locale.ROOT)));
    }
    Curves.Builder curves = Curves.builder();
    JsonNode loss = line.get("train_loss");
    JsonNode rate = line.path("learning_rate");
    long every = line.get("every").longValue();
    for (int i = 0; i < loss.size(); i++) {
      JsonNode known = rate.size() == 1 ? rate.get(0) : rate.path(i);
      curves.step(i * every, number(loss.get(i)), number(known));
    }
    JsonNode evaluated = line.path("evaluated");
    for (int i = 0; i < evaluated.size(); i++) {
      curves.evaluation(
          evaluated.get(i).longValue(),
          number(line.path("val_loss").path(i)),
          number(line.path("val_accuracy").path(i)));
    }
    return new LabelledCurve(
        line.get("name").textValue(), line.get("held_out").booleanValue(), curves.build(), labels);
  }

  private static double number(JsonNode node) {
    return node.isTextual() ? Double.POSITIVE_INFINITY : node.asDouble(Double.NaN);
  }
}
