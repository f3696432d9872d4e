package dev.temper.bench;

import dev.temper.diagnosis.Diagnosis;
import dev.temper.diagnosis.Finding;
import dev.temper.diagnosis.Symptom;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How often the diagnosis is right on the labelled curves: precision and recall of each code, on
 * the curves its thresholds were chosen by and on those held out, and what is taken for what.
 */
public final class DiagnosisTable {

  private DiagnosisTable() {}

  /**
   * Prints the tables.
   *
   * @param args the file that {@link CurveLabelling} wrote; optionally {@code --misses} to list the
   *     curves that were judged wrongly
   */
  public static void main(String[] args) throws IOException {
    if (args.length < 1) {
      System.err.println("usage: DiagnosisTable LABELLED.jsonl.gz [--misses]");
      System.exit(2);
    }
    List<LabelledCurve> all = LabelledCurve.read(Path.of(args[0]));
    for (boolean heldOut : new boolean[] {false, true}) {
      List<LabelledCurve> part = all.stream().filter(c -> c.heldOut() == heldOut).toList();
      System.out.println(heldOut ? "\nheld out" : "to choose by");
      table(part, args.length > 1);
    }
  }

  private static void table(List<LabelledCurve> curves, boolean misses) {
    Map<Symptom, Count> counts = new EnumMap<>(Symptom.class);
    List<String> wrong = new ArrayList<>();
    for (Symptom code : Symptom.values()) {
      Count count = new Count();
      counts.put(code, count);
      for (LabelledCurve curve : curves) {
        Set<String> found = found(curve);
        boolean said = found.contains(code.code());
        CurveLabels.Label label = curve.label(code);
        count.add(label, said, found);
        if (label != CurveLabels.Label.EITHER && said != (label == CurveLabels.Label.YES)) {
          wrong.add((said ? "fp " : "fn ") + code.code() + "\t" + curve.name());
        }
      }
    }
    System.out.printf(
        Locale.ROOT, "%-18s %5s %9s %7s %7s%n", "code", "yes", "precision", "recall", "either");
    counts.forEach(
        (code, count) ->
            System.out.printf(
                Locale.ROOT,
                "%-18s %5d %9s %7s %7d%n",
                code.code(),
                count.right + count.missed,
                percent(count.right, count.right + count.wrong),
                percent(count.right, count.right + count.missed),
                count.either));
    System.out.println("\nlabelled (row), found (column)");
    System.out.printf("%-18s", "");
    for (Symptom code : Symptom.values()) {
      System.out.printf(" %9.9s", code.code());
    }
    System.out.println();
    counts.forEach(
        (code, count) -> {
          System.out.printf("%-18s", code.code());
          for (Symptom other : Symptom.values()) {
            System.out.printf(Locale.ROOT, " %9d", count.foundWith.getOrDefault(other.code(), 0));
          }
          System.out.println();
        });
    if (misses) {
      wrong.forEach(System.out::println);
    }
  }

  private static Set<String> found(LabelledCurve curve) {
    return Diagnosis.of(curve.curves()).stream().map(Finding::code).collect(Collectors.toSet());
  }

  /** How often one code was said rightly and wrongly, and what was said of its curves. */
  private static final class Count {

    private final Map<String, Integer> foundWith = new HashMap<>();
    private int right;
    private int missed;
    private int wrong;
    private int either;

    void add(CurveLabels.Label label, boolean said, Set<String> found) {
      switch (label) {
        case EITHER -> either++;
        case NO -> wrong += said ? 1 : 0;
        case YES -> {
          right += said ? 1 : 0;
          missed += said ? 0 : 1;
          found.forEach(code -> foundWith.merge(code, 1, Integer::sum));
        }
      }
    }
  }

  private static String percent(int part, int whole) {
    return whole == 0 ? "-" : String.format(Locale.ROOT, "%.1f", 100.0 * part / whole);
  }
}
