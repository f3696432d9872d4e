package dev.temper.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.temper.recipe.Budget;
import dev.temper.recipe.Experiment;
import dev.temper.recipe.Tuning;
import dev.temper.recipe.WeightDecayBy;
import dev.temper.training.ModelSetting;
import dev.temper.training.SyntheticTask;
import dev.temper.training.UpdateSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The journal of a procedure on disk. */
class JournalFileTest {

  private final Path temp;
  private final Path file;

  JournalFileTest(@TempDir Path temp) {
    this.temp = temp;
    file = temp.resolve(JournalFile.NAME);
  }

  private RunFolder folder() throws IOException {
    return RunFolder.open(temp);
  }

  private static Tuning tuning(SyntheticTask task) {
    return Tuning.of(task).seed(7).batchSize(16).budget(Budget.iterations(800));
  }

  /** Procedures that make every kind of experiment, with numbers that are not finite. */
  private static Stream<Supplier<Tuning>> procedures() {
    UpdateSettings updates = new UpdateSettings(2, 0.5, true, List.of(0.1, 1.0));
    ModelSetting layers = new ModelSetting("layers", ModelSetting.Kind.DEPTH, 2, 0, 9, true);
    return Stream.of(
        () -> tuning(new SyntheticTask()),
        () -> tuning(new SyntheticTask()).weightDecayBy(WeightDecayBy.SNAPSHOT).updates(updates),
        () -> tuning(new SyntheticTask().brittleAbove(0.02)),
        () -> tuning(new SyntheticTask().withoutClasses()).weightDecayBy(WeightDecayBy.RANGE),
        () ->
            tuning(
                    new SyntheticTask()
                        .withModelSettings(layers)
                        .whoseValidationLossIs(t -> t.model().isEmpty() ? 0.2 : 0.1))
                .budget(Budget.iterations(2000))
                .explore(Set.of("layers")));
  }

  @ParameterizedTest
  @MethodSource("procedures")
  void everyExperimentReadsBackAsItself(Supplier<Tuning> procedure) throws IOException {
    try (JournalFile journal = JournalFile.create(folder())) {
      procedure.get().journal(journal).run();
    }
    List<String> lines = Files.readAllLines(file);

    for (String line : lines) {
      Experiment experiment = ExperimentJson.read(Json.MAPPER.readTree(line));
      assertThat(ExperimentJson.write(experiment)).hasToString(line);
    }
    try (JournalFile journal = JournalFile.open(folder())) {
      procedure.get().journal(journal).run();
      assertThat(journal.size()).isEqualTo(lines.size());
    }
    assertThat(file).hasContent(String.join("\n", lines));
  }

  @Test
  void aLineWithoutItsEndCountsAsNotWritten() throws IOException {
    try (JournalFile journal = JournalFile.create(folder())) {
      tuning(new SyntheticTask()).journal(journal).run();
    }
    List<String> lines = Files.readAllLines(file);
    Files.writeString(file, "{\"experiment\":\"tri", StandardOpenOption.APPEND);

    try (JournalFile journal = JournalFile.open(folder())) {
      assertThat(journal.size()).isEqualTo(lines.size());
    }
    assertThat(file).hasContent(String.join("\n", lines));
  }

  @Test
  void refusesALineThatIsNoExperimentAndNamesIt() throws IOException {
    try (JournalFile journal = JournalFile.create(folder())) {
      tuning(new SyntheticTask()).journal(journal).run();
    }
    String good = Files.readAllLines(file).get(0);
    for (String bad :
        List.of("", "{}", "no", "{\"experiment\":\"trial\"}", good.replaceFirst("7", "\"x\""))) {
      Files.writeString(file, good + "\n" + bad + "\n");

      assertThatIllegalArgumentException()
          .as(bad)
          .isThrownBy(() -> JournalFile.open(folder()))
          .withMessageStartingWith(file + ":2: ");
    }
    Files.writeString(file, good + "\n");
    try (JournalFile journal = JournalFile.open(folder())) {
      assertThat(journal.size()).as("after the refusals let go of the lock").isOne();
    }
  }

  @Test
  void isOpenOnceAtATimeAndKeptFromWhoComesSecond() throws IOException {
    try (JournalFile journal = JournalFile.create(folder())) {
      tuning(new SyntheticTask()).journal(journal).run();
      long size = Files.size(file);

      assertThatIllegalArgumentException()
          .isThrownBy(() -> JournalFile.open(folder()))
          .withMessageContaining("'" + temp + "'");
      assertThatIllegalArgumentException().isThrownBy(() -> JournalFile.create(folder()));
      assertThat(Files.size(file)).isEqualTo(size);
    }
  }

  @Test
  void aNewOneHasNothingOfAnEarlierOneButLeavesOtherFiles() throws IOException {
    try (JournalFile journal = JournalFile.create(folder())) {
      tuning(new SyntheticTask()).journal(journal).run();
    }
    Path own = Files.writeString(temp.resolve("curves/own.csv"), "mine");
    JournalFile.create(folder()).close();

    assertThat(file).isEmptyFile();
    assertThat(temp.resolve("curves")).isDirectoryContaining(own::equals);
    try (Stream<Path> files = Files.list(temp.resolve("curves"))) {
      assertThat(files).containsExactly(own);
    }
  }
}
