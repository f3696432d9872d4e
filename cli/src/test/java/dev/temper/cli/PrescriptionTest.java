package dev.temper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The blocks to copy at the end of a tuning's report do what they say. */
class PrescriptionTest {

  private static final Pattern BLOCK = Pattern.compile("(?s)<pre><code>(.*?)</code></pre>");

  @Test
  void theJavaProgramCompilesAndTheExperimentTrains(@TempDir Path temp) throws Exception {
    Path tuned = temp.resolve("tuned");
    Outcome tuning =
        Outcome.of(
            "tune",
            "--model",
            "mlp",
            "--budget",
            "60iterations",
            "--threads",
            "1",
            "--precision",
            "f32",
            "--accumulate",
            "2",
            "--clip-norm",
            "1",
            "--seed",
            "3",
            "--out",
            tuned.toString());
    assertThat(tuning.exit()).as(tuning.err()).isZero();
    Matcher blocks = BLOCK.matcher(Files.readString(tuned.resolve("report.html")));

    assertThat(blocks.find()).isTrue();
    Path experiment = Files.writeString(temp.resolve("experiment.yaml"), text(blocks));
    assertThat(blocks.find()).isTrue();
    Path program = Files.writeString(temp.resolve("TrainTuned.java"), text(blocks));

    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    assertThat(compiler.run(null, null, null, "-d", temp.toString(), program.toString())).isZero();
    Outcome trained =
        Outcome.of("train", experiment.toString(), "--out", temp.resolve("trained").toString());
    assertThat(trained.exit()).as(trained.err()).isZero();
    assertThat(Files.readString(temp.resolve("trained/curves.csv")))
        .isEqualTo(Files.readString(tuned.resolve("curves.csv")));
  }

  private static String text(Matcher block) {
    return block
        .group(1)
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&");
  }
}
