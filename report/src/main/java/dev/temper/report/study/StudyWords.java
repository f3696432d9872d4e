package dev.temper.report.study;

import dev.temper.importance.Importance;
import dev.temper.importance.Share;
import dev.temper.report.Text;
import dev.temper.space.CategoricalParameter;
import dev.temper.space.Condition;
import dev.temper.space.FloatParameter;
import dev.temper.space.IntParameter;
import dev.temper.space.Parameter;
import dev.temper.study.Direction;
import dev.temper.study.Trial;
import dev.temper.study.TrialState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a study says, in words. */
final class StudyWords {

  /** Less of the variance foretold makes the importance doubtful. */
  private static final double DOUBTFUL = 0.3;

  /** So near to an end of its range the best may lie beyond, as a share of it. */
  private static final double NEAR_END = 0.03;

  private StudyWords() {}

  /** How the search went. */
  static String summary(Snapshot study, Importance importance) {
    if (study.trials().isEmpty()) {
      return "There is no trial yet.";
    }
    String text =
        Text.of(
            "%s looked for a %s %s: %s.",
            Text.count(study.trials().size(), "trial"),
            study.definition().direction() == Direction.MINIMIZE ? "low" : "high",
            study.definition().objective(),
            states(study));
    Optional<Trial> best = study.best();
    if (best.isEmpty()) {
      return text + " None has come to a value.";
    }
    long behind = study.trials().size() - 1 - best.get().number();
    text +=
        Text.of(
            " The best is trial %d with %s; %s.",
            best.get().number(),
            Text.number(best.get().value()),
            behind == 0 ? "it is the last" : Text.count(behind, "trial") + " since");
    if (importance instanceof Importance.Ranked ranked && ranked.explained() >= DOUBTFUL) {
      text +=
          ranked.shares().stream()
              .limit(2)
              .filter(share -> share.share() >= 0.1)
              .map(share -> Text.of("%s (%s)", share.parameter(), Text.wholePercent(share.share())))
              .collect(Collectors.joining(" and ", " What matters most: ", "."));
    }
    return text;
  }

  private static String states(Snapshot study) {
    List<String> parts = new ArrayList<>();
    for (TrialState state : TrialState.values()) {
      int count = study.count(state);
      if (count > 0) {
        parts.add(count + " " + words(state));
      }
    }
    return String.join(", ", parts);
  }

  private static String words(TrialState state) {
    return switch (state) {
      case WAITING -> "waiting";
      case RUNNING -> "running";
      case PAUSED -> "paused";
      case COMPLETED -> "completed";
      case PRUNED -> "pruned";
      case INFEASIBLE -> "infeasible";
      case FAILED -> "failed";
      case LOST -> "lost";
    };
  }

  /** What the bars say, and how far they can be trusted. */
  static String importance(Importance.Ranked ranked) {
    String text =
        "How much of the objective's variance over the whole space each parameter explains: the"
            + " longer, the more its value matters. The dark part is its own effect whatever the"
            + " others are, the pale part what it does together with others.";
    text +=
        Text.of(
            " The model behind foretells %s of the variance of trials it has not seen",
            Text.wholePercent(ranked.explained()));
    return text
        + (ranked.explained() < DOUBTFUL
            ? ": too little to rely on the order. More trials may tell."
            : ".");
  }

  /** Parameters whose best value is at an end of what was searched; empty where none is. */
  static Optional<String> ends(Snapshot study) {
    Optional<Trial> best = study.best();
    if (best.isEmpty()) {
      return Optional.empty();
    }
    List<String> found = new ArrayList<>();
    for (Parameter parameter : study.definition().space().parameters()) {
      Object value = best.get().configuration().values().get(parameter.name());
      if (value != null && isRange(parameter)) {
        double beyond = parameter.shareOf(value) / 2 + NEAR_END;
        double place = parameter.placeOf(value);
        if (place <= beyond) {
          found.add(parameter.name() + " (the low end)");
        } else if (place >= 1 - beyond) {
          found.add(parameter.name() + " (the high end)");
        }
      }
    }
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "At an end of its range, so that better values may lie beyond: "
                + String.join(", ", found)
                + ".");
  }

  private static boolean isRange(Parameter parameter) {
    return !(parameter instanceof CategoricalParameter) && parameter.values().orElse(2) > 1;
  }

  /** What is searched of a parameter. */
  static String range(Parameter parameter) {
    String text;
    if (parameter instanceof FloatParameter real) {
      text = range(real.low(), real.high(), real.log(), real.step());
    } else if (parameter instanceof IntParameter whole) {
      text = range(whole.low(), whole.high(), whole.log(), whole.step() > 1 ? whole.step() : 0);
    } else {
      text =
          ((CategoricalParameter) parameter)
              .choices().stream().map(Object::toString).collect(Collectors.joining(", "));
    }
    return parameter.condition().required().isEmpty()
        ? text
        : text + "; with " + condition(parameter.condition());
  }

  private static String condition(Condition condition) {
    return condition.required().entrySet().stream()
        .map(
            entry ->
                entry.getKey()
                    + " "
                    + entry.getValue().stream()
                        .map(Object::toString)
                        .collect(Collectors.joining(" or ")))
        .collect(Collectors.joining(" and "));
  }

  private static String range(double low, double high, boolean log, double step) {
    return Text.number(low)
        + " to "
        + Text.number(high)
        + (log ? ", logarithmic" : "")
        + (step > 0 ? ", in steps of " + Text.number(step) : "");
  }

  /** A value of a parameter; – where it does not exist. */
  static String value(Trial trial, Parameter parameter) {
    Object value = trial.configuration().values().get(parameter.name());
    if (value == null) {
      return "–";
    }
    return Text.value(value);
  }

  /** A trial in several short lines. */
  static String tip(Trial trial, String objective) {
    String head =
        Snapshot.isValued(trial)
            ? Text.of("%s %s", objective, Text.number(trial.value()))
            : "no value";
    return Text.of("Trial %d, %s: %s\n", trial.number(), words(trial.state()), head)
        + trial.configuration().values().entrySet().stream()
            .map(entry -> entry.getKey() + " " + Text.value(entry.getValue()))
            .collect(Collectors.joining("\n"))
        + (trial.note().isEmpty() ? "" : "\n" + trial.note());
  }

  /** How many of all are drawn, where not all are; else nothing. */
  static String thinned(String what, int all, int most) {
    return all <= most
        ? ""
        : Text.of(
            " To stay readable %,d of %,d %s are drawn: the best half, and of the others every"
                + " so many.",
            most, all, what);
  }

  /** The parameters, the most important first; as in the space where that is not known. */
  static List<Parameter> ordered(Snapshot study, Importance importance) {
    return importance instanceof Importance.Ranked ranked
        ? ranked.shares().stream()
            .map(Share::parameter)
            .map(study.definition().space()::parameter)
            .toList()
        : study.definition().space().parameters();
  }
}
