package dev.temper.torch.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.temper.torch.model.TensorValues;
import dev.temper.training.Split;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import javax.imageio.ImageIO;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches of images that are decoded ahead: the same as of images in memory, in any order. */
class FeedTest {

  private static final int IMAGES = 30;
  private static final int BATCH = 4;

  private final Path folder;

  FeedTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private void draw() throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    for (String kind : List.of("cat", "dog")) {
      Files.createDirectories(folder.resolve(kind));
      for (int i = 0; i < IMAGES / 2; i++) {
        BufferedImage image = new BufferedImage(6, 6, BufferedImage.TYPE_3BYTE_BGR);
        for (int pixel = 0; pixel < 36; pixel++) {
          image.setRGB(pixel % 6, pixel / 6, random.nextInt(1 << 24));
        }
        ImageIO.write(image, "png", folder.resolve(kind).resolve(i + ".png").toFile());
      }
    }
  }

  private Dataset open(long mostBytes) throws IOException {
    DataSettings settings = DataSettings.DEFAULT.withAugmentation(new Augmentation(1, true, 0));
    return new Dataset(
        ImageFolder.read(folder, "images", settings, mostBytes, DataListener.NONE), settings);
  }

  /** Batch number n begins at example n, and goes on in steps of three. */
  private static LongFunction<Tensor> order(Dataset data) {
    long examples = data.summary().trainingExamples();
    return number ->
        torch
            .arange(new Scalar(BATCH))
            .to(ScalarType.Long)
            .mul(new Scalar(3))
            .add(new Scalar(number))
            .remainder(new Scalar(examples));
  }

  @Test
  void batchesFromFilesAreThoseFromMemoryInAnyOrder() throws IOException {
    draw();
    try (PointerScope scope = new PointerScope()) {
      Dataset held = open(1L << 40);
      Dataset streamed = open(0);
      assertThat(streamed.of(Split.TRAINING)).isInstanceOf(FileFeatures.class);
      assertThat(held.of(Split.TRAINING)).isInstanceOf(ReadyFeatures.class);
      assertThat(streamed.summary()).isEqualTo(held.summary());
      GeneratorOptional first = new GeneratorOptional(torch.createCPUGenerator(1));
      GeneratorOptional second = new GeneratorOptional(torch.createCPUGenerator(1));
      try (Feed fromMemory = new Feed(held, order(held));
          Feed fromFiles = new Feed(streamed, order(streamed))) {
        // Rising, once more the same, back, far ahead, and on from there.
        for (long number : new long[] {0, 1, 2, 2, 0, 1, 50, 51, 3}) {
          Feed.Batch expected = fromMemory.batch(number, first);
          Feed.Batch batch = fromFiles.batch(number, second);
          assertThat(TensorValues.of(batch.labels())).isEqualTo(TensorValues.of(expected.labels()));
          assertThat(batch.features().shape()).containsExactly(BATCH, 3, 6, 6);
          // Mean and deviation are added up in another order.
          assertThat(batch.features().sub(expected.features()).abs().max().item_double())
              .isCloseTo(0, within(1e-5));
        }
      }
    }
  }

  @Test
  void everySplitIsRead() throws IOException {
    draw();
    try (PointerScope scope = new PointerScope()) {
      Dataset held = open(1L << 40);
      Dataset streamed = open(0);
      for (Split split : Split.values()) {
        assertThat(streamed.features(split).sub(held.features(split)).abs().max().item_double())
            .isCloseTo(0, within(1e-5));
        assertThat(TensorValues.of(streamed.labels(split)))
            .isEqualTo(TensorValues.of(held.labels(split)));
      }
    }
  }

  @Test
  void whatIsReadIsFreedWithTheScopeOfTheReader() throws IOException {
    draw();
    Dataset streamed = open(0);
    GeneratorOptional random = new GeneratorOptional(torch.createCPUGenerator(1));
    try (Feed feed = new Feed(streamed, order(streamed))) {
      Tensor batch;
      Tensor test;
      try (PointerScope scope = new PointerScope()) {
        batch = feed.batch(0, random).features();
        test = streamed.features(Split.TEST);
      }
      assertThat(batch.isNull()).isTrue();
      assertThat(test.isNull()).isTrue();
    }
  }

  @Test
  void filesThatAreGoneEndItInOneLine() throws IOException {
    draw();
    try (PointerScope scope = new PointerScope()) {
      Dataset streamed = open(0);
      for (String kind : List.of("cat", "dog")) {
        for (int i = 0; i < IMAGES / 2; i++) {
          Files.delete(folder.resolve(kind).resolve(i + ".png"));
        }
      }
      GeneratorOptional random = new GeneratorOptional(torch.createCPUGenerator(1));
      try (Feed feed = new Feed(streamed, order(streamed))) {
        assertThatIllegalArgumentException()
            .isThrownBy(
                () -> {
                  for (long number = 0; number < IMAGES; number++) {
                    feed.batch(number, random);
                  }
                })
            .withMessageContaining(".png");
      }
    }
  }
}
