package dev.temper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.temper.study.StudyDefinition;
import dev.temper.study.StudyStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The network may be a file or a class of the user's. */
class OwnModelTest {

  /** From the folder of this module. */
  private static final String SCRIPT =
      "../torch/src/test/resources/dev/temper/torch/scripts/mlp.pt";

  private static final String MODULE =
      """
      package acme;

      import dev.temper.torch.model.ForwardModule;
      import dev.temper.torch.model.ModuleFactory;
      import java.util.List;
      import org.bytedeco.pytorch.LinearImpl;
      import org.bytedeco.pytorch.Module;

      public final class Flat implements ModuleFactory {
        @Override
        public ForwardModule create(List<Long> shape, int outputs) {
          Module module = new Module();
          LinearImpl last = new LinearImpl(64, outputs);
          module.register_module("last", last);
          return new ForwardModule(module, x -> last.forward(x.flatten(1, -1)));
        }
      }
      """;

  private final Path temp;

  OwnModelTest(@TempDir Path temp) {
    this.temp = temp;
  }

  private static JsonNode document(Outcome outcome) throws IOException {
    assertThat(outcome.exit()).as(outcome.err()).isZero();
    return new ObjectMapper().readTree(outcome.out());
  }

  private Outcome run(String command, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(command, "--out", temp.resolve(command).toString(), "--json", "--quiet"));
    arguments.addAll(List.of("--threads", "1"));
    arguments.addAll(Arrays.asList(more));
    return Outcome.of(arguments.toArray(new String[0]));
  }

  @Test
  void aTorchScriptFileTrainsUnderItsName() throws IOException {
    JsonNode result =
        document(run("train", "--model", SCRIPT, "--lr", "0.05", "--budget", "3epochs"));
    assertThat(result.get("model").asText()).isEqualTo("mlp.pt");
    assertThat(result.at("/final/test_accuracy").doubleValue()).isGreaterThan(0.8);
    assertThat(temp.resolve("train/model.pt")).isNotEmptyFile();
  }

  @Test
  void aRangeTestTakesOne() throws IOException {
    JsonNode result = document(run("range-test", "--model", SCRIPT));
    assertThat(result.get("model").asText()).isEqualTo("mlp.pt");
    assertThat(result.get("suggestions")).isNotEmpty();
  }

  @Test
  void aSearchFindsTheFileFromAnyFolderAndGoesOn() throws IOException {
    String[] options = {"--model", SCRIPT, "--trials", "2", "--budget", "60iterations"};
    JsonNode result = document(run("search", options));
    assertThat(result.at("/final/same_as_trial").booleanValue()).isTrue();
    String store = temp.resolve("search").toString();
    try (StudyStore opened = StoreLocation.of(store).open()) {
      StudyDefinition study = opened.studies().get(0);
      assertThat(Path.of(study.settings().get("--model")))
          .isAbsolute()
          .isEqualTo(Path.of(SCRIPT).toAbsolutePath().normalize());
    }
    Outcome resumed =
        Outcome.of("study", "resume", "--store", store, "--trials", "3", "--json", "--quiet");
    assertThat(document(resumed).at("/trials/total").intValue()).isEqualTo(3);
  }

  @Test
  void aClassOfTheClassPathTrainsAndSaysWhatWillBeSaved() throws IOException {
    Path source = temp.resolve("acme/Flat.java");
    Files.createDirectories(source.getParent());
    Files.writeString(source, MODULE);
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", temp.toString(), "-proc:none", source.toString());
    assertThat(compiled).isZero();
    Outcome outcome =
        run(
            "train",
            "--model",
            "acme.Flat",
            "--class-path",
            temp.toString(),
            "--lr",
            "0.02",
            "--budget",
            "2epochs");
    assertThat(document(outcome).get("model").asText()).isEqualTo("acme.Flat");
    assertThat(outcome.err()).contains("'acme.Flat'", "weights only");
  }
}
