package dev.temper.report.recorded;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names in one recording, and which of them means what.
 *
 * @param place the file or folder, for messages
 * @param kind what a name is, for messages: {@code tag} or {@code column}
 * @param all the names, each once
 * @param asked the names that somebody gave for quantities; they go before all others
 */
record Names(String place, String kind, Collection<String> all, Map<Quantity, String> asked) {

  private static final int MOST_LISTED = 60;

  /**
   * The name that means a quantity: the one asked for, else the label of the quantity, else the
   * only one it usually goes by; null if there is none.
   *
   * @throws IllegalArgumentException if the one asked for is not there, or several would do
   */
  @Nullable String of(Quantity quantity) {
    String wanted = asked.get(quantity);
    if (wanted != null) {
      if (!all.contains(wanted)) {
        throw refusal("there is no " + kind + " '" + wanted + "'", "");
      }
      return wanted;
    }
    List<String> usual = all.stream().filter(quantity::usuallyCalled).toList();
    for (String name : usual) {
      if (name.equalsIgnoreCase(quantity.label())) {
        return name;
      }
    }
    if (usual.size() > 1) {
      throw refusal(
          "each of '" + String.join("', '", usual) + "' may be the " + words(quantity),
          hint(quantity));
    }
    return usual.isEmpty() ? null : usual.get(0);
  }

  /**
   * The name that means a quantity that must be there.
   *
   * @throws IllegalArgumentException if there is none, or several would do
   */
  String needed(Quantity quantity) {
    String name = of(quantity);
    if (name == null) {
      throw refusal("no " + kind + " is known as the " + words(quantity), hint(quantity));
    }
    return name;
  }

  private static String words(Quantity quantity) {
    return switch (quantity) {
      case TRAIN_LOSS -> "training loss";
      case VAL_LOSS -> "validation loss";
      case VAL_ACCURACY -> "validation accuracy";
      case LEARNING_RATE -> "learning rate";
    };
  }

  private static String hint(Quantity quantity) {
    return " Maybe --tag " + quantity.label() + "=NAME.";
  }

  private IllegalArgumentException refusal(String what, String hint) {
    String listed = String.join(", ", all.stream().limit(MOST_LISTED).toList());
    String more = all.size() > MOST_LISTED ? " and " + (all.size() - MOST_LISTED) + " more" : "";
    return new IllegalArgumentException(
        place
            + ": "
            + what
            + ". "
            + (kind.equals("tag") ? "Tags: " : "Columns: ")
            + listed
            + more
            + "."
            + hint);
  }
}
