package dev.temper.torch.data;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What becomes of a feature that is missing in a table. */
public enum Missing {
  /** The table is refused, with the first place. */
  REFUSE,

  /** The row is left out, also of the test set. */
  DROP,

  /**
   * The mean of the column in the training file stands for it; for a text the share of each, as its
   * columns have only 0 and 1.
   */
  MEAN;

  private static final Set<String> WORDS = Set.of("", "?", "na", "n/a", "nan", "null");

  /** The name used on the command line, as in {@code drop}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The treatment of the given {@linkplain #label() name}, in any case.
   *
   * @throws IllegalArgumentException if there is none; the message lists all
   */
  public static Missing named(String name) {
    return Arrays.stream(values())
        .filter(missing -> missing.label().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no treatment of missing values '"
                        + name
                        + "'. Accepted: "
                        + Arrays.stream(values())
                            .map(Missing::label)
                            .collect(Collectors.joining(", "))
                        + "."));
  }

  /** Whether a cell says that its value is missing: empty, {@code ?} or a word such as NA. */
  static boolean is(String cell) {
    return WORDS.contains(cell.strip().toLowerCase(Locale.ROOT));
  }
}
