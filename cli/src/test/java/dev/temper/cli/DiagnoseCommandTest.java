package dev.temper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Findings for curves recorded elsewhere. */
class DiagnoseCommandTest {

  /** An event file of PyTorch: train/loss is .5 at step 3 and .25 at step 4. */
  private static final String EVENTS =
      "SAAAAAAAAAD+kkidCQAAAED8VNlBGg1icmFpbi5FdmVudDoyUi4KLHRlbnNvcmJvYXJkLnN1bW1hcnkud3JpdGVy"
          + "LmV2ZW50X2ZpbGVfd3JpdGVyDMwMlSAAAAAAAAAAKe2pUAkAAABA/FTZQRADKhMKEQoKdHJhaW4vbG9zcxUA"
          + "AAA/2a5QKTIAAAAAAAAAJBlW7AkAAABA/FTZQRAEKiUKIwoKdHJhaW4vbG9zc0IICAEqBAAAgD5KCwoJCgdz"
          + "Y2FsYXJzglFmVw==";

  private final Path temp;

  DiagnoseCommandTest(@TempDir Path temp) {
    this.temp = temp;
  }

  private static Outcome diagnose(Object... arguments) {
    Stream<String> rest = Arrays.stream(arguments).map(Object::toString);
    Outcome outcome = Outcome.of(Stream.concat(Stream.of("diagnose"), rest).toArray(String[]::new));
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    return outcome;
  }

  private static JsonNode json(Object... arguments) throws IOException {
    Object[] all = Stream.concat(Stream.of("--json"), Arrays.stream(arguments)).toArray();
    Outcome outcome = diagnose(all);
    assertThat(outcome.out().stripTrailing()).hasLineCount(1);
    return new ObjectMapper().readTree(outcome.out());
  }

  /** A loss that falls for 200 iterations and ends in NaN. */
  private Path diverged() throws IOException {
    StringBuilder csv = new StringBuilder("iteration,train_loss,learning_rate\n");
    for (int i = 0; i < 220; i++) {
      csv.append(i).append(',').append(i < 200 ? 2.3 / (1 + i / 30.0) : Double.NaN).append(",1\n");
    }
    return Files.writeString(temp.resolve("diverged.csv"), csv);
  }

  /** Training and validation loss fall to a low value and stay there. */
  private Path healthy() throws IOException {
    StringBuilder csv = new StringBuilder("iteration,train_loss,val_loss,val_accuracy\n");
    for (int i = 0; i < 400; i++) {
      double loss = 2.3 * Math.exp(-i / 40.0) + 0.05;
      csv.append(i).append(',').append(loss * (1 + 0.02 * Math.sin(97 * i))).append(',');
      csv.append(i % 20 == 19 ? (loss + 0.01) + "," + (1 - loss / 3) : ",").append('\n');
    }
    return Files.writeString(temp.resolve("healthy.csv"), csv);
  }

  private Path events(String name, int length) throws IOException {
    byte[] all = Base64.getDecoder().decode(EVENTS);
    Path file = temp.resolve(name).resolve("events.out.tfevents.1700000000.host");
    Files.createDirectories(file.getParent());
    return Files.write(file, length > 0 ? Arrays.copyOf(all, length) : all);
  }

  /** Of a few points nothing can be said; what is said has the form of the contract. */
  private static void assertFindings(JsonNode document) {
    assertThat(document.get("findings").isArray()).isTrue();
    for (JsonNode finding : document.get("findings")) {
      assertThat(finding.fieldNames())
          .toIterable()
          .containsExactly("code", "confidence", "from", "to", "evidence", "advice");
      assertThat(finding.get("confidence").asDouble()).isBetween(0.0, 1.0);
      assertThat(finding.get("from").asLong()).isBetween(0L, finding.get("to").asLong());
      assertThat(finding.get("code").asText()).matches("[a-z_]+");
      assertThat(finding.get("evidence").asText()).isNotBlank();
    }
  }

  @Test
  void aRunThatEndsInNanHasDiverged() throws IOException {
    JsonNode document = json(diverged());

    assertThat(document.fieldNames()).toIterable().containsExactly("findings");
    assertFindings(document);
    assertThat(document.findValuesAsText("code")).contains("diverged");
  }

