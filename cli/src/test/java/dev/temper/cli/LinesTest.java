package dev.temper.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LinesTest {

  private static Lines of(String text) {
    return new Lines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> all(Lines lines) throws IOException {
    List<String> all = new ArrayList<>();
    for (String line = lines.next(); line != null; line = lines.next()) {
      all.add(line);
    }
    return all;
  }

  @Test
  void theLastLineNeedsNoEnd() throws IOException {
    assertThat(all(of(""))).isEmpty();
    assertThat(all(of("\n"))).containsExactly("");
    assertThat(all(of("a\n\nb"))).containsExactly("a", "", "b");
    assertThat(all(of("a\nb\n"))).containsExactly("a", "b");
  }

  @Test
  void linesAreTheSameInWhateverPiecesTheyCome() throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      expected.add("ä😀x".repeat(random.nextInt(random.nextInt(20) == 0 ? 5000 : 10)));
    }
    byte[] bytes = String.join("\n", expected).getBytes(StandardCharsets.UTF_8);
    InputStream pieces =
        new ByteArrayInputStream(bytes) {
          @Override
          public int read(byte[] into, int from, int length) {
            return super.read(into, from, Math.min(length, 1 + random.nextInt(700)));
          }
        };

    assertThat(all(new Lines(pieces))).isEqualTo(expected);
  }

  @Test
  void aLineThatIsTooLongCostsOneLine() throws IOException {
    String longest = "x".repeat(Lines.LONGEST);
    Lines lines = of("a\n" + longest + "\n" + longest + "y\nb");

    assertThat(lines.next()).isEqualTo("a");
    assertThat(lines.next()).isEqualTo(longest);
    assertThatIllegalArgumentException()
        .isThrownBy(lines::next)
        .withMessage("The line (of 1048577 bytes) must have at most 1048576.");
    assertThat(all(lines)).containsExactly("b");
  }

  @Test
  void aLineThatIsNoUtf8CostsOneLine() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(new byte[] {'a', (byte) 0xC3, '\n', (byte) 0xFF, '\n', (byte) 0xC3, (byte) 0xA4});
    Lines lines = new Lines(new ByteArrayInputStream(bytes.toByteArray()));

    for (int i = 0; i < 2; i++) {
      assertThatIllegalArgumentException()
          .isThrownBy(lines::next)
          .withMessage("The line must be UTF-8.");
    }
    assertThat(all(lines)).containsExactly("ä");
  }
}
