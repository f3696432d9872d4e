package dev.temper.report.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Range tests recorded as CSV. */
class RecordedRangeTestTest {

  private final Path temp;

  RecordedRangeTestTest(@TempDir Path temp) {
    this.temp = temp;
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t"})
  void separatesByCommaSemicolonOrTab(String separator) throws IOException {
    String text = "learning_rate,train_loss,val_loss\n0.1,2,3\n0.2,1,\n0.2,,4\n";
    Path file = Files.writeString(temp.resolve("test.csv"), text.replace(",", separator));

    assertThat(RecordedRangeTest.read(file, 0, 4, 0).trainLoss()).containsExactly(2, 1);
    assertThat(RecordedRangeTest.read(file, 0, 4, 0).validationLoss()).containsExactly(3, 4);
  }
}
