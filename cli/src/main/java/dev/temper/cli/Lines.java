package dev.temper.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Lines of UTF-8 from a stream, as they come: what cannot be read costs one line, and no more
 * memory than the longest that can.
 */
final class Lines {

  /** Bytes of the longest line. */
  static final int LONGEST = 1 << 20;

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 13];
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private int at;
  private int end;

  /** Lines of a stream, which is not closed. */
  Lines(InputStream in) {
    this.in = in;
  }

  /**
   * The next line without its end, null where there is none; the last one needs no end.
   *
   * @throws IllegalArgumentException if it is longer than {@link #LONGEST} or no UTF-8; one line.
   *     The next call goes on behind it
   * @throws IOException if the stream cannot be read
   */
  @Nullable String next() throws IOException {
    line.reset();
    long length = 0;
    boolean ended = false;
    while (!ended) {
      if (at == end && !fill()) {
        if (length == 0) {
          return null;
        }
        break;
      }
      int stop = at;
      while (stop < end && buffer[stop] != '\n') {
        stop++;
      }
      length += stop - at;
      if (length <= LONGEST) {
        line.write(buffer, at, stop - at);
      }
      ended = stop < end;
      at = ended ? stop + 1 : stop;
    }
    if (length > LONGEST) {
      throw new IllegalArgumentException(
          "The line (of " + length + " bytes) must have at most " + LONGEST + ".");
    }
    return decoded();
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, in.read(buffer));
    return end > 0;
  }

  private String decoded() {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(line.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("The line must be UTF-8.", e);
    }
  }
}
