package dev.temper.report;

import dev.temper.rangetest.GridPoint;
import dev.temper.rangetest.RangeTestGrid;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What tells the tests of a grid from each other, in words and in names of files. */
final class OverlayLabels {

  private OverlayLabels() {}

  /** The names of the values that the grid varies. */
  static List<String> names(RangeTestGrid grid) {
    List<String> names = new ArrayList<>();
    if (grid.weightDecays().size() > 1) {
      names.add("weight decay");
    }
    if (grid.momenta().size() > 1) {
      names.add("momentum");
    }
    if (grid.batchSizes().size() > 1) {
      names.add("batch size");
    }
    if (grid.iterations().size() > 1) {
      names.add("iterations");
    }
    return names;
  }

  /** A point's values of the same, in the same order. */
  static List<String> values(RangeTestGrid grid, GridPoint point) {
    List<String> values = new ArrayList<>();
    for (String name : names(grid)) {
      values.add(
          switch (name) {
            case "weight decay" -> Text.number(point.weightDecay());
            case "momentum" -> Text.number(point.momentum());
            case "batch size" -> Integer.toString(point.batchSize());
            default -> Integer.toString(point.iterations());
          });
    }
    return values;
  }

  /** A point in words: {@code weight decay 0.001, momentum 0.9}. */
  static String label(RangeTestGrid grid, GridPoint point) {
    List<String> names = names(grid);
    List<String> values = values(grid, point);
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      parts.add(names.get(i) + " " + values.get(i));
    }
    return String.join(", ", parts);
  }

  /** The file of one curve: {@code curves/weight-decay-0.001-seed-0.csv}. */
  static String file(RangeTestGrid grid, GridPoint point, int seed) {
    String label = label(grid, point);
    String name = (label.isEmpty() ? "" : label + " ") + "seed " + (grid.settings().seed() + seed);
    return "curves/" + name.toLowerCase(Locale.ROOT).replaceAll("[ ,]+", "-") + ".csv";
  }
}
