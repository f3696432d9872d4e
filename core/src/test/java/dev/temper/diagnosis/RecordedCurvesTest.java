package dev.temper.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The diagnosis on a sample of the labelled curves of real runs; all are judged in bench. */
class RecordedCurvesTest {

  private static final List<JsonNode> SAMPLE = read();

  @ParameterizedTest
  @CsvSource({
    "diverged, .95, .95",
    "oscillating, .85, .85",
    "too_slow, .9, .9",
    "premature_plateau, .85, .85",
    "underfitting, .7, .8",
    "overfitting, .95, .95",
    "good_start, .9, .95",
    "healthy, .9, .95"
  })
  void eachCodeIsMostlyRight(String code, double leastPrecision, double leastRecall) {
    double right = 0;
    double said = 0;
    double labelled = 0;
    for (JsonNode curve : SAMPLE) {
      String label = curve.get("labels").path(code).asText("no");
      if (!label.equals("either")) {
        boolean found =
            Diagnosis.of(curves(curve)).stream().anyMatch(each -> each.code().equals(code));
        said += found ? 1 : 0;
        labelled += label.equals("yes") ? 1 : 0;
        right += found && label.equals("yes") ? 1 : 0;
      }
    }
    assertThat(labelled).as("curves of the code in the sample").isPositive();
    assertThat(right / said).as("precision").isGreaterThanOrEqualTo(leastPrecision);
    assertThat(right / labelled).as("recall").isGreaterThanOrEqualTo(leastRecall);
  }

  private static Curves curves(JsonNode line) {
    Curves.Builder curves = Curves.builder();
    JsonNode loss = line.get("train_loss");
    JsonNode rate = line.path("learning_rate");
    for (int i = 0; i < loss.size(); i++) {
      JsonNode known = rate.size() == 1 ? rate.get(0) : rate.path(i);
      curves.step(i * line.get("every").longValue(), number(loss.get(i)), number(known));
    }
    for (int i = 0; i < line.path("evaluated").size(); i++) {
      curves.evaluation(
          line.get("evaluated").get(i).longValue(),
          number(line.path("val_loss").path(i)),
          number(line.path("val_accuracy").path(i)));
    }
    return curves.build();
  }

  private static double number(JsonNode node) {
    return node.isTextual() ? Double.POSITIVE_INFINITY : node.asDouble(Double.NaN);
  }

  private static List<JsonNode> read() {
    List<JsonNode> curves = new ArrayList<>();
    ObjectMapper json = new ObjectMapper();
    try (InputStream in =
            Objects.requireNonNull(
                RecordedCurvesTest.class.getResourceAsStream("curves.jsonl.gz"));
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      while (line != null) {
        curves.add(json.readTree(line));
        line = lines.readLine();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return curves;
  }
}
