package dev.temper.report;

import dev.temper.training.History;
import java.io.IOException;

/** The PNG plots of a run. */
final class Plots {

  private Plots() {}

  static void write(RunFolder folder, History history) throws IOException {
    folder.write("plots/loss.png", Png.draw(Charts.loss(history)));
    folder.write("plots/accuracy.png", Png.draw(Charts.accuracy(history)));
    folder.write("plots/learning-rate.png", Png.draw(Charts.learningRate(history)));
    folder.write("plots/momentum.png", Png.draw(Charts.momentum(history)));
  }
}
