package dev.temper.report.study;

import dev.temper.importance.Importance.Ranked;
import dev.temper.importance.Share;
import dev.temper.report.Text;
import dev.temper.report.sketch.Canvas;
import dev.temper.report.sketch.Canvas.Entry;
import dev.temper.report.sketch.Canvas.Sample;
import dev.temper.report.sketch.Ink;
import dev.temper.report.sketch.Mark.Anchor;
import dev.temper.report.sketch.Sketch;
import java.util.List;

/** A bar for each parameter: how much of the variance it explains, alone and with others. */
final class ImportanceChart {

  private static final int WIDTH = 1000;
  private static final int ROW = 28;
  private static final int TOP = 44;

  /** Parameters beyond have no bar. */
  static final int MOST = 20;

  private ImportanceChart() {}

  static Sketch of(Ranked importance) {
    List<Share> shares = importance.shares().stream().limit(MOST).toList();
    int height = TOP + ROW * shares.size() + 40;
    Canvas canvas = new Canvas("Importance of the parameters", WIDTH, height).heading(15);
    double names =
        Math.min(
            280,
            24
                + shares.stream()
                    .mapToDouble(share -> Canvas.width(share.parameter()))
                    .max()
                    .orElse(0));
    double room = WIDTH - names - 90;
    double most = shares.get(0).share();
    for (int i = 0; i < shares.size(); i++) {
      Share share = shares.get(i);
      double top = TOP + ROW * i;
      double alone = room * share.alone() / most;
      double all = room * share.share() / most;
      canvas.words(
          names, top + 15, Canvas.fitted(share.parameter(), names - 10), Anchor.END, Ink.TEXT);
      canvas.box(names + 10, top + 2, Math.max(1, all), ROW - 10, Ink.clear(Ink.MAIN, 0.4));
      canvas.box(names + 10, top + 2, Math.max(1, alone), ROW - 10, Ink.MAIN);
      canvas.words(
          names + 18 + all,
          top + 15,
          Text.of("%.1f %%", 100 * share.share()),
          Anchor.START,
          Ink.TEXT);
    }
    return canvas
        .legend(
            height - 14,
            List.of(
                new Entry("on its own", Sample.AREA, Ink.MAIN),
                new Entry("together with others", Sample.AREA, Ink.clear(Ink.MAIN, 0.4))))
        .finished();
  }
}
