package dev.temper.torch.data;

import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * A column of features: of numbers, or of texts, which become a column of 0 and 1 each (one-hot).
 * The first value that is there decides which.
 */
final class FeatureColumn {

  private static final int MOST_LEVELS = 50;

  private final int index;
  private final String name;
  private final Labels levels = new Labels();
  private boolean decided;
  private boolean text;
  private boolean frozen;

  /**
   * A column of which nothing is known.
   *
   * @param index of the file's columns, from 0
   * @param name in the header, or empty
   */
  FeatureColumn(int index, String name) {
    this.index = index;
    this.name = name;
  }

  /** From now on no text may be new: what follows is of the test set. */
  void freeze() {
    frozen = true;
  }

  /** The number a cell holds, or NaN if none. */
  static double number(String cell) {
    String stripped = cell.strip();
    try {
      // Java also reads 2d and 2f, which elsewhere are text.
      boolean suffixed =
          !stripped.isEmpty() && Character.isLetter(stripped.charAt(stripped.length() - 1));
      return suffixed ? Double.NaN : Double.parseDouble(stripped);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** Whether a cell is neither a number nor missing. */
  static boolean isText(String cell) {
    return !Missing.is(cell) && Double.isNaN(number(cell));
  }

  /**
   * The value of a cell: a number, or the code of a text; NaN where it is missing.
   *
   * @param place the file and the line, for messages
   * @throws IllegalArgumentException if it is not of the column's kind, or missing and that is
   *     refused
   */
  float value(String place, long line, String cell, Missing missing) {
    if (Missing.is(cell)) {
      if (missing == Missing.REFUSE) {
        throw refusal(
            place,
            cell,
            (decided && text ? "a text" : "a finite number")
                + " is expected. Maybe --missing drop or --missing mean is meant");
      }
      return Float.NaN;
    }
    if (!decided) {
      decided = true;
      text = isText(cell);
    }
    return text ? code(place, line, cell) : number(place, cell);
  }

  private float number(String place, String cell) {
    float value = (float) number(cell);
    if (!Float.isFinite(value)) {
      throw refusal(place, cell, "a finite number is expected");
    }
    return value;
  }

  private float code(String place, long line, String cell) {
    if (!isText(cell)) {
      throw refusal(place, cell, "a text is expected, as above in this column");
    }
    String level = cell.strip();
    if (level.indexOf('\n') >= 0 || level.indexOf('\r') >= 0) {
      throw refusal(place, level, "a text in one line is expected. Maybe a quote is never closed");
    }
    int known = levels.count();
    int code = levels.code(level, line);
    if (code == known && frozen) {
      throw refusal(place, level, "a text that occurs in train.csv is expected");
    }
    if (code == MOST_LEVELS) {
      throw refusal(
          place,
          level,
          "up to "
              + MOST_LEVELS
              + " different texts are accepted. Maybe the column names the rows and should be left"
              + " out");
    }
    return code;
  }

  private IllegalArgumentException refusal(String place, String cell, String expected) {
    return new IllegalArgumentException(
        place
            + ": column "
            + (index + 1)
            + (name.isEmpty() ? "" : " (" + name + ")")
            + " holds '"
            + cell
            + "'; "
            + expected
            + ".");
  }

  /** What each column of the features is: the column's name, for texts with {@code =text}. */
  List<String> names() {
    String plain = name.isEmpty() ? "column " + (index + 1) : name;
    return text
        ? levels.sorted().stream().map(level -> plain + "=" + level).toList()
        : List.of(plain);
  }

  /**
   * The features of a column of values: itself, or a column of 0 and 1 for each text, sorted.
   *
   * @param values (rows, 1); NaN where one is missing, also in the result
   */
  Tensor features(Tensor values) {
    if (!text) {
      return values;
    }
    Tensor missing = values.isnan();
    Tensor codes = values.masked_fill(missing, new Scalar(0)).to(ScalarType.Long).flatten();
    Tensor positions = levels.classes(IntStream.range(0, levels.count()).toArray());
    return torch
        .one_hot(positions.index_select(0, codes), levels.count())
        .to(ScalarType.Float)
        .masked_fill(missing, new Scalar(Double.NaN));
  }
}
