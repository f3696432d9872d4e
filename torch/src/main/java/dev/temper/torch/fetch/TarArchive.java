package dev.temper.torch.fetch;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * Unpacks folders and plain files of a gzip-compressed tar archive (POSIX.1-1988 ustar: blocks of
 * 512 bytes, a header and then the bytes of a file).
 *
 * <p>Links, devices and the like are refused, and so is a name that leads out of the folder.
 */
final class TarArchive {

  private static final int BLOCK = 512;

  private TarArchive() {}

  /**
   * Unpacks into a folder.
   *
   * @throws IOException if the archive is damaged or holds what is refused
   */
  static void unpack(Path archive, Path folder) throws IOException {
    try (InputStream in =
        new BufferedInputStream(
            new GZIPInputStream(Files.newInputStream(archive), 1 << 16), 1 << 16)) {
      byte[] header = new byte[BLOCK];
      while (in.readNBytes(header, 0, BLOCK) == BLOCK && header[0] != 0) {
        entry(in, header, folder);
      }
    }
  }

  private static void entry(InputStream in, byte[] header, Path folder) throws IOException {
    String prefix = text(header, 345, 155);
    String name = (prefix.isEmpty() ? "" : prefix + "/") + text(header, 0, 100);
    requireChecksum(header, name);
    long size = octal(header, 124, 12);
    switch (header[156]) {
      case '5' -> Files.createDirectories(inside(folder, name));
      case '0', 0 -> {
        Path file = inside(folder, name);
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file)) {
          copy(in, out, size);
        }
      }
      // Attributes of what follows (pax), as a time; not its name or size.
      case 'g', 'x' -> {
        String attributes = new String(in.readNBytes((int) size), StandardCharsets.UTF_8);
        if (attributes.contains(" path=") || attributes.contains(" size=")) {
          throw new IOException("the archive holds names or sizes that are too long");
        }
      }
      default ->
          throw new IOException(
              "'" + name + "' in the archive is neither a file nor a folder (" + header[156] + ")");
    }
    in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
  }

  private static Path inside(Path folder, String name) throws IOException {
    Path path = folder.resolve(name).normalize();
    if (name.isEmpty() || !path.startsWith(folder.normalize()) || name.contains("\\")) {
      throw new IOException("'" + name + "' in the archive leads out of its folder");
    }
    return path;
  }

  /** The sum of the header's bytes, its own eight taken for blanks. */
  private static void requireChecksum(byte[] header, String name) throws IOException {
    long sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xff;
    }
    if (sum != octal(header, 148, 8)) {
      throw new IOException("the archive is damaged at '" + name + "'");
    }
  }

  private static void copy(InputStream in, OutputStream out, long size) throws IOException {
    byte[] buffer = new byte[1 << 16];
    for (long left = size; left > 0; ) {
      int length = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (length < 0) {
        throw new EOFException("the archive ends early");
      }
      out.write(buffer, 0, length);
      left -= length;
    }
  }

  private static String text(byte[] header, int from, int length) {
    int end = from;
    while (end < from + length && header[end] != 0) {
      end++;
    }
    return new String(header, from, end - from, StandardCharsets.UTF_8);
  }

  private static long octal(byte[] header, int from, int length) throws IOException {
    String digits = text(header, from, length).strip();
    try {
      return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    } catch (NumberFormatException e) {
      throw new IOException("the archive is damaged: '" + digits + "' is no octal number", e);
    }
  }
}
