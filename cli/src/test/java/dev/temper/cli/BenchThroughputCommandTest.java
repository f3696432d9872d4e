package dev.temper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** {@code temper bench throughput}: what is measured, and how it is told. */
class BenchThroughputCommandTest {

  private static Outcome bench(String arguments) {
    return Outcome.of(("bench throughput --seconds 0.05 " + arguments).split(" ", -1));
  }

  @Test
  void tellsOneRowForEveryNetworkPrecisionAndNumberOfThreads() throws IOException {
    Outcome outcome =
        bench("--json --quiet --model mlp,mlp:layers=1,units=8 --batch-size 16 --threads 1,2");

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out().stripTrailing()).hasLineCount(1);
    JsonNode document = new ObjectMapper().readTree(outcome.out());
    assertThat(document.get("library").asText()).startsWith("LibTorch ");
    JsonNode results = document.get("results");
    assertThat(results.findValuesAsText("model"))
        .containsExactly(
            "mlp",
            "mlp",
            "mlp",
            "mlp",
            "mlp:layers=1,units=8",
            "mlp:layers=1,units=8",
            "mlp:layers=1,units=8",
            "mlp:layers=1,units=8");
    assertThat(results.findValuesAsText("precision"))
        .containsExactly("f32", "bf16", "f32", "bf16", "f32", "bf16", "f32", "bf16");
    assertThat(results.findValuesAsText("threads"))
        .containsExactly("1", "1", "2", "2", "1", "1", "2", "2");
    for (JsonNode row : results) {
      assertThat(row.get("layout").asText()).isEqualTo("contiguous");
      assertThat(row.get("images_per_second").doubleValue())
          .isEqualTo(16 * row.get("updates_per_second").doubleValue())
          .isPositive();
    }
  }

  @Test
  void takesTheFasterLayoutOfImages() throws IOException {
    Outcome outcome =
        bench("--json --quiet --model cnn:width=0.1 --shape 1x8x8 --batch-size 8 --precision f32");

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    JsonNode results = new ObjectMapper().readTree(outcome.out()).get("results");
    assertThat(results).hasSize(1);
    assertThat(results.get(0).get("layout").asText()).isIn("contiguous", "channels-last");
    assertThat(results.get(0).get("device").asText()).isEqualTo("cpu");
  }

  @Test
  void isATableForPeople() {
    Outcome outcome = bench("--model mlp --batch-size 16 --threads 1 --precision f32");

    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(outcome.err()).contains("mlp, threads: 1 …");
    assertThat(outcome.out().lines().toList().get(0)).contains("images/s", "updates/s");
    assertThat(outcome.out().lines()).hasSize(2);
  }
}
