package dev.temper.bench.search;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * What was recorded of a peer's sampler on a problem.
 *
 * @param peer its name
 * @param version of the peer
 * @param problem as here
 * @param sampler as the peer calls it
 * @param trials after which
 * @param seeds over which the median is
 * @param medianRegret of the best trial so far, in the problem's unit
 */
public record PeerFigure(
    String peer,
    String version,
    String problem,
    String sampler,
    int trials,
    int seeds,
    double medianRegret) {

  private static final String FILE = "peers.csv";
  private static final List<PeerFigure> ALL = read();

  /** All that was recorded on a problem; none where nothing was. */
  public static List<PeerFigure> of(String problem) {
    return ALL.stream().filter(figure -> figure.problem.equals(problem)).toList();
  }

  /**
   * What was recorded on a problem after so many trials, or as soon behind as there are figures;
   * the last ones where there are none behind.
   */
  public static List<PeerFigure> after(int trials, String problem) {
    List<PeerFigure> all = of(problem);
    int last = all.stream().mapToInt(PeerFigure::trials).max().orElse(0);
    int recorded =
        all.stream().mapToInt(PeerFigure::trials).filter(n -> n >= trials).min().orElse(last);
    return all.stream().filter(figure -> figure.trials == recorded).toList();
  }

  private static List<PeerFigure> read() {
    try (InputStream in = PeerFigure.class.getResourceAsStream(FILE);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(in, FILE), StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .skip(1)
          .map(line -> parse(line.split(",", -1)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PeerFigure parse(String[] cells) {
    return new PeerFigure(
        cells[0],
        cells[1],
        cells[2],
        cells[3],
        Integer.parseInt(cells[4]),
        Integer.parseInt(cells[5]),
        Double.parseDouble(cells[6]));
  }
}