  @Test
  void aRunThatFallsHasNotDiverged() throws IOException {
    JsonNode document = json(healthy());

    assertFindings(document);
    assertThat(document.findValuesAsText("code")).doesNotContain("diverged");
  }

  @Test
  void severalFilesAreAListInTheirOrder() throws IOException {
    Path healthy = healthy();
    Path diverged = diverged();
    JsonNode document = json(healthy, diverged, healthy);

    assertThat(document.isArray()).isTrue();
    assertThat(document.findValuesAsText("file"))
        .containsExactly(healthy.toString(), diverged.toString(), healthy.toString());
    for (JsonNode one : document) {
      assertThat(one.fieldNames()).toIterable().containsExactly("file", "findings");
      assertFindings(one);
    }
    assertThat(document.get(1).get("findings")).isEqualTo(json(diverged).get("findings"));
  }

  @Test
  void printsABlockForEveryFindingUnderTheNameOfItsFile() throws IOException {
    Path diverged = diverged();
    Outcome one = diagnose(diverged);
    Outcome two = diagnose(diverged, healthy());

    assertThat(one.out()).startsWith("diverged (").contains(" %), iterations ");
    assertThat(one.err()).isEmpty();
    assertThat(two.out().lines())
        .startsWith(diverged.toString())
        .contains("", temp.resolve("healthy.csv").toString());
  }

  @Test
  void writesNothingWithoutOut() throws IOException {
    Path file = diverged();
    diagnose(file);
    diagnose("--json", file);

    assertThat(temp)
        .isDirectoryContaining(file::equals)
        .isDirectoryNotContaining(other -> !other.equals(file));
    assertThat(Path.of("runs")).doesNotExist();
  }

  @Test
  void outTakesTheReport() throws IOException {
    Path out = temp.resolve("out");
    JsonNode document = json(healthy(), "--out", out);

    assertThat(document.get("folder").asText()).isEqualTo(out.toString());
    JsonNode result = new ObjectMapper().readTree(out.resolve("result.json").toFile());
    assertThat(result.get("findings")).isEqualTo(document.get("findings"));
    assertThat(out.resolve("report.html")).isNotEmptyFile();
    for (String plot : List.of("loss", "gap", "accuracy")) {
      assertThat(out.resolve("plots/" + plot + ".png")).isNotEmptyFile();
    }
    assertThat(json(out)).isEqualTo(result);
  }

  @Test
  void outTakesTheReportOfSeveralFiles() throws IOException {
    Path out = temp.resolve("out");
    Outcome outcome = diagnose(diverged(), healthy(), "--out", out);

    assertThat(outcome.out()).contains("Report: " + out.resolve("report.html"));
    assertThat(new ObjectMapper().readTree(out.resolve("result.json").toFile())).hasSize(2);
    assertThat(out.resolve("plots/1-loss.png")).isNotEmptyFile();
    assertThat(out.resolve("plots/2-gap.png")).isNotEmptyFile();
  }

  @Test
  void readsEventFilesAndTheirFolders() throws IOException {
    Path file = events("run", 0);

    assertFindings(json(file));
    assertThat(json(temp.resolve("run"))).isEqualTo(json(file));
    assertFindings(json(file, "--tag", "train_loss=train/loss"));
  }

  @Test
  void tellsOfARecordThatIsNotCompleteOnStderr() throws IOException {
    Path file = events("run", 200);
    Outcome outcome = diagnose("--json", file);

    assertThat(outcome.err().stripTrailing())
        .hasLineCount(1)
        .startsWith("temper: " + file)
        .contains("at byte 136");
    assertFindings(new ObjectMapper().readTree(outcome.out()));
  }

  @Test
  void aColumnMayBeNamed() throws IOException {
    Path file = Files.writeString(temp.resolve("a.csv"), "iteration,cost,val\n0,1,2\n1,nan,2\n");
    JsonNode document = json(file, "--tag", "train_loss=cost", "--tag=val_loss=val");

    assertThat(document.findValuesAsText("code")).contains("diverged");
  }
}
