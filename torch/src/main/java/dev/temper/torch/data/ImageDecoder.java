package dev.temper.torch.data;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes JPEG and PNG with the readers of the platform, which it keeps: one of each format. For
 * one thread at a time.
 *
 * <p>Colours are taken as they are stored: embedded colour profiles and the orientation that a
 * camera noted are not applied, transparency is left out, and of 16-bit channels the upper 8 bits
 * are taken.
 */
final class ImageDecoder {

  /** Images so many times larger than asked for are thinned while they are decoded. */
  private static final int THINNED_FROM = 8;

  /** What is left to the filter after thinning, in each direction; it averages that many. */
  private static final int LEFT = 4;

  private final Map<ImageHeader.Format, ImageReader> readers =
      new EnumMap<>(ImageHeader.Format.class);
  private boolean incomplete;

  /**
   * Reads a file.
   *
   * @param file of either format, by its bytes
   * @param channels 1 for brightness, 3 for red, green and blue; grey is given three times
   * @param size what the image is brought to
   * @throws IOException if it cannot be read or decoded, or ends early
   */
  Pixels read(Path file, int channels, ImageSize size) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    ImageHeader header = ImageHeader.read(new ByteArrayInputStream(bytes));
    ImageReader reader = readers.get(header.format());
    if (reader == null) {
      reader = open(header.format());
      readers.put(header.format(), reader);
    }
    incomplete = false;
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      reader.setInput(in, true, true);
      BufferedImage image = reader.read(0, thinned(reader.getDefaultReadParam(), header, size));
      if (incomplete) {
        throw new EOFException("the file ends early");
      }
      return ImageFit.fit(pixels(image, channels), size);
    } catch (IOException | RuntimeException e) {
      // What a reader keeps of a damaged file is not known.
      readers.remove(header.format());
      reader.dispose();
      throw e instanceof IOException io ? io : new IOException(e.toString(), e);
    }
  }

  private ImageReader open(ImageHeader.Format format) {
    ImageReader reader = ImageIO.getImageReadersByFormatName(format.name()).next();
    // A JPEG that ends early is filled with grey, and only a warning tells.
    reader.addIIOReadWarningListener(
        (source, warning) -> incomplete |= warning.toLowerCase(Locale.ROOT).contains("premature"));
    return reader;
  }

  private static ImageReadParam thinned(
      ImageReadParam parameters, ImageHeader header, ImageSize size) {
    int ratio = Math.min(header.height() / size.height(), header.width() / size.width());
    if (ratio >= THINNED_FROM) {
      int step = ratio / LEFT;
      parameters.setSourceSubsampling(step, step, step / 2, step / 2);
    }
    return parameters;
  }

  private static Pixels pixels(BufferedImage image, int channels) {
    Raster raster = image.getRaster();
    Pixels pixels = new Pixels(channels, image.getHeight(), image.getWidth());
    boolean bytes =
        raster.getSampleModel() instanceof PixelInterleavedSampleModel
            && raster.getDataBuffer() instanceof DataBufferByte;
    if (bytes && !(image.getColorModel() instanceof IndexColorModel)) {
      interleaved(raster, pixels);
    } else {
      each(image, pixels);
    }
    return pixels;
  }

  /** The usual layout, red, green and blue of a pixel side by side in any order. */
  private static void interleaved(Raster raster, Pixels pixels) {
    PixelInterleavedSampleModel model = (PixelInterleavedSampleModel) raster.getSampleModel();
    byte[] data = ((DataBufferByte) raster.getDataBuffer()).getData();
    int[] offsets = model.getBandOffsets();
    int stride = model.getPixelStride();
    int at = 0;
    for (int channel = 0; channel < pixels.channels; channel++) {
      int offset = offsets[offsets.length < 3 ? 0 : channel];
      for (int y = 0; y < pixels.height; y++) {
        int from = y * model.getScanlineStride() + offset;
        for (int x = 0; x < pixels.width; x++) {
          pixels.values[at++] = data[from + x * stride];
        }
      }
    }
  }

  /** Any other: palettes, fewer or more bits than 8. */
  private static void each(BufferedImage image, Pixels pixels) {
    Raster raster = image.getRaster();
    ColorModel colours = image.getColorModel();
    int bands = raster.getNumBands();
    int at = 0;
    for (int channel = 0; channel < pixels.channels; channel++) {
      int band = bands < 3 ? 0 : channel;
      int excess = raster.getSampleModel().getSampleSize(band) - 8;
      for (int y = 0; y < pixels.height; y++) {
        for (int x = 0; x < pixels.width; x++) {
          int sample = raster.getSample(x, y, band);
          pixels.values[at++] =
              (byte)
                  (colours instanceof IndexColorModel palette
                      ? palette.getRGB(sample) >> (16 - 8 * channel)
                      : excess >= 0 ? sample >> excess : sample << -excess);
        }
      }
    }
  }
}
