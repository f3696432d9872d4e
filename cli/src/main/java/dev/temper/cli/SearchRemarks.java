package dev.temper.cli;

import dev.temper.report.Text;
import dev.temper.search.TrialSettings;
import dev.temper.search.UsualSearch;
import dev.temper.space.Space;
import dev.temper.study.Study;
import dev.temper.study.Trials;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What somebody who asked for a search might take for a fault of it, each in one line on stderr.
 *
 * @param trials how far the study is taken
 * @param sampler what chooses
 */
record SearchRemarks(Trials trials, SamplerKind sampler) {

  /**
   * Says which options name a parameter that is searched over.
   *
   * @param given their values, by the names of the parameters
   */
  void onFirstValues(Space searched, TrialSettings settings, Map<String, Double> given) {
    Map<String, Object> first = UsualSearch.first(searched, settings).values();
    List<String> tried = new ArrayList<>();
    List<String> unused = new ArrayList<>();
    given.forEach(
        (name, value) -> {
          if (searched.parameters().stream().anyMatch(each -> each.name().equals(name))) {
            boolean isFirst = sampler.learns() && value.equals(first.get(name));
            (isFirst ? tried : unused).add(Text.of("%s (%s)", name, Text.number(value)));
          }
        });
    say(tried, "only what is tried first");
    say(unused, "not used");
  }

  private static void say(List<String> values, String what) {
    if (!values.isEmpty()) {
      say(
          Text.of(
              "The space searches over what was given a value, which is %s: %s.",
              what, String.join(", ", values)));
    }
  }

  /** Says where a study has its trials already. */
  void begin(Study study) {
    int there = study.trials().size();
    if (there >= trials.most()) {
      say(
          Text.of(
              "The study has %s already, and %,d %s asked for: no other is begun.",
              Text.count(there, "trial"), trials.most(), trials.most() == 1 ? "was" : "were"));
    }
  }

  /**
   * Says why a study that has come to its end has fewer trials than were asked for.
   *
   * @param took how long the trials took
   */
  void end(Study study, Duration took) {
    int there = study.trials().size();
    if (there < trials.most()) {
      boolean late = trials.time().filter(time -> took.compareTo(time) >= 0).isPresent();
      say(
          Text.of(
              "%s: the study ends with %,d of %s.",
              late
                  ? "The time is over"
                  : sampler == SamplerKind.GRID
                      ? "All of the grid was tried"
                      : "All of the space was tried",
              there,
              Text.count(trials.most(), "trial")));
    }
  }

  private static void say(String line) {
    System.err.println("temper: " + line);
  }
}
