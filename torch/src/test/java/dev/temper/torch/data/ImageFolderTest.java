package dev.temper.torch.data;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.temper.torch.model.TensorValues;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders of images: layouts, formats, what is skipped and what is refused. */
class ImageFolderTest {

  private static final long PLENTY = 1L << 40;

  private final Path folder;

  ImageFolderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static Path put(Path file, BufferedImage image) throws IOException {
    Files.createDirectories(file.getParent());
    String name = file.getFileName().toString();
    String format = name.endsWith("png") ? "png" : "jpg";
    assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
    return file;
  }

  private Path put(String name, BufferedImage image) throws IOException {
    return put(folder.resolve(name), image);
  }

  /** Every pixel has the colour 0xRRGGBB. */
  private static BufferedImage plain(int height, int width, int type, int colour) {
    BufferedImage image = new BufferedImage(width, height, type);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, 0xff000000 | colour);
      }
    }
    return image;
  }

  private static BufferedImage colour(int value) {
    return plain(8, 8, BufferedImage.TYPE_3BYTE_BGR, value);
  }

  private static BufferedImage grey(int value) {
    BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
    int[] values = new int[64];
    Arrays.fill(values, value);
    image.getRaster().setPixels(0, 0, 8, 8, values);
    return image;
  }

  /** Two classes of so many images each, in folders below a prefix. */
  private void classes(String prefix, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      put(prefix + "cat/" + i + ".png", colour(0x100000 + i));
      put(prefix + "dog/" + i + ".png", colour(0x200000 + i));
    }
  }

  private RawData read() throws IOException {
    return read(DataSettings.DEFAULT, PLENTY);
  }

  private RawData read(DataSettings settings, long memory) throws IOException {
    return ImageFolder.read(folder, "images", settings, memory, DataListener.NONE);
  }

  private static DataSettings sized(String size) {
    return DataSettings.DEFAULT.withImageSize(ImageSize.parse(size));
  }

  /** The first pixel of every image, red, green and blue. */
  private static List<List<Integer>> colours(Tensor images) {
    List<List<Integer>> colours = new ArrayList<>();
    for (long i = 0; i < images.size(0); i++) {
      double[] pixel = TensorValues.of(images.select(0, i).narrow(1, 0, 1).narrow(2, 0, 1));
      colours.add(Arrays.stream(pixel).mapToObj(value -> (int) value).toList());
    }
    return colours;
  }

  @ParameterizedTest
  @ValueSource(strings = {"test", "val", "valid", "validation"})
  void readsTrainingAndTestFolders(String testFolder) throws IOException {
    classes("train/", 3);
    classes(testFolder + "/", 1);
    try (PointerScope scope = new PointerScope()) {
      RawData data = read();
      assertThat(data.classes()).containsExactly("cat", "dog");
      assertThat(data.shape()).containsExactly(3L, 8L, 8L);
      assertThat(data.features().scalar_type().intern()).isEqualTo(ScalarType.Byte);
      assertThat(TensorValues.of(data.labels())).containsExactly(0, 0, 0, 1, 1, 1);
      assertThat(colours(data.features()))
          .containsExactly(
              List.of(16, 0, 0),
              List.of(16, 0, 1),
              List.of(16, 0, 2),
              List.of(32, 0, 0),
              List.of(32, 0, 1),
              List.of(32, 0, 2));
      assertThat(TensorValues.of(requireNonNull(data.testLabels()))).containsExactly(0, 1);
      assertThat(data.notes()).isEmpty();
    }
  }

  @Test
  void withBothATestAndAValFolderTheValFolderIsNotUsedAndThatIsTold() throws IOException {
    classes("train/", 2);
    classes("val/", 3);
    classes("test/", 1);
    try (PointerScope scope = new PointerScope()) {
      RawData data = read();
      assertThat(requireNonNull(data.testFeatures()).size(0)).isEqualTo(2);
      assertThat(data.notes()).hasSize(1).first().asString().contains("val is not used");
    }
  }

  @Test
  void splitsATestSetOffWhereThereIsNone() throws IOException {
    classes("", 10);
    Dataset data = Datasets.open(folder.toString(), DataSettings.DEFAULT);
    assertThat(data.summary().testExamples()).isEqualTo(4);
    assertThat(data.summary().classes()).containsExactly("cat", "dog");
    classes("train/", 5);
    assertThat(Datasets.open(folder.toString(), DataSettings.DEFAULT).summary().testExamples())
        .isEqualTo(2);
  }

  @Test
  void aClassMayBeCalledTrain() throws IOException {
    put("train/a.png", colour(1));
    put("plane/a.png", colour(2));
    try (PointerScope scope = new PointerScope()) {
      assertThat(read().classes()).containsExactly("plane", "train");
    }
  }

  @Test
  void keepsOneChannelOnlyIfAllAreGrey() throws IOException {
    put("a/1.png", grey(7));
    put("a/2.jpg", grey(200));
    put("b/3.png", grey(9));
    try (PointerScope scope = new PointerScope()) {
      RawData data = read();
      assertThat(data.shape()).containsExactly(1L, 8L, 8L);
      assertThat(colours(data.features())).containsExactly(List.of(7), List.of(200), List.of(9));
      put("b/4.png", colour(0x010203));
      assertThat(colours(read().features()))
          .containsExactly(
              List.of(7, 7, 7), List.of(200, 200, 200), List.of(9, 9, 9), List.of(1, 2, 3));
    }
  }

  @Test
  void readsEveryKindOfPng() throws IOException {
    byte[] reds = {1, 50};
    byte[] greens = {2, 60};
    byte[] blues = {3, 70};
    IndexColorModel palette = new IndexColorModel(1, 2, reds, greens, blues);
    BufferedImage indexed = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_BINARY, palette);
    put("a/1.png", indexed);
    put("a/2.png", plain(8, 8, BufferedImage.TYPE_4BYTE_ABGR, 0x0a0b0c));
    BufferedImage deep = new BufferedImage(8, 8, BufferedImage.TYPE_USHORT_GRAY);
    deep.getRaster().setSample(0, 0, 0, 0x7fff);
    put("b/3.png", deep);
    put("b/4.png", plain(8, 8, BufferedImage.TYPE_BYTE_BINARY, 0xffffff));
    put("b/5.PNG.png", plain(8, 8, BufferedImage.TYPE_INT_RGB, 0x112233));
    try (PointerScope scope = new PointerScope()) {
      assertThat(colours(read().features()))
          .containsExactly(
              List.of(1, 2, 3),
              List.of(10, 11, 12),
              List.of(127, 127, 127),
              List.of(255, 255, 255),
              List.of(0x11, 0x22, 0x33));
    }
  }

  @Test
  void readsAJpegOfAPlainColour() throws IOException {
    put("a/1.jpg", colour(0xc86432));
    put("b/1.JPEG.jpeg", colour(0x3264c8));
    try (PointerScope scope = new PointerScope()) {
      List<List<Integer>> colours = colours(read().features());
      int[] expected = {0xc8, 0x64, 0x32, 0x32, 0x64, 0xc8};
      for (int i = 0; i < 6; i++) {
        // Rounding in the conversion between colour spaces.
        assertThat(colours.get(i / 3).get(i % 3)).isBetween(expected[i] - 3, expected[i] + 3);
      }
    }
  }

  @Test
  void asksForASizeWhereTheImagesHaveSeveral() throws IOException {
    classes("", 2);
    put("cat/wide.png", plain(8, 12, BufferedImage.TYPE_3BYTE_BGR, 5));
    Refusal.of(folder, folder.toString(), "(8x8, 8x12)", "--image-size");
    try (PointerScope scope = new PointerScope()) {
      assertThat(read(sized("6x4"), PLENTY).shape()).containsExactly(3L, 6L, 4L);
    }
  }

  /** A gradient from left to right, far larger than what it is brought to. */
  @ParameterizedTest
  @CsvSource({"png", "jpg"})
  void thinsLargeImagesWithoutMovingThem(String format) throws IOException {
    BufferedImage image = new BufferedImage(512, 512, BufferedImage.TYPE_3BYTE_BGR);
    for (int y = 0; y < 512; y++) {
      for (int x = 0; x < 512; x++) {
        image.setRGB(x, y, x / 2 * 0x010101);
      }
    }
    put("a/1." + format, image);
    put("b/1." + format, image);
    try (PointerScope scope = new PointerScope()) {
      double[] row =
          TensorValues.of(
              read(sized("16"), PLENTY).features().select(0, 0).select(0, 0).select(0, 8));
      for (int x = 1; x < 15; x++) {
        // The mean of a column of 32 pixels, 16 steps of the gradient.
        assertThat(row[x]).isBetween(16 * x + 6.0, 16 * x + 9.0);
      }
    }
  }

  @Test
  void hiddenFilesAreIgnoredAndOthersAreTold() throws IOException {
    classes("", 2);
    Files.writeString(folder.resolve("cat/.DS_Store"), "x");
    Files.writeString(folder.resolve("cat/.hidden.png"), "x");
    Files.createDirectory(folder.resolve(".cache"));
    Path other = Files.writeString(folder.resolve("dog/labels.txt"), "x");
    try (PointerScope scope = new PointerScope()) {
      RawData data = read();
      assertThat(data.features().size(0)).isEqualTo(4);
      assertThat(data.classes()).containsExactly("cat", "dog");
      assertThat(data.notes())
          .hasSize(1)
          .first()
          .asString()
          .contains("1 files that are no", other.toString());
    }
  }

  @Test
  void skipsAFewFilesThatCannotBeDecodedAndCountsThem() throws IOException {
    classes("", 10);
    Path text = Files.writeString(folder.resolve("cat/55.jpg"), "no image at all");
    Path empty = Files.createFile(folder.resolve("cat/56.jpg"));
    Path png = folder.resolve("dog/3.png");
    byte[] bytes = Files.readAllBytes(png);
    Files.write(png, Arrays.copyOf(bytes, bytes.length - 30));
    try (PointerScope scope = new PointerScope()) {
      RawData data = read();
      assertThat(data.features().size(0)).isEqualTo(19);
      assertThat(TensorValues.of(data.labels()))
          .containsExactly(IntStream.range(0, 19).mapToDouble(i -> i < 10 ? 0 : 1).toArray());
      assertThat(colours(data.features()).get(13)).isEqualTo(List.of(32, 0, 4));
      assertThat(data.notes())
          .hasSize(1)
          .first()
          .asString()
          .contains("3 of 22 images", text.toString(), "neither JPEG nor PNG");
    }
    assertThat(empty).exists();
  }

  @Test
  void aJpegThatEndsEarlyIsNotTakenForGrey() throws IOException {
    classes("", 2);
    BufferedImage noise = new BufferedImage(8, 8, BufferedImage.TYPE_3BYTE_BGR);
    for (int i = 0; i < 64; i++) {
      noise.setRGB(i % 8, i / 8, i * 7919 * 31);
    }
    Path file = put("cat/9.jpg", noise);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 40));
    try (PointerScope scope = new PointerScope()) {
      RawData data = read();
      assertThat(data.features().size(0)).isEqualTo(4);
      assertThat(data.notes().get(0)).contains(file.toString(), "ends early");
    }
  }

  /** The header of a JPEG of four channels is enough to know. */
  @Test
  void skipsCmyk() throws IOException {
    classes("", 2);
    byte[] bytes = {
      (byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xc0, 0, 20, 8, 0, 8, 0, 8, 4, 1, 17, 0
    };
    Files.write(folder.resolve("cat/cmyk.jpg"), bytes);
    try (PointerScope scope = new PointerScope()) {
      assertThat(read().notes().get(0)).contains("cmyk.jpg", "4 channels, as CMYK");
    }
  }

  @Test
  void refusesManyFilesThatCannotBeDecoded() throws IOException {
    classes("", 20);
    for (int i = 0; i < 11; i++) {
      Files.writeString(folder.resolve("dog/" + i + ".png"), "damaged");
    }
    Refusal.of(
        folder,
        folder.toString(),
        "11 of 40 images",
        folder.resolve("dog/0.png").toString(),
        "up to 10");
  }

  @Test
  void refusesAFolderOfNothingButDamagedImages() throws IOException {
    for (String name : List.of("cat/1.png", "dog/1.png")) {
      Files.createDirectories(folder.resolve(name).getParent());
      Files.writeString(folder.resolve(name), "damaged");
    }
    Refusal.of(folder, folder.toString(), "2 of 2 images", "cat");
  }

  @Test
  void refusesAnEmptyFolderOfAClass() throws IOException {
    classes("train/", 2);
    Path empty = Files.createDirectory(folder.resolve("train/emu"));
    Refusal.of(folder, "'" + empty + "'", "no image");
  }

  @Test
  void refusesATestClassThatTrainingDoesNotHave() throws IOException {
    classes("train/", 2);
    Path unknown = put("test/emu/1.png", colour(1));
    Refusal.of(folder, "'" + unknown.getParent() + "'", "does not have");
  }

  @Test
  void refusesATestFolderWithoutClasses() throws IOException {
    classes("train/", 2);
    Path test = Files.createDirectory(folder.resolve("test"));
    Refusal.of(folder, "'" + test + "'", "no folders of classes");
  }

  @Test
  void refusesOneClass() throws IOException {
    for (int i = 0; i < 10; i++) {
      put("only/" + i + ".png", colour(i));
    }
    Refusal.of(folder, folder.toString(), "1 class");
  }

  @Test
  void refusesToLearnNumbersFromImages() throws IOException {
    classes("", 2);
    Refusal.of(folder, DataSettings.DEFAULT.withLoss(Loss.MSE), "cross-entropy");
  }

  @Test
  void tellsHowFarItIs() throws IOException {
    classes("train/", 3);
    classes("test/", 1);
    List<Long> done = new ArrayList<>();
    DataListener listener =
        new DataListener() {
          @Override
          public void onImages(long finished, long images) {
            assertThat(images).isEqualTo(8);
            done.add(finished);
          }
        };
    try (PointerScope scope = new PointerScope()) {
      ImageFolder.read(folder, "images", DataSettings.DEFAULT, PLENTY, listener);
    }
    assertThat(done).containsExactly(6L, 8L);
  }

  @Test
  void imagesBeyondTheMemoryAreDecodedWhenTheyAreNeeded() throws IOException {
    classes("train/", 3);
    classes("test/", 1);
    try (PointerScope scope = new PointerScope()) {
      long all = 8 * 3 * 64;
      assertThat(read(DataSettings.DEFAULT, all).trainingFiles()).isNull();
      RawData data = read(DataSettings.DEFAULT, all - 1);
      ImageFiles files = requireNonNull(data.trainingFiles());
      assertThat(data.features().size(0)).isZero();
      assertThat(TensorValues.of(data.labels())).containsExactly(0, 0, 0, 1, 1, 1);
      assertThat(files.count()).isEqualTo(6);
      assertThat(colours(files.read(new long[] {4, 0, 4})))
          .containsExactly(List.of(32, 0, 1), List.of(16, 0, 0), List.of(32, 0, 1));
      assertThat(requireNonNull(data.testFiles()).count()).isEqualTo(2);
    }
  }

  @Test
  void threadsReadTheSame() throws IOException {
    classes("", 20);
    try (PointerScope scope = new PointerScope()) {
      ImageFiles files = requireNonNull(read(DataSettings.DEFAULT, 0).trainingFiles());
      long[] all = IntStream.range(0, 40).asLongStream().toArray();
      double[] once = TensorValues.of(files.read(all));
      IntStream.range(0, 8)
          .parallel()
          .forEach(i -> assertThat(TensorValues.of(files.read(all))).isEqualTo(once));
    }
  }

  @Test
  void tellsThatImagesAreDecodedWhileTheyAreLearntFrom() throws IOException {
    classes("", 20);
    try (PointerScope scope = new PointerScope()) {
      assertThat(read(DataSettings.DEFAULT, 0).notes())
          .hasSize(1)
          .first()
          .asString()
          .contains("the 40 images take more than", "of a sample");
      assertThat(read().notes()).isEmpty();
    }
  }

  @Test
  void theSeedFixesASample() throws IOException {
    classes("", 20);
    try (PointerScope scope = new PointerScope()) {
      ImageFiles files = requireNonNull(read(DataSettings.DEFAULT, 0).trainingFiles());
      List<List<Integer>> sample = colours(files.sample(10, 1));
      assertThat(sample).hasSize(10).doesNotHaveDuplicates();
      assertThat(colours(files.sample(10, 1))).isEqualTo(sample);
      assertThat(colours(files.sample(10, 2))).isNotEqualTo(sample);
      assertThat(colours(files.sample(99, 3))).hasSize(40).doesNotHaveDuplicates();
    }
  }

  @Test
  void anImageThatIsDamagedLaterIsBlackAndMoreAreRefused() throws IOException {
    classes("", 20);
    try (PointerScope scope = new PointerScope()) {
      ImageFiles files = requireNonNull(read(DataSettings.DEFAULT, 0).trainingFiles());
      Files.writeString(folder.resolve("cat/0.png"), "damaged");
      assertThat(colours(files.read(new long[] {0}))).containsExactly(List.of(0, 0, 0));
      IntStream.range(0, 20).forEach(i -> spoil(folder.resolve("dog/" + i + ".png")));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> files.read(IntStream.range(20, 40).asLongStream().toArray()))
          .withMessageContaining("21 of 40 images")
          .withMessageContaining(folder.resolve("cat/0.png").toString());
    }
  }

  private static void spoil(Path file) {
    try {
      Files.writeString(file, "damaged");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
