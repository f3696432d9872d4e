package dev.temper.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the guide, as it stands there. */
class AskTellGuideTest {

  private static final Path GUIDE = Path.of("../docs/ask-tell.md");

  @TempDir private Path temp;

  private static String block(String language) throws IOException {
    Matcher block =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(GUIDE));
    assertThat(block.find()).as(language).isTrue();
    return block.group(1);
  }

  private static boolean installed(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  @Test
  void theShellFindsGoodValues() throws IOException, InterruptedException {
    assumeTrue(installed("bash") && installed("awk"), "there are bash and awk");
    Files.writeString(temp.resolve("space.json"), block("json"));
    Files.writeString(temp.resolve("search.sh"), block("bash"));
    Path command =
        Files.writeString(
            temp.resolve("temper"),
            "#!/bin/sh\nexec '"
                + Path.of(System.getProperty("java.home"), "bin", "java")
                + "' -cp '"
                + System.getProperty("java.class.path")
                + "' dev.temper.cli.Temper \"$@\"\n");
    assertThat(command.toFile().setExecutable(true)).isTrue();
    Process shell =
        new ProcessBuilder("bash", "-eu", "search.sh")
            .directory(temp.toFile())
            .redirectErrorStream(true)
            .start();
    String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(shell.waitFor()).as(printed).isZero();
    JsonNode best = new ObjectMapper().readTree(printed).required("best");
    // Without momentum the best rate, 0.0198, leaves 0.009 of 50.5.
    assertThat(best.get("value").doubleValue()).isLessThan(0.001);
    assertThat(best.at("/params/optimizer").textValue()).isEqualTo("momentum");
  }
}
