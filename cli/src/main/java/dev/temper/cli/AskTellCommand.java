package dev.temper.cli;

import dev.temper.sampler.Sampler;
import dev.temper.study.Direction;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A search for programs in any language. */
@Command(
    name = "ask-tell",
    description =
        "Gives trials and is told what they came to, in lines of JSON on stdin and stdout: any"
            + " program can be searched over.",
    footer = {
      "",
      "A line on stdin is one of these; each is answered by one line on stdout:",
      "  {\"ask\":2}                                       {\"trials\":[{\"id\":0,\"params\":{…}},…]}",
      "  {\"tell\":{\"id\":0,\"value\":0.31}}                  {\"ok\":true}",
      "  {\"tell\":{\"id\":1,\"value\":null,\"failed\":true}}    {\"ok\":true}",
      "  {\"tell\":{\"params\":{…},\"value\":0.4}}             {\"ok\":true,\"id\":2}",
      "  {\"best\":true}                                   {\"best\":{\"id\":0,\"value\":0.31,\"params\":{…}}}",
      "Anything else is answered by {\"error\":\"…\"} and changes nothing. The end of stdin ends it."
    })
final class AskTellCommand implements Callable<Integer>, TakesExperiment {

  @Parameters(
      arity = "0..1",
      paramLabel = "EXPERIMENT.yaml",
      description = "A file with any of these options: 'name: value' without the dashes.")
  private @Nullable Path experiment;

  @Option(
      names = "--space",
      paramLabel = "SPACE.json",
      description =
          "What is searched over, in JSON or YAML, such as {\"parameters\":[{\"name\":\"lr\",…}]}."
              + " Required")
  private @Nullable String space;

  @Mixin private SamplerOptions samplers = new SamplerOptions();

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Fixes what is chosen. Default: ${DEFAULT-VALUE}")
  private long seed;

  @Mixin private DirectionOptions directions = new DirectionOptions();

  @Override
  public @Nullable Path experiment() {
    return experiment;
  }

  @Override
  public Integer call() {
    AskTell search;
    try {
      search = search();
    } catch (IllegalArgumentException e) {
      return Temper.badInput(String.valueOf(e.getMessage()));
    }
    try {
      answer(new AskTellLines(search), System.in, System.out);
    } catch (IOException e) {
      System.err.println("temper: The connection broke: " + e.getMessage() + ".");
      return Temper.FAILED;
    }
    return Temper.DONE;
  }

  private AskTell search() {
    Direction direction = directions.direction();
    Sampler sampler = samplers.sampler(samplers.kind(SamplerKind.TPE), seed);
    return new AskTell(SpaceOption.required(space), sampler, direction, seed);
  }

  /** Answers line by line until there are no more; each answer is sent before the next is read. */
  private static void answer(AskTellLines lines, InputStream in, PrintStream out)
      throws IOException {
    Lines input = new Lines(in);
    while (true) {
      String answer;
      try {
        String line = input.next();
        if (line == null) {
          return;
        }
        answer = lines.answer(line);
      } catch (IllegalArgumentException e) {
        answer = AskTellLines.error(e);
      }
      out.print(answer + "\n");
      if (out.checkError()) {
        throw new IOException("nobody reads the answers");
      }
    }
  }
}
