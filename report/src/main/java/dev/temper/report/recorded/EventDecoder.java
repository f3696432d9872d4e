package dev.temper.report.recorded;

import static com.google.protobuf.WireFormat.WIRETYPE_FIXED32;
import static com.google.protobuf.WireFormat.WIRETYPE_LENGTH_DELIMITED;
import static com.google.protobuf.WireFormat.WIRETYPE_VARINT;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the events of one run: messages {@code Event} and {@code Summary} (TensorFlow,
 * tensorflow/core/util/event.proto and tensorflow/core/framework/summary.proto).
 *
 * <p>Scalars come as {@code simple_value}, and from TensorFlow 2 on as a tensor of one element that
 * belongs to the plugin {@code scalars}, of which only the first value of a tag need tell. All else
 * is skipped. Not safe for use by several threads.
 */
final class EventDecoder {

  private static final int EVENT_STEP = 2 << 3 | WIRETYPE_VARINT;
  private static final int EVENT_SUMMARY = 5 << 3 | WIRETYPE_LENGTH_DELIMITED;
  private static final int EVENT_SESSION_LOG = 7 << 3 | WIRETYPE_LENGTH_DELIMITED;
  private static final int SESSION_STATUS = 1 << 3 | WIRETYPE_VARINT;
  private static final int SESSION_START = 1;
  private static final int SUMMARY_VALUE = 1 << 3 | WIRETYPE_LENGTH_DELIMITED;
  private static final int VALUE_TAG = 1 << 3 | WIRETYPE_LENGTH_DELIMITED;
  private static final int VALUE_SIMPLE = 2 << 3 | WIRETYPE_FIXED32;
  private static final int VALUE_TENSOR = 8 << 3 | WIRETYPE_LENGTH_DELIMITED;
  private static final int VALUE_METADATA = 9 << 3 | WIRETYPE_LENGTH_DELIMITED;
  private static final int METADATA_PLUGIN = 1 << 3 | WIRETYPE_LENGTH_DELIMITED;
  private static final int PLUGIN_NAME = 1 << 3 | WIRETYPE_LENGTH_DELIMITED;

  private final Map<String, String> plugins = new HashMap<>();

  /**
   * The event in a record.
   *
   * @throws IOException if it is no event
   */
  Event decode(byte[] record) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(record);
    long step = 0;
    boolean restart = false;
    List<Event.Scalar> scalars = new ArrayList<>();
    for (int field = in.readTag(); field != 0; field = in.readTag()) {
      switch (field) {
        case EVENT_STEP -> step = in.readInt64();
        case EVENT_SUMMARY -> summary(in, scalars);
        case EVENT_SESSION_LOG -> restart = isStart(in);
        default -> in.skipField(field);
      }
    }
    return new Event(step, restart, scalars);
  }

  private void summary(CodedInputStream in, List<Event.Scalar> scalars) throws IOException {
    int outer = in.pushLimit(in.readRawVarint32());
    for (int field = in.readTag(); field != 0; field = in.readTag()) {
      if (field == SUMMARY_VALUE) {
        Event.Scalar scalar = value(in);
        if (scalar != null) {
          scalars.add(scalar);
        }
      } else {
        in.skipField(field);
      }
    }
    in.popLimit(outer);
  }

  private Event.@Nullable Scalar value(CodedInputStream in) throws IOException {
    int outer = in.pushLimit(in.readRawVarint32());
    String tag = "";
    Double simple = null;
    Double tensor = null;
    String plugin = "";
    for (int field = in.readTag(); field != 0; field = in.readTag()) {
      switch (field) {
        case VALUE_TAG -> tag = in.readStringRequireUtf8();
        case VALUE_SIMPLE -> simple = (double) in.readFloat();
        case VALUE_TENSOR -> tensor = ScalarTensor.value(in.readByteArray());
        case VALUE_METADATA -> plugin = within(in, METADATA_PLUGIN, PLUGIN_NAME);
        default -> in.skipField(field);
      }
    }
    in.popLimit(outer);
    if (!plugin.isEmpty()) {
      plugins.putIfAbsent(tag, plugin);
    }
    if (simple != null) {
      return new Event.Scalar(tag, simple);
    }
    return tensor != null && plugins.getOrDefault(tag, "scalars").equals("scalars")
        ? new Event.Scalar(tag, tensor)
        : null;
  }

  /** The text at the end of a path of nested messages; empty if there is none. */
  private static String within(CodedInputStream in, int... path) throws IOException {
    int outer = in.pushLimit(in.readRawVarint32());
    String text = "";
    for (int field = in.readTag(); field != 0; field = in.readTag()) {
      if (field != path[0]) {
        in.skipField(field);
      } else if (path.length == 1) {
        text = in.readStringRequireUtf8();
      } else {
        text = within(in, Arrays.copyOfRange(path, 1, path.length));
      }
    }
    in.popLimit(outer);
    return text;
  }

  private static boolean isStart(CodedInputStream in) throws IOException {
    int outer = in.pushLimit(in.readRawVarint32());
    int status = 0;
    for (int field = in.readTag(); field != 0; field = in.readTag()) {
      if (field == SESSION_STATUS) {
        status = in.readEnum();
      } else {
        in.skipField(field);
      }
    }
    in.popLimit(outer);
    return status == SESSION_START;
  }
}
