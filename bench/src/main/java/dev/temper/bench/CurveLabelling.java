package dev.temper.bench;

import dev.temper.diagnosis.Symptom;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * Turns recorded runs into curves as somebody would have logged them, with labels: half of them in
 * full, a tenth each logged sparsely, with validation loss or accuracy alone, without validation or
 * without the rate; points of long runs are thinned.
 */
public final class CurveLabelling {

  private static final int MOST_POINTS = 700;

  /** Of the sample for the tests: every so many runs, and the points of each. */
  private static final int SAMPLED = 4;

  private static final int MOST_POINTS_OF_SAMPLE = 120;

  private CurveLabelling() {}

  /**
   * Labels.
   *
   * @param args the file that {@link CurveSet} wrote, the file to write; optionally a file for a
   *     sample of a quarter of the runs, more thinned, for the tests of the core
   */
  public static void main(String[] args) throws IOException {
    if (args.length < 2 || args.length > 3) {
      System.err.println("usage: CurveLabelling RECORDED LABELLED.jsonl.gz [SAMPLE.jsonl.gz]");
      System.exit(2);
    }
    List<RecordedCurve> runs = RecordedCurve.read(Path.of(args[0]));
    CurveLabels labels = new CurveLabels(runs);
    write(Path.of(args[1]), runs, labels, 1, MOST_POINTS);
    if (args.length == 3) {
      write(Path.of(args[2]), runs, labels, SAMPLED, MOST_POINTS_OF_SAMPLE);
    }
  }

  private static void write(
      Path file, List<RecordedCurve> runs, CurveLabels labels, int step, int most)
      throws IOException {
    try (Writer out =
        new OutputStreamWriter(
            new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8)) {
      for (int i = 0; i < runs.size(); i += step) {
        Map<Symptom, CurveLabels.Label> of = labels.of(runs.get(i));
        out.write(LabelledCurve.line(runs.get(i), of, most) + "\n");
      }
    }
  }
}
