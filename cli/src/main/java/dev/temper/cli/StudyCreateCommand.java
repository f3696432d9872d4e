package dev.temper.cli;

import dev.temper.space.Space;
import dev.temper.study.Direction;
import dev.temper.study.StudyDefinition;
import dev.temper.study.StudyStore;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Adds a study whose trials are run by other programs. */
@Command(
    name = "create",
    description = "Adds a study without trials, for programs that ask for trials and tell of them.")
final class StudyCreateCommand extends StudyAction {

  @Option(
      names = "--space",
      paramLabel = "SPACE.json",
      description = "What is searched over, in JSON or YAML. Required")
  private @Nullable String space;

  @Option(
      names = "--objective",
      paramLabel = "NAME",
      defaultValue = "value",
      description = "What is measured. Default: ${DEFAULT-VALUE}")
  private String objective = "value";

  @Mixin private DirectionOptions directions = new DirectionOptions();

  @Mixin private SamplerOptions samplers = new SamplerOptions();

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Fixes what is chosen. Default: ${DEFAULT-VALUE}")
  private long seed;

  private @Nullable StudyDefinition definition;

  StudyCreateCommand() {
    super(Use.CREATE);
  }

  @Override
  public Integer call() throws IOException {
    try {
      definition = definition();
    } catch (IllegalArgumentException e) {
      return Temper.badInput(String.valueOf(e.getMessage()));
    }
    return super.call();
  }

  private StudyDefinition definition() {
    Direction direction = directions.direction();
    if (name() == null) {
      throw new IllegalArgumentException("The name of the study is missing: --name NAME.");
    }
    Space searched = SpaceOption.required(space);
    samplers.sampler(samplers.kind(), seed);
    return new StudyDefinition(name(), searched, objective, direction, seed, samplers.settings());
  }

  @Override
  int run(StudyStore opened) {
    StudyDefinition created = Objects.requireNonNull(definition);
    if (!opened.create(created)) {
      throw new IllegalArgumentException(
          "There is a study '" + created.name() + "' in " + location() + " already.");
    }
    System.out.println(
        StudyJson.object().put("study", created.name()).put("store", location().toString()));
    return Temper.DONE;
  }
}
