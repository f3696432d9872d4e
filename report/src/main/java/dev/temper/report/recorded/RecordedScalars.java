package dev.temper.report.recorded;

import dev.temper.diagnosis.Curves;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The scalars in the event files of one run, and the curves among them.
 *
 * <p>Of several values at one step the last written counts; where a run says that it goes on from a
 * step, all it said of later ones before is dropped. Only scalars that may be one of the quantities
 * are kept in memory.
 */
final class RecordedScalars {

  private final Map<Quantity, String> asked;
  private final Map<String, NavigableMap<Long, Double>> values = new LinkedHashMap<>();
  private final Set<String> ignored = new HashSet<>();
  private final List<String> remarks = new ArrayList<>();

  private RecordedScalars(Map<Quantity, String> asked) {
    this.asked = asked;
  }

  /**
   * Reads the files of a run.
   *
   * @param place the file or folder they are found by
   * @param files by what goes before their tags, in the order of their writing
   * @param asked tags that somebody gave for quantities
   * @throws IllegalArgumentException if a file is damaged, or no training loss or too many are
   *     found; one line
   */
  static RecordedCurves read(
      Path place, Map<String, List<Path>> files, Map<Quantity, String> asked) {
    RecordedScalars scalars = new RecordedScalars(asked);
    files.forEach(scalars::readPart);
    if (scalars.values.isEmpty()) {
      throw new IllegalArgumentException(place + ": there are no scalars in it.");
    }
    Names names = new Names(place.toString(), "tag", scalars.values.keySet(), asked);
    return new RecordedCurves(scalars.curves(names), scalars.remarks);
  }

  private void readPart(String prefix, List<Path> files) {
    EventDecoder decoder = new EventDecoder();
    Map<String, NavigableMap<Long, Double>> part = new LinkedHashMap<>();
    for (Path file : files) {
      try (RecordReader records = new RecordReader(file)) {
        for (byte[] record = records.next(); record != null; record = records.next()) {
          add(prefix, part, decode(decoder, record, records), records);
        }
        if (records.truncated()) {
          remarks.add(
              file
                  + ": the last record, at byte "
                  + records.offset()
                  + ", is not complete and was left out. Maybe the run still goes on.");
        }
      } catch (IOException e) {
        throw new IllegalArgumentException("The file '" + file + "' cannot be read: " + e, e);
      }
    }
    values.putAll(part);
  }

  private static Event decode(EventDecoder decoder, byte[] record, RecordReader records) {
    try {
      return decoder.decode(record);
    } catch (IOException e) {
      throw records.refusal("it is no event: " + e.getMessage());
    }
  }

  private void add(
      String prefix,
      Map<String, NavigableMap<Long, Double>> part,
      Event event,
      RecordReader records) {
    if (event.restart()) {
      part.values().forEach(before -> before.tailMap(event.step(), true).clear());
    }
    for (Event.Scalar scalar : event.scalars()) {
      String tag = prefix + scalar.tag();
      NavigableMap<Long, Double> steps = part.get(tag);
      if (steps == null) {
        steps = new TreeMap<>();
        part.put(tag, steps);
        if (!isQuantity(tag)) {
          ignored.add(tag);
        }
      }
      if (!ignored.contains(tag)) {
        if (event.step() < 0 || event.step() == Long.MAX_VALUE) {
          throw records.refusal("its step (" + event.step() + ") must be 0 or more");
        }
        steps.put(event.step(), scalar.value());
      }
    }
  }

  private boolean isQuantity(String tag) {
    if (asked.containsValue(tag)) {
      return true;
    }
    for (Quantity quantity : Quantity.values()) {
      if (quantity.usuallyCalled(tag)) {
        return true;
      }
    }
    return false;
  }

  private Curves curves(Names names) {
    Curves.Builder curves = Curves.builder();
    NavigableMap<Long, Double> rate = steps(names.of(Quantity.LEARNING_RATE));
    steps(names.needed(Quantity.TRAIN_LOSS))
        .forEach(
            (step, loss) -> {
              Map.Entry<Long, Double> last = rate.floorEntry(step);
              curves.step(step, loss, last == null ? Double.NaN : last.getValue());
            });
    NavigableMap<Long, Double> loss = steps(names.of(Quantity.VAL_LOSS));
    NavigableMap<Long, Double> accuracy = steps(names.of(Quantity.VAL_ACCURACY));
    NavigableSet<Long> evaluations = new TreeSet<>(loss.keySet());
    evaluations.addAll(accuracy.keySet());
    for (long step : evaluations) {
      curves.evaluation(
          step, loss.getOrDefault(step, Double.NaN), accuracy.getOrDefault(step, Double.NaN));
    }
    return curves.build();
  }

  private NavigableMap<Long, Double> steps(@Nullable String tag) {
    return values.getOrDefault(String.valueOf(tag), new TreeMap<>());
  }
}
