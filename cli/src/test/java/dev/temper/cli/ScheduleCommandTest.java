package dev.temper.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.temper.schedule.HyperParameters;
import dev.temper.schedule.OneCycle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code temper schedule} prints and draws. */
class ScheduleCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** PyTorch's values, which the core's own tests read too. */
  private static final Path GOLDEN =
      Path.of("../core/src/test/resources/dev/temper/golden/schedules.json");

  private static final Map<String, String> KINDS =
      Map.of(
          "onecycle-cos", "one-cycle",
          "onecycle-linear", "one-cycle",
          "onecycle-three-phase", "one-cycle",
          "cyclic-triangular", "triangular",
          "cyclic-triangular2", "triangular2",
          "cyclic-exp_range", "exp-range");

  @TempDir private Path temp;

  private static Outcome schedule(String... arguments) {
    List<String> all = new ArrayList<>(List.of("schedule"));
    all.addAll(Arrays.asList(arguments));
    return Outcome.of(all.toArray(new String[0]));
  }

  /** The rows of the CSV that was printed, as numbers; its header is checked. */
  private static List<double[]> rows(Outcome outcome) {
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    assertThat(outcome.err()).isEmpty();
    List<String> lines = outcome.out().lines().toList();
    assertThat(lines.get(0)).isEqualTo("iteration,learning_rate,momentum,weight_decay");
    List<double[]> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      rows.add(Arrays.stream(line.split(",", -1)).mapToDouble(Double::parseDouble).toArray());
      assertThat(rows.get(rows.size() - 1)).hasSize(4).startsWith(rows.size() - 1);
    }
    return rows;
  }

  static List<JsonNode> golden() throws IOException {
    List<JsonNode> cases = new ArrayList<>();
    JSON.readTree(GOLDEN.toFile()).required("cases").forEach(cases::add);
    return cases;
  }

  @ParameterizedTest
  @MethodSource("golden")
  void printsPyTorchsValuesForItsSettings(JsonNode golden) {
    String name = golden.required("case").textValue();
    List<String> arguments = new ArrayList<>(List.of("--kind", KINDS.getOrDefault(name, name)));
    for (Map.Entry<String, JsonNode> setting : golden.required("settings").properties()) {
      arguments.add("--set");
      JsonNode value = setting.getValue();
      arguments.add(setting.getKey() + "=" + (value.isTextual() ? value.textValue() : value));
    }
    List<double[]> rows = rows(schedule(arguments.toArray(new String[0])));

    assertThat(rows).hasSize(100);
    for (int i = 0; i < 100; i++) {
      double rate = golden.required("learning_rate").get(i).doubleValue();
      assertThat(rows.get(i)[1]).as("%s, %d", name, i).isCloseTo(rate, within(1e-12 * rate));
      if (golden.has("momentum")) {
        double momentum = golden.required("momentum").get(i).doubleValue();
        assertThat(rows.get(i)[2]).as("%s, %d", name, i).isCloseTo(momentum, within(1e-12));
      }
    }
  }

  @Test
  void whatIsPrintedReadsBackAsTheSameNumbers() {
    List<double[]> rows =
        rows(
            schedule(
                "--kind=one-cycle",
                "--set=max_lr=0.3",
                "--set=iterations=70",
                "--set=weight_decay=1e-5"));
    OneCycle cycle = OneCycle.smith(70, 0.3).withWeightDecay(1e-5);

    assertThat(rows).hasSize(70);
    for (int i = 0; i < 70; i++) {
      HyperParameters values = cycle.at(i);
      assertThat(rows.get(i))
          .containsExactly(i, values.learningRate(), values.momentum(), values.weightDecay());
    }
  }

  @Test
  void jsonHasTheSameNumbersInOneLine() throws IOException {
    String[] arguments = {"--kind", "one-cycle", "--variant", "fastai", "--set", "max_lr=1"};
    List<double[]> rows = rows(schedule(arguments));
    List<String> more = new ArrayList<>(Arrays.asList(arguments));
    more.add("--json");
    Outcome outcome = schedule(more.toArray(new String[0]));
    JsonNode document = JSON.readTree(outcome.out());

    assertThat(outcome.out().stripTrailing()).hasLineCount(1);
    assertThat(document.get("kind").asText()).isEqualTo("one-cycle");
    assertThat(document.get("variant").asText()).isEqualTo("fastai");
    assertThat(document.get("iterations").asInt()).isEqualTo(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      assertThat(document.get("learning_rate").get(i).asDouble()).isEqualTo(rows.get(i)[1]);
      assertThat(document.get("momentum").get(i).asDouble()).isEqualTo(rows.get(i)[2]);
      assertThat(document.get("weight_decay").get(i).asDouble()).isEqualTo(rows.get(i)[3]);
    }
  }

  @Test
  void drawsThePanelsThatChange() throws IOException {
    Path rate = temp.resolve("rate.png");
    Path all = temp.resolve("all.png");
    schedule("--kind", "cosine", "--set", "lr=1", "--plot", rate.toString());
    Outcome outcome =
        schedule(
            "--kind",
            "triangular",
            "--set",
            "max_lr=1",
            "--set",
            "step_size_up=20",
            "--set",
            "base_weight_decay=0",
            "--set",
            "max_weight_decay=1",
            "--plot",
            all.toString());

    assertThat(rows(outcome)).hasSize(100);
    int one = ImageIO.read(rate.toFile()).getHeight();
    assertThat(ImageIO.read(all.toFile()).getHeight()).isEqualTo(3 * one);
    assertThat(temp).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void anExperimentMayListTheSettingsOrNameThem() throws IOException {
    Path list =
        Files.writeString(
            temp.resolve("list.yaml"),
            "kind: multistep\nset: [lr=0.8, 'milestones=10,20', gamma=0.5]\n");
    Path named =
        Files.writeString(
            temp.resolve("named.yaml"),
            "kind: multistep\nset:\n  lr: 0.8\n  milestones: [10, 20]\n  gamma: 0.5\n");
    Outcome outcome = schedule(list.toString());

    assertThat(rows(outcome).get(15)[1]).isEqualTo(0.4);
    assertThat(schedule(named.toString())).isEqualTo(outcome);
  }

  @Test
  void theCommandLineWinsSettingBySetting() throws IOException {
    Path file =
        Files.writeString(
            temp.resolve("experiment.yaml"),
            "kind: step\nset: [lr=0.8, step_size=10, gamma=0.5]\n");
    List<double[]> rows =
        rows(schedule("--set", "gamma=0.25", file.toString(), "--set=iterations=12"));

    assertThat(rows).hasSize(12);
    assertThat(rows.get(11)[1]).isEqualTo(0.2);
  }

  @Test
  void needsNoDataAndLeavesNothing() throws IOException {
    schedule("--kind", "fixed", "--set", "lr=1");

    assertThat(temp).isEmptyDirectory();
    assertThat(Path.of("runs")).doesNotExist();
  }
}
