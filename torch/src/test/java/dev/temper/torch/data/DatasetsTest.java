package dev.temper.torch.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.temper.torch.model.TensorValues;
import dev.temper.training.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data by name and path. */
class DatasetsTest {

  @Test
  void opensTheDigitsByName() throws IOException {
    Dataset data = Datasets.open("digits", DataSettings.DEFAULT);
    assertThat(data.summary()).isEqualTo(Datasets.digits().summary());
    assertThat(TensorValues.of(data.features(Split.VALIDATION)))
        .isEqualTo(TensorValues.of(Datasets.digits().features(Split.VALIDATION)));
  }

  @Test
  void refusesAPathThatDoesNotExist(@TempDir Path folder) {
    Path missing = folder.resolve("missing");
    Refusal.of(missing, "'" + missing + "'", "Accepted: digits");
    Refusal.of(Path.of("mnist-of-old"), "'mnist-of-old'", "Accepted: digits");
  }

  @Test
  void refusesAnEmptyFolder(@TempDir Path folder) {
    Refusal.of(folder, folder.toString(), "train-images-idx3-ubyte", "train.csv");
  }

  @Test
  void refusesAFolderOfOtherFiles(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("notes.md"), "nothing to learn from");
    Refusal.of(folder, folder.toString(), "train-images-idx3-ubyte", "train.csv");
  }

  @Test
  void refusesAFileOfAnUnknownType(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("table.parquet"), "PAR1");
    Refusal.of(file, file.toString(), ".csv, .tsv or .txt");
  }
}
