package dev.temper.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.report.CurvesCsv;
import dev.temper.report.FinishedFile;
import dev.temper.report.Png;
import dev.temper.report.ScheduleCharts;
import dev.temper.schedule.HyperParameters;
import dev.temper.schedule.Kind;
import dev.temper.schedule.NamedSchedule;
import dev.temper.schedule.OneCycle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a schedule trains with, without training. */
@Command(
    name = "schedule",
    description = "Prints what every iteration of a schedule trains with, as CSV.")
final class ScheduleCommand implements Callable<Integer>, TakesExperiment {

  private static final int MOST_ITERATIONS = 1_000_000;

  @Parameters(
      arity = "0..1",
      paramLabel = "EXPERIMENT.yaml",
      description = "A file with any of these options: 'name: value' without the dashes.")
  private @Nullable Path experiment;

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "What the learning rate does: ${COMPLETION-CANDIDATES}. Required",
      completionCandidates = KindNames.class)
  private @Nullable String kind;

  @Option(
      names = "--variant",
      paramLabel = "NAME",
      description =
          "Of one-cycle: smith, caffe, pytorch or fastai. Default: the first that takes the settings")
  private OneCycle.@Nullable Variant variant;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description =
          "A setting of the kind, under PyTorch's name where PyTorch has it; may be given several"
              + " times. iterations=N is the number of rows.")
  private Map<String, String> set = new LinkedHashMap<>();

  @Option(
      names = "--plot",
      paramLabel = "FILE.png",
      description = "Also draws it: the learning rate, and what else changes.")
  private @Nullable Path plot;

  @Option(names = "--json", description = "One JSON document on stdout, in one line, not CSV.")
  private boolean json;

  @Override
  public @Nullable Path experiment() {
    return experiment;
  }

  @Override
  public Integer call() throws IOException {
    NamedSchedule named;
    try {
      named = schedule();
      if (plot != null) {
        checkPlot(plot);
      }
    } catch (IllegalArgumentException e) {
      return Temper.badInput(String.valueOf(e.getMessage()));
    }
    int iterations = (int) named.iterations();
    if (plot != null) {
      if (!Png.available()) {
        System.err.println("temper: " + OutputOptions.NO_FONTS);
        return Temper.FAILED;
      }
      FinishedFile.write(plot, Png.draw(ScheduleCharts.of(named.schedule(), iterations), 1));
    }
    if (json) {
      System.out.println(document(named));
    } else {
      System.out.print(CurvesCsv.of(named.schedule(), iterations));
    }
    return Temper.DONE;
  }

  private NamedSchedule schedule() {
    if (kind == null) {
      throw new IllegalArgumentException(
          "The kind is missing: --kind KIND. Accepted: " + Kind.labels() + ".");
    }
    NamedSchedule named = NamedSchedule.of(kind, variant, set);
    if (named.iterations() > MOST_ITERATIONS) {
      throw new IllegalArgumentException(
          "The iterations ("
              + named.iterations()
              + ") must be at most "
              + MOST_ITERATIONS
              + ". Maybe --set iterations=N for the first N.");
    }
    return named;
  }

  private static void checkPlot(Path file) {
    if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
      throw new IllegalArgumentException(
          "The plot '" + file + "' must be a file whose name ends in .png.");
    }
    FinishedFile.check(file);
  }

  private static ObjectNode document(NamedSchedule named) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("kind", named.kind().label());
    OneCycle.Variant form = named.variant();
    if (form != null) {
      root.put("variant", form.label());
    }
    root.put("iterations", named.iterations());
    ArrayNode rate = root.putArray("learning_rate");
    ArrayNode momentum = root.putArray("momentum");
    ArrayNode weightDecay = root.putArray("weight_decay");
    for (long it = 0; it < named.iterations(); it++) {
      HyperParameters values = named.schedule().at(it);
      rate.add(values.learningRate());
      momentum.add(values.momentum());
      weightDecay.add(values.weightDecay());
    }
    return root;
  }
}
