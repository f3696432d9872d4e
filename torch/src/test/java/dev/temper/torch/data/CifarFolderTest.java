package dev.temper.torch.data;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.temper.torch.model.TensorValues;
import dev.temper.training.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CIFAR folders: what a record means, and one line of refusal for every bad folder. */
class CifarFolderTest {

  private static final int PIXELS = 3072;
  private static final String NAMES = "airplane\nautomobile\nbird\n\n";

  private final Path folder;

  CifarFolderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** Two good batches of 6 and a test batch of 3; each test spoils them. */
  @BeforeEach
  void write() throws IOException {
    writeTen(folder);
  }

  private static void writeTen(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve("data_batch_1.bin"), records(0, 0, 1, 2, 0, 1, 2));
    Files.write(folder.resolve("data_batch_2.bin"), records(6, 0, 1, 2, 0, 1, 2));
    Files.write(folder.resolve("test_batch.bin"), records(12, 2, 0, 1));
    Files.writeString(folder.resolve("batches.meta.txt"), NAMES);
  }

  /** Records of one label; pixel j of image i is (i + 7 j) mod 256. */
  private static byte[] records(int first, int... labels) {
    byte[] bytes = new byte[labels.length * (1 + PIXELS)];
    for (int i = 0; i < labels.length; i++) {
      bytes[i * (1 + PIXELS)] = (byte) labels[i];
      pixels(first + i, bytes, i * (1 + PIXELS) + 1);
    }
    return bytes;
  }

  /** The same with a coarse label of 19 before each. */
  private static byte[] fineRecords(int... labels) {
    byte[] bytes = new byte[labels.length * (2 + PIXELS)];
    for (int i = 0; i < labels.length; i++) {
      bytes[i * (2 + PIXELS)] = 19;
      bytes[i * (2 + PIXELS) + 1] = (byte) labels[i];
      pixels(i, bytes, i * (2 + PIXELS) + 2);
    }
    return bytes;
  }

  private static void pixels(int image, byte[] bytes, int from) {
    for (int j = 0; j < PIXELS; j++) {
      bytes[from + j] = (byte) pixel(image, j);
    }
  }

  private static int pixel(int image, int j) {
    return (image + 7 * j) % 256;
  }

  private static RawData read(Path folder) throws IOException {
    return CifarFolder.read(requireNonNull(CifarFolder.in(folder)), "cifar");
  }

  @Test
  void readsRecordsInTheOrderOfTheBatches() throws IOException {
    try (PointerScope scope = new PointerScope()) {
      RawData data = read(folder);
      assertThat(data.shape()).containsExactly(3L, 32L, 32L);
      assertThat(data.classes()).containsExactly("airplane", "automobile", "bird");
      assertThat(TensorValues.of(data.labels()))
          .containsExactly(0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2);
      assertThat(TensorValues.of(requireNonNull(data.testLabels()))).containsExactly(2, 0, 1);
      assertThat(data.features().scalar_type().intern()).isEqualTo(ScalarType.Byte);
      assertThat(data.features().size(0)).isEqualTo(12);
      double[] test = TensorValues.of(requireNonNull(data.testFeatures()));
      assertThat(test).hasSize(3 * PIXELS);
      for (int i = 0; i < test.length; i++) {
        assertThat(test[i]).isEqualTo(pixel(12 + i / PIXELS, i % PIXELS));
      }
      // Blue of row 5, column 9 of the image 7.
      assertThat(data.features().select(0, 7).select(0, 2).select(0, 5).select(0, 9).item_long())
          .isEqualTo(pixel(7, 2 * 1024 + 5 * 32 + 9));
    }
  }

  @Test
  void opensAsADataSetWithTheCitation() throws IOException {
    Dataset data = Datasets.open(folder.toString(), DataSettings.DEFAULT);
    assertThat(data.summary().trainingExamples()).isEqualTo(11);
    assertThat(data.summary().validationExamples()).isEqualTo(1);
    assertThat(TensorValues.of(data.labels(Split.TEST))).containsExactly(2, 0, 1);
    assertThat(data.summary().attribution()).contains("Krizhevsky, 2009");
  }

  @Test
  void tellsThatThereAreFewerBatchesThanUsual() throws IOException {
    try (PointerScope scope = new PointerScope()) {
      assertThat(read(folder).notes()).hasSize(1).first().asString().contains("2 training batches");
      for (int i = 3; i <= 5; i++) {
        Files.write(folder.resolve("data_batch_" + i + ".bin"), records(0, 1));
      }
      assertThat(read(folder).notes()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cifar-10-batches-bin", "cifar-100-binary"})
  void findsTheUsualSubFolder(String name, @TempDir Path parent) throws IOException {
    writeTen(parent.resolve(name));
    Dataset data = Datasets.open(parent.toString(), DataSettings.DEFAULT);
    assertThat(data.summary().testExamples()).isEqualTo(3);
  }

  @Test
  void readsTheFineLabelsOfCifar100(@TempDir Path hundred) throws IOException {
    Files.write(hundred.resolve("train.bin"), fineRecords(0, 99, 5, 7));
    Files.write(hundred.resolve("test.bin"), fineRecords(3));
    try (PointerScope scope = new PointerScope()) {
      RawData data = read(hundred);
      assertThat(data.classes()).hasSize(100).startsWith("0", "1");
      assertThat(TensorValues.of(data.labels())).containsExactly(0, 99, 5, 7);
      assertThat(TensorValues.of(requireNonNull(data.testLabels()))).containsExactly(3);
      assertThat(TensorValues.of(requireNonNull(data.testFeatures()))[1]).isEqualTo(pixel(0, 1));
      Files.writeString(hundred.resolve("fine_label_names.txt"), "x\n".repeat(99) + "last\n");
      assertThat(read(hundred).classes()).hasSize(100).last().isEqualTo("last");
    }
  }

  @Test
  void readsMoreRecordsThanOneChunk() throws IOException {
    int[] labels = new int[10_003];
    labels[10_001] = 2;
    labels[10_002] = 1;
    Files.write(folder.resolve("data_batch_1.bin"), records(0, labels));
    try (PointerScope scope = new PointerScope()) {
      RawData data = read(folder);
      assertThat(data.labels().select(0, 10_001).item_long()).isEqualTo(2);
      double[] image = TensorValues.of(data.features().select(0, 10_001));
      assertThat(image[3000]).isEqualTo(pixel(10_001, 3000));
    }
  }

  @Test
  void refusesAMissingBatch() throws IOException {
    Files.move(folder.resolve("data_batch_1.bin"), folder.resolve("data_batch_3.bin"));
    Refusal.of(folder, folder.toString(), "no data_batch_1.bin");
    Files.delete(folder.resolve("data_batch_3.bin"));
    Files.write(folder.resolve("data_batch_1.bin"), records(0, 0, 1));
    Files.delete(folder.resolve("test_batch.bin"));
    Refusal.of(folder, folder.toString(), "no test_batch.bin");
  }

  @Test
  void refusesCifar100WithoutItsTestFile(@TempDir Path hundred) throws IOException {
    Files.write(hundred.resolve("train.bin"), fineRecords(0, 1));
    Refusal.of(hundred, hundred.toString(), "no test.bin");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3072, 6147})
  void refusesASizeThatIsNoMultipleOfARecord(int size) throws IOException {
    Path file = folder.resolve("data_batch_2.bin");
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), size));
    Refusal.of(folder, file.toString(), size + " bytes", "multiple of 3073");
  }

  @Test
  void refusesALabelWithoutANameAndTellsTheRecord() throws IOException {
    Path file = folder.resolve("data_batch_2.bin");
    Files.write(file, records(0, 0, 1, 2, 3, 255));
    Refusal.of(folder, file.toString(), "record 4 has the label 3", "0 to 2");
    Files.writeString(folder.resolve("batches.meta.txt"), NAMES + "cat\n");
    Refusal.of(folder, file.toString(), "record 5 has the label 255", "0 to 3");
  }

  @Test
  void refusesAFileOfNoNames() throws IOException {
    Path file = Files.writeString(folder.resolve("batches.meta.txt"), "\n");
    Refusal.of(folder, file.toString(), "0 names");
  }

  @Test
  void refusesToLearnNumbersFromImages() {
    Refusal.of(folder, DataSettings.DEFAULT.withLoss(Loss.MSE), "cross-entropy");
  }
}
