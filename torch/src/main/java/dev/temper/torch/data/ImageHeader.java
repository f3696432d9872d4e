package dev.temper.torch.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * What the first bytes of an image tell, without decoding it.
 *
 * <p>PNG: the chunk IHDR (ISO/IEC 15948, 11.2.2). JPEG: the first start-of-frame segment (ITU-T
 * T.81, B.2.2).
 *
 * @param format what the bytes are, whatever the file's name says
 * @param height rows, 1 or more
 * @param width columns, 1 or more
 * @param grey whether there is one channel of brightness, with or without transparency
 */
record ImageHeader(Format format, int height, int width, boolean grey) {

  /** A format that can be decoded. */
  enum Format {
    JPEG,
    PNG
  }

  /** More are taken for damage or an attack: a small file may claim any size. */
  private static final long MOST_PIXELS = 1L << 28;

  private static final long PNG_SIGNATURE = 0x89504e470d0a1a0aL;
  private static final int JPEG_SIGNATURE = 0xffd8;

  /**
   * Reads the header at the beginning of a stream.
   *
   * @throws IOException if there is none that can be decoded; the message says why in a few words
   */
  static ImageHeader read(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(new BufferedInputStream(stream, 1 << 12));
    int first = in.readUnsignedShort();
    return first == JPEG_SIGNATURE ? jpeg(in) : png(in, first);
  }

  private static ImageHeader png(DataInputStream in, int first) throws IOException {
    long begin = ((long) first << 16) | in.readUnsignedShort();
    long signature = (begin << 32) | (in.readInt() & 0xffffffffL);
    if (signature != PNG_SIGNATURE) {
      throw new IOException("neither JPEG nor PNG");
    }
    in.readLong();
    int width = in.readInt();
    int height = in.readInt();
    in.readUnsignedByte();
    int colour = in.readUnsignedByte();
    return checked(Format.PNG, height, width, colour == 0 || colour == 4);
  }

  private static ImageHeader jpeg(DataInputStream in) throws IOException {
    while (true) {
      int marker = in.readUnsignedByte();
      if (marker != 0xff) {
        throw new IOException("damaged JPEG header");
      }
      while (marker == 0xff) {
        marker = in.readUnsignedByte();
      }
      int length = in.readUnsignedShort();
      boolean frame = marker >= 0xc0 && marker <= 0xcf;
      boolean table = marker == 0xc4 || marker == 0xc8 || marker == 0xcc;
      if (frame && !table) {
        in.readUnsignedByte();
        int height = in.readUnsignedShort();
        int width = in.readUnsignedShort();
        int components = in.readUnsignedByte();
        if (components != 1 && components != 3) {
          throw new IOException("JPEG of " + components + " channels, as CMYK has");
        }
        return checked(Format.JPEG, height, width, components == 1);
      }
      in.skipNBytes(Math.max(0, length - 2));
    }
  }

  private static ImageHeader checked(Format format, int height, int width, boolean grey)
      throws IOException {
    if (height < 1 || width < 1 || (long) height * width > MOST_PIXELS) {
      throw new IOException("size " + height + " x " + width);
    }
    return new ImageHeader(format, height, width, grey);
  }
}
