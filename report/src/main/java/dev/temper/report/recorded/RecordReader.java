package dev.temper.report.recorded;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The records of a TFRecord file, one after the other.
 *
 * <p>A record is its length as 8 bytes, a checksum of those 8 bytes, the content, and a checksum of
 * the content; all little-endian. The checksum is CRC-32C, rotated right by 15 bits, plus {@code
 * 0xa282ead8} (TensorFlow, tensorflow/core/lib/io/record_writer.h). A file that ends in the middle
 * of a record was being written: that record is left out. Holds one record in memory; not safe for
 * use by several threads.
 */
final class RecordReader implements Closeable {

  private static final int HEADER = 12;
  private static final int CHECKSUM = 4;

  private final Path file;
  private final InputStream in;
  private long offset;
  private long next;
  private boolean truncated;

  RecordReader(Path file) throws IOException {
    this.file = file;
    in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
  }

  /**
   * The content of the next record; null after the last complete one.
   *
   * @throws IllegalArgumentException if a checksum is wrong; names the file and the byte at which
   *     the record begins
   */
  byte @Nullable [] next() throws IOException {
    offset = next;
    byte[] header = in.readNBytes(HEADER);
    if (header.length < HEADER) {
      truncated = header.length > 0;
      return null;
    }
    ByteBuffer head = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    long length = head.getLong();
    require(head.getInt() == checksum(header, Long.BYTES), "the checksum of its length is wrong");
    require(
        length >= 0 && length <= Integer.MAX_VALUE - HEADER,
        "its length (" + Long.toUnsignedString(length) + ") is above 2 GiB");
    byte[] content = in.readNBytes((int) length);
    byte[] check = in.readNBytes(CHECKSUM);
    if (content.length < length || check.length < CHECKSUM) {
      truncated = true;
      return null;
    }
    int expected = ByteBuffer.wrap(check).order(ByteOrder.LITTLE_ENDIAN).getInt();
    require(expected == checksum(content, content.length), "the checksum of its content is wrong");
    next = offset + HEADER + length + CHECKSUM;
    return content;
  }

  private void require(boolean right, String otherwise) {
    if (!right) {
      throw refusal(otherwise);
    }
  }

  /** What is wrong with the record that was read last, with its place. */
  IllegalArgumentException refusal(String what) {
    return new IllegalArgumentException(
        file + ": the record at byte " + offset + " is damaged: " + what + ".");
  }

  /** Where the record that was read last begins; after the last one, how far the file was read. */
  long offset() {
    return offset;
  }

  /** Whether the file ended in the middle of a record. */
  boolean truncated() {
    return truncated;
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
