package dev.temper.torch.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.temper.torch.model.TensorValues;
import dev.temper.training.Split;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** IDX folders: every spelling of a good one, and one line of refusal for every bad one. */
class IdxFolderTest {

  private static final int TRAINING = 20;
  private static final int TEST = 6;
  private static final int ROWS = 4;
  private static final int COLUMNS = 3;
  private static final List<String> NAMES =
      List.of(
          "train-images-idx3-ubyte", "train-labels-idx1-ubyte",
          "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte");

  private final Path folder;

  IdxFolderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** A good folder, which each test then spoils. */
  @BeforeEach
  void write() throws IOException {
    write("-", "");
  }

  private void write(String separator, String ending) throws IOException {
    put("train-images" + separator + "idx3-ubyte" + ending, images(TRAINING, ROWS, COLUMNS));
    put("train-labels" + separator + "idx1-ubyte" + ending, labels(TRAINING));
    put("t10k-images" + separator + "idx3-ubyte" + ending, images(TEST, ROWS, COLUMNS));
    put("t10k-labels" + separator + "idx1-ubyte" + ending, labels(TEST));
  }

  private Path put(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    return Files.write(file, name.endsWith(".gz") ? zipped(bytes) : bytes);
  }

  private static byte[] zipped(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    }
    return out.toByteArray();
  }

  /** Pixel j of image i is (40 i + j) mod 256. */
  private static byte[] images(int count, int rows, int columns) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(2051);
    out.writeInt(count);
    out.writeInt(rows);
    out.writeInt(columns);
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < rows * columns; j++) {
        out.writeByte(40 * i + j);
      }
    }
    return bytes.toByteArray();
  }

  /** Label i is i mod 3. */
  private static byte[] labels(int count) throws IOException {
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) (i % 3);
    }
    return labels(labels);
  }

  private static byte[] labels(byte... labels) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(2049);
    out.writeInt(labels.length);
    out.write(labels);
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @CsvSource({"-, ''", "-, .gz", "., ''", "., .gz"})
  void readsEverySpellingOfTheNames(String separator, String ending) throws IOException {
    for (String name : NAMES) {
      Files.delete(folder.resolve(name));
    }
    write(separator, ending);
    Dataset data = Datasets.open(folder.toString(), DataSettings.DEFAULT);
    assertThat(data.shape()).containsExactly(1L, 4L, 3L);
    assertThat(data.summary().classes()).containsExactly("0", "1", "2");
    assertThat(data.summary().trainingExamples()).isEqualTo(18);
    assertThat(data.summary().validationExamples()).isEqualTo(2);
    assertThat(data.summary().testExamples()).isEqualTo(6);
    assertThat(data.summary().name()).isEqualTo(folder.toString());
  }

  @Test
  void readsPixelsAsUnsignedBytesRowByRow() throws IOException {
    Dataset data = Datasets.open(folder.toString(), DataSettings.DEFAULT);
    try (PointerScope scope = new PointerScope()) {
      Tensor raw = data.features(Split.TEST).mul(data.scale()).add(data.mean());
      double[] pixels = TensorValues.of(raw.round());
      for (int i = 0; i < TEST; i++) {
        for (int j = 0; j < ROWS * COLUMNS; j++) {
          assertThat(pixels[i * ROWS * COLUMNS + j]).isEqualTo((40.0 * i + j) % 256);
        }
      }
      assertThat(TensorValues.of(data.labels(Split.TEST))).containsExactly(0, 1, 2, 0, 1, 2);
    }
  }

  @Test
  void pixelsStayBytes() throws IOException {
    try (PointerScope scope = new PointerScope()) {
      RawData data = IdxFolder.read(folder, "idx");
      assertThat(data.features().scalar_type().intern()).isEqualTo(ScalarType.Byte);
      assertThat(data.features().select(0, 6).flatten().select(0, 11).item_long()).isEqualTo(251);
    }
  }

  @Test
  void aClassSeenInTheTestOnlyIsCounted() throws IOException {
    put("t10k-labels-idx1-ubyte", labels(new byte[] {0, 1, 2, 3, 4, 0}));
    Dataset data = Datasets.open(folder.toString(), DataSettings.DEFAULT);
    assertThat(data.summary().classes()).containsExactly("0", "1", "2", "3", "4");
  }

  @ParameterizedTest
  @CsvSource({
    "train-images-idx3-ubyte", "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"
  })
  void refusesAFolderWithoutOneOfTheFiles(String name) throws IOException {
    Files.delete(folder.resolve(name));
    Refusal.of(folder, folder.toString(), name);
  }

  @ParameterizedTest
  @CsvSource({
    "train-images-idx3-ubyte, 2051", "train-labels-idx1-ubyte, 2049",
    "t10k-images-idx3-ubyte, 2051", "t10k-labels-idx1-ubyte, 2049"
  })
  void refusesAWrongMagicNumber(String name, String magic) throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve(name));
    bytes[3]++;
    put(name, bytes);
    Refusal.of(folder, folder.resolve(name).toString(), magic);
  }

  @ParameterizedTest
  @CsvSource({
    "train-images-idx3-ubyte, 0", "train-images-idx3-ubyte, 2", "train-images-idx3-ubyte, 10",
    "train-images-idx3-ubyte, 16", "train-images-idx3-ubyte, 255", "train-labels-idx1-ubyte, 0",
    "train-labels-idx1-ubyte, 6", "train-labels-idx1-ubyte, 27", "t10k-images-idx3-ubyte, 40",
    "t10k-labels-idx1-ubyte, 13"
  })
  void refusesATruncatedFile(String name, int length) throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve(name));
    assertThat(bytes.length).isGreaterThan(length);
    put(name, Arrays.copyOf(bytes, length));
    Refusal.of(folder, folder.resolve(name).toString(), "complete IDX file");
  }

  @ParameterizedTest
  @CsvSource({"0", "5", "12", "30", "-9", "-1"})
  void refusesATruncatedGzipFile(int length) throws IOException {
    Path plain = folder.resolve("train-images-idx3-ubyte");
    byte[] zipped = zipped(Files.readAllBytes(plain));
    Files.delete(plain);
    Path file = folder.resolve("train-images-idx3-ubyte.gz");
    Files.write(file, Arrays.copyOf(zipped, length < 0 ? zipped.length + length : length));
    Refusal.of(folder, file.toString(), "complete IDX file");
  }

  @Test
  void refusesAGzipFileWithSpoiltBytes() throws IOException {
    Path plain = folder.resolve("train-images-idx3-ubyte");
    byte[] zipped = zipped(Files.readAllBytes(plain));
    Files.delete(plain);
    // The checksum in the last eight bytes.
    zipped[zipped.length - 8]++;
    Path file = Files.write(folder.resolve("train-images-idx3-ubyte.gz"), zipped);
    Refusal.of(folder, file.toString(), "gzip data is damaged");
  }

  @Test
  void refusesAFileThatIsNotGzipAtAll() throws IOException {
    Path plain = folder.resolve("train-labels-idx1-ubyte");
    Path file = Files.move(plain, folder.resolve("train-labels-idx1-ubyte.gz"));
    Refusal.of(folder, file.toString(), "gzip");
  }

  @ParameterizedTest
  @CsvSource({"train-labels-idx1-ubyte, 19, 20", "t10k-labels-idx1-ubyte, 7, 6"})
  void refusesAnotherNumberOfLabelsThanImages(String name, int labels, int images)
      throws IOException {
    put(name, labels(labels));
    Refusal.of(folder, folder.resolve(name).toString(), labels + " labels", images + " images");
  }

  @ParameterizedTest
  @CsvSource({"train-images-idx3-ubyte", "t10k-labels-idx1-ubyte"})
  void refusesAFileThatIsTooLong(String name) throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve(name));
    put(name, Arrays.copyOf(bytes, bytes.length + 1));
    Refusal.of(folder, folder.resolve(name).toString(), "goes on");
  }

  @Test
  void refusesImagesOfTwoSizes() throws IOException {
    put("t10k-images-idx3-ubyte", images(TEST, 3, 4));
    Refusal.of(folder, folder.toString(), "4 x 3", "3 x 4");
  }

  @Test
  void refusesAHeaderThatAnnouncesNothing() throws IOException {
    put("train-images-idx3-ubyte", images(0, ROWS, COLUMNS));
    Refusal.of(folder, folder.resolve("train-images-idx3-ubyte").toString(), "0 images");
    put("train-images-idx3-ubyte", images(TRAINING, 0, COLUMNS));
    Refusal.of(folder, folder.resolve("train-images-idx3-ubyte").toString(), "0 rows");
  }

  @Test
  void refusesAHeaderThatAnnouncesMoreThanTheFileHolds() throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve("train-images-idx3-ubyte"));
    // 2^31 - 1 rows of 2^31 - 1 columns.
    Arrays.fill(bytes, 8, 16, (byte) 0xff);
    bytes[8] = 0x7f;
    bytes[12] = 0x7f;
    put("train-images-idx3-ubyte", bytes);
    Refusal.of(folder, folder.resolve("train-images-idx3-ubyte").toString(), "complete IDX file");
  }

  @Test
  void refusesLabelsOfOneClass() throws IOException {
    put("train-labels-idx1-ubyte", labels(new byte[TRAINING]));
    put("t10k-labels-idx1-ubyte", labels(new byte[TEST]));
    Refusal.of(folder, folder.toString(), "1 class");
  }
}
