package dev.temper.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.study.StudyReader;
import dev.temper.study.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The results of a search that came to its end: to make them again would train once more and look
 * at the test data again.
 *
 * @param folder of the results
 */
record FinishedSearch(Path folder) {

  static FinishedSearch in(Path folder) {
    return new FinishedSearch(folder);
  }

  /**
   * The document that is there, if it is that of a study as it stands and nothing is left to do.
   *
   * @param planned trials of the study
   */
  Optional<ObjectNode> result(StudyReader study, long planned) throws IOException {
    Path file = folder.resolve("result.json");
    List<Trial> trials = study.trials();
    boolean ended =
        trials.size() >= planned && trials.stream().allMatch(trial -> trial.state().isFinal());
    if (!ended || !Files.exists(file)) {
      return Optional.empty();
    }
    JsonNode document = new ObjectMapper().readTree(file.toFile());
    boolean isOfThese =
        document.at("/trials/total").intValue() == trials.size()
            && document.path("study").asText().equals(study.definition().name())
            && document.get("final") instanceof ObjectNode
            && study
                .best()
                .filter(best -> best.number() == document.at("/best/number").longValue())
                .isPresent();
    return isOfThese && document instanceof ObjectNode result
        ? Optional.of(result)
        : Optional.empty();
  }
}
