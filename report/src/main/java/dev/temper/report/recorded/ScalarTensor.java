package dev.temper.report.recorded;

import static com.google.protobuf.WireFormat.WIRETYPE_FIXED32;
import static com.google.protobuf.WireFormat.WIRETYPE_FIXED64;
import static com.google.protobuf.WireFormat.WIRETYPE_LENGTH_DELIMITED;
import static com.google.protobuf.WireFormat.WIRETYPE_VARINT;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The number in a tensor of one element, 32-bit or 64-bit floating point: a message {@code
 * TensorProto} (TensorFlow, tensorflow/core/framework/tensor.proto).
 */
final class ScalarTensor {

  private static final int TYPE = 1 << 3 | WIRETYPE_VARINT;
  private static final int SHAPE = 2 << 3 | WIRETYPE_LENGTH_DELIMITED;
  private static final int CONTENT = 4 << 3 | WIRETYPE_LENGTH_DELIMITED;
  private static final int FLOATS = 5 << 3 | WIRETYPE_LENGTH_DELIMITED;
  private static final int FLOAT = 5 << 3 | WIRETYPE_FIXED32;
  private static final int DOUBLES = 6 << 3 | WIRETYPE_LENGTH_DELIMITED;
  private static final int DOUBLE = 6 << 3 | WIRETYPE_FIXED64;
  private static final int DIMENSION = 2 << 3 | WIRETYPE_LENGTH_DELIMITED;
  private static final int SIZE = 1 << 3 | WIRETYPE_VARINT;

  private static final int FLOAT_TYPE = 1;
  private static final int DOUBLE_TYPE = 2;

  private ScalarTensor() {}

  /** The number; null if the tensor has another type or not exactly one element. */
  static @Nullable Double value(byte[] tensor) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(tensor);
    int type = 0;
    boolean single = true;
    byte[] content = {};
    List<Double> values = new ArrayList<>();
    for (int field = in.readTag(); field != 0; field = in.readTag()) {
      switch (field) {
        case TYPE -> type = in.readEnum();
        case SHAPE -> single = isSingle(in);
        case CONTENT -> content = in.readByteArray();
        case FLOAT -> values.add((double) in.readFloat());
        case DOUBLE -> values.add(in.readDouble());
        case FLOATS, DOUBLES -> {
          int outer = in.pushLimit(in.readRawVarint32());
          while (!in.isAtEnd()) {
            values.add(field == FLOATS ? (double) in.readFloat() : in.readDouble());
          }
          in.popLimit(outer);
        }
        default -> in.skipField(field);
      }
    }
    ByteBuffer bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    if (type == FLOAT_TYPE && content.length == Float.BYTES) {
      values.add((double) bytes.getFloat());
    } else if (type == DOUBLE_TYPE && content.length == Double.BYTES) {
      values.add(bytes.getDouble());
    }
    boolean known = type == FLOAT_TYPE || type == DOUBLE_TYPE;
    return known && single && values.size() == 1 ? values.get(0) : null;
  }

  /** Whether a shape has one element: no dimension, or only such of size 1. */
  private static boolean isSingle(CodedInputStream in) throws IOException {
    int outer = in.pushLimit(in.readRawVarint32());
    boolean single = true;
    for (int field = in.readTag(); field != 0; field = in.readTag()) {
      if (field != DIMENSION) {
        in.skipField(field);
        continue;
      }
      int shape = in.pushLimit(in.readRawVarint32());
      long size = 0;
      for (int part = in.readTag(); part != 0; part = in.readTag()) {
        if (part == SIZE) {
          size = in.readInt64();
        } else {
          in.skipField(part);
        }
      }
      in.popLimit(shape);
      single &= size == 1;
    }
    in.popLimit(outer);
    return single;
  }
}
