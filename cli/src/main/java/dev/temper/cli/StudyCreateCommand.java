package dev.temper.cli;

import dev.temper.space.Space;
import dev.temper.study.Direction;
import dev.temper.study.StudyDefinition;
import dev.temper.study.StudyStore;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Adds a study whose trials are run by other programs. */
@Command(
    name = "create",
    description = "Adds a study without trials, for programs that ask for trials and tell of them.")
final class StudyCreateCommand extends StudyAction {

  /** Under which a study keeps what chooses its trials. */
  static final String SAMPLER = "--sampler";

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

  @Option(names = "--minimize", description = "Lower values are better. The default")
  private boolean minimize;

  @Option(names = "--maximize", description = "Higher values are better.")
  private boolean maximize;

  @Option(
      names = SAMPLER,
      paramLabel = "NAME",
      defaultValue = "auto",
      description = "What chooses: auto, random, sobol, tpe, gp or grid. Default: ${DEFAULT-VALUE}")
  private SamplerKind sampler = SamplerKind.AUTO;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Fixes what is chosen. Default: ${DEFAULT-VALUE}")
  private long seed;

  StudyCreateCommand() {
    super(Use.CREATE);
  }

  @Override
  public Integer call() throws java.io.IOException {
    try {
      definition();
    } catch (IllegalArgumentException e) {
      return Temper.badInput(String.valueOf(e.getMessage()));
    }
    return super.call();
  }

  private StudyDefinition definition() {
    if (minimize && maximize) {
      throw new IllegalArgumentException(
          "--minimize has no place beside --maximize; one of them is expected.");
    }
    if (name() == null) {
      throw new IllegalArgumentException("The name of the study is missing: --name NAME.");
    }
    if (space == null) {
      throw new IllegalArgumentException("The space is missing: --space SPACE.json.");
    }
    Space searched = SpaceOption.read(space);
    return new StudyDefinition(
        name(),
        searched,
        objective,
        maximize ? Direction.MAXIMIZE : Direction.MINIMIZE,
        seed,
        Map.of(SAMPLER, sampler.label()));
  }

  @Override
  int run(StudyStore opened) {
    StudyDefinition definition = definition();
    if (!opened.create(definition)) {
      throw new IllegalArgumentException(
          "There is a study '" + definition.name() + "' in " + location() + " already.");
    }
    System.out.println(
        StudyJson.object().put("study", definition.name()).put("store", location().toString()));
    return Temper.DONE;
  }
}
