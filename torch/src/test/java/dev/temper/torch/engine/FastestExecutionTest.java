package dev.temper.torch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.temper.torch.model.Models;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which precision and layout are taken: the rule, and what is kept of a measurement. */
class FastestExecutionTest {

  private static final Execution USUAL = new Execution(1, Precision.F32);
  private static final Execution OTHER = USUAL.withPrecision(Precision.BF16);
  private static final Execution THIRD = USUAL.withLayout(Layout.CONTIGUOUS);
  private static final List<Execution> ALL = List.of(USUAL, OTHER, THIRD);

  @TempDir private Path folder;

  private MeasuredChoices choices() {
    return new MeasuredChoices(folder.resolve("deeper/execution.properties"));
  }

  @Test
  void theFurthestAheadIsTaken() {
    assertThat(
            FastestExecution.fastest(
                ALL, List.of(List.of(10.0, 11.0), List.of(13.0, 14.0), List.of(15.0, 16.0))))
        .isEqualTo(THIRD);
  }

  @Test
  void theUsualStaysWhereAnotherIsATenthAheadAtMostOrNotInEveryRound() {
    assertThat(
            FastestExecution.fastest(
                ALL,
                List.of(
                    List.of(10.0, 10.0, 10.0),
                    List.of(10.9, 10.9, 10.9),
                    List.of(20.0, 20.0, 9.9))))
        .isEqualTo(USUAL);
  }

  @Test
  void whatIsGivenIsNoQuestion() {
    FastestExecution given =
        new FastestExecution(Device.CPU, 1, Precision.F32, Layout.CONTIGUOUS, choices());
    FastestExecution precision =
        new FastestExecution(Device.CPU, 1, Precision.BF16, null, choices());
    FastestExecution open = new FastestExecution(Device.CPU, 1, null, null, choices());

    assertThat(given.candidates(true)).containsExactly(THIRD);
    assertThat(precision.candidates(true))
        .containsExactly(OTHER, OTHER.withLayout(Layout.CONTIGUOUS));
    assertThat(precision.candidates(false)).containsExactly(OTHER);
    assertThat(open.candidates(false)).hasSize(2).doesNotHaveDuplicates();
    assertThat(open.candidates(true)).hasSize(4).doesNotHaveDuplicates();
    assertThat(open.candidates(true).get(0)).isEqualTo(new Execution(1, Precision.forProcessor()));
  }

  @Test
  void aMeasurementIsKeptAndNotMadeAgain() {
    FastestExecution open = new FastestExecution(Device.CPU, 1, null, null, choices());

    Execution first = choice(open);

    assertThat(folder.resolve("deeper/execution.properties")).isNotEmptyFile();
    // Whatever was measured, what is kept decides.
    Execution opposite =
        first.withPrecision(first.precision() == Precision.F32 ? Precision.BF16 : Precision.F32);
    assertThat(choice(open)).isEqualTo(first);
    replace(first.precision().label(), opposite.precision().label());
    assertThat(choice(open)).isEqualTo(opposite);
  }

  private static Execution choice(FastestExecution open) {
    return open.of(TorchTask.of(Models.named("mlp"), Probe.DIGITS, open.usual()), 16).execution();
  }

  private void replace(String old, String other) {
    Path file = folder.resolve("deeper/execution.properties");
    try {
      Files.writeString(file, Files.readString(file).replace("=" + old, "=" + other));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void choicesReadBackAndOthersStay() {
    choices().keep("first", OTHER);
    choices().keep("second", THIRD);

    assertThat(choices().find("first", ALL)).isEqualTo(OTHER);
    assertThat(choices().find("second", ALL)).isEqualTo(THIRD);
    assertThat(choices().find("third", ALL)).isNull();
    assertThat(choices().find("first", List.of(USUAL))).isNull();
  }

  @Test
  void aFileThatIsNoneIsAsGoodAsNone() throws IOException {
    Path file = folder.resolve("broken");
    Files.writeString(file, "first=\\u00zz");
    MeasuredChoices broken = new MeasuredChoices(file);

    assertThat(broken.find("first", ALL)).isNull();
    broken.keep("first", THIRD);
    assertThat(broken.find("first", ALL)).isEqualTo(THIRD);

    MeasuredChoices below = new MeasuredChoices(file.resolve("execution.properties"));
    below.keep("first", THIRD);
    assertThat(below.find("first", ALL)).isNull();
  }
}
