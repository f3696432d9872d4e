package dev.temper.torch.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The data set built in: 8 x 8 images of hand-written digits, 3,823 for training and 1,797 by other
 * writers for the test.
 */
final class Digits {

  private static final String ATTRIBUTION =
      "Optical Recognition of Handwritten Digits, E. Alpaydin and C. Kaynak, UCI Machine Learning"
          + " Repository, doi 10.24432/C50P49, CC BY 4.0.";
  private static final int PIXELS = 64;
  private static final int TRAINING = 3823;
  private static final int TEST = 1797;

  private Digits() {}

  static RawData read() throws IOException {
    FeatureTable training = read("optdigits.tra.gz", TRAINING);
    FeatureTable test = read("optdigits.tes.gz", TEST);
    return new RawData(
        "digits",
        List.of(1L, 8L, 8L),
        IntStream.range(0, 10).mapToObj(Integer::toString).toList(),
        images(training),
        training.column(PIXELS).to(ScalarType.Long),
        images(test),
        test.column(PIXELS).to(ScalarType.Long),
        ATTRIBUTION);
  }

  private static Tensor images(FeatureTable table) {
    return table.columns(0, PIXELS).reshape(table.rows(), 1, 8, 8);
  }

  private static FeatureTable read(String resource, int rows) throws IOException {
    InputStream stream = Digits.class.getResourceAsStream(resource);
    if (stream == null) {
      throw new IOException("The resource " + resource + " is missing.");
    }
    FeatureTable table = new FeatureTable(PIXELS + 1);
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(stream), StandardCharsets.US_ASCII))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        int from = 0;
        for (int column = 0; column <= PIXELS; column++) {
          int to = column == PIXELS ? line.length() : line.indexOf(',', from);
          table.add(Integer.parseInt(line, from, to, 10));
          from = to + 1;
        }
      }
    }
    if (table.rows() != rows) {
      throw new IOException("The resource " + resource + " has " + table.rows() + " rows.");
    }
    return table;
  }
}
