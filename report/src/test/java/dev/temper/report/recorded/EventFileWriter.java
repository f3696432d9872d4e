package dev.temper.report.recorded;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/** TensorBoard event files written field by field, for tests. */
final class EventFileWriter {

  static final int FLOAT = 1;
  static final int DOUBLE = 2;
  static final int INT32 = 3;

  /** A message in the making. */
  static final class Message {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CodedOutputStream out = CodedOutputStream.newInstance(bytes);

    interface Part {
      void write(CodedOutputStream out) throws IOException;
    }

    Message with(Part part) {
      try {
        part.write(out);
        return this;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    Message with(int field, Message nested) {
      return with(to -> to.writeByteArray(field, nested.toBytes()));
    }

    byte[] toBytes() {
      with(CodedOutputStream::flush);
      return bytes.toByteArray();
    }
  }

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** A record of any content. */
  EventFileWriter record(byte[] content) {
    byte[] length = ints(8).putLong(content.length).array();
    bytes.writeBytes(length);
    bytes.writeBytes(checksum(length));
    bytes.writeBytes(content);
    bytes.writeBytes(checksum(content));
    return this;
  }

  private static byte[] checksum(byte[] content) {
    CRC32C crc = new CRC32C();
    crc.update(content);
    long value = crc.getValue();
    long masked = ((value >>> 15) | (value << 17)) + 0xa282ead8L;
    return ints(4).putInt((int) masked).array();
  }

  private static ByteBuffer ints(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The event that begins every file. */
  EventFileWriter version() {
    return event(0, event -> event.with(out -> out.writeString(3, "brain.Event:2")));
  }

  EventFileWriter event(long step, Consumer<Message> content) {
    Message event = new Message().with(out -> out.writeDouble(1, 1.7e9));
    event.with(out -> out.writeInt64(2, step));
    content.accept(event);
    return record(event.toBytes());
  }

  /** A value of TensorFlow 1 and PyTorch. */
  EventFileWriter scalar(long step, String tag, double value) {
    return value(step, tag, message -> message.with(out -> out.writeFloat(2, (float) value)));
  }

  /** A tensor, with the plugin it belongs to where that is told. */
  EventFileWriter tensor(long step, String tag, String plugin, Message tensor) {
    return value(
        step,
        tag,
        value -> {
          value.with(8, tensor);
          if (!plugin.isEmpty()) {
            Message name = new Message().with(out -> out.writeString(1, plugin));
            value.with(9, new Message().with(1, name));
          }
        });
  }

  private EventFileWriter value(long step, String tag, Consumer<Message> content) {
    Message value = new Message().with(out -> out.writeString(1, tag));
    content.accept(value);
    return event(step, event -> event.with(5, new Message().with(1, value)));
  }

  /** What a run writes that goes on from a step. */
  EventFileWriter restart(long step) {
    return event(step, event -> event.with(7, new Message().with(out -> out.writeEnum(1, 1))));
  }

  /** A tensor of a type and of the given sizes, without a value. */
  static Message tensor(int type, long... shape) {
    Message dimensions = new Message();
    for (long size : shape) {
      dimensions.with(2, new Message().with(out -> out.writeInt64(1, size)));
    }
    return new Message().with(out -> out.writeEnum(1, type)).with(2, dimensions);
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }

  Path to(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.write(file, toBytes());
  }
}
