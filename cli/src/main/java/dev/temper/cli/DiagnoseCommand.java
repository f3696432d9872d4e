package dev.temper.cli;

import dev.temper.diagnosis.Diagnosis;
import dev.temper.report.DiagnosedRun;
import dev.temper.report.DiagnosisReport;
import dev.temper.report.RunFolder;
import dev.temper.report.recorded.Quantity;
import dev.temper.report.recorded.RecordedCurves;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What recorded curves show, and what to change. */
@Command(
    name = "diagnose",
    description =
        "Tells what the curves of a recorded run show, and what to change; trains nothing.")
final class DiagnoseCommand implements Callable<Integer> {

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "CSV with the columns iteration, train_loss and maybe val_loss, val_accuracy,"
              + " learning_rate; or a TensorBoard event file; or a folder: of the event files of one"
              + " run, or of a run of Temper.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--tag",
      paramLabel = "CURVE=NAME",
      description =
          "The tag or column of a curve: train_loss, val_loss, val_accuracy or learning_rate; may be"
              + " given several times. Default: found by its usual names")
  private Map<String, String> tags = new LinkedHashMap<>();

  @Mixin private OutputOptions output = new OutputOptions();

  @Override
  public Integer call() throws IOException {
    DiagnosisReport report;
    @Nullable RunFolder folder;
    List<String> remarks = new ArrayList<>();
    try {
      Map<Quantity, String> names = new EnumMap<>(Quantity.class);
      tags.forEach((curve, name) -> names.put(Quantity.named(curve), name));
      if (output.named()) {
        output.check();
      }
      List<DiagnosedRun> runs = new ArrayList<>();
      for (Path file : files) {
        RecordedCurves recorded = RecordedCurves.read(file, names);
        remarks.addAll(recorded.remarks());
        runs.add(
            new DiagnosedRun(file.toString(), recorded.curves(), Diagnosis.of(recorded.curves())));
      }
      report = new DiagnosisReport(runs);
      folder = output.named() ? output.open("diagnose") : null;
    } catch (IllegalArgumentException e) {
      return Temper.badInput(String.valueOf(e.getMessage()));
    }
    remarks.forEach(remark -> System.err.println("temper: " + remark));
    if (folder != null) {
      report.write(folder);
    }
    output.print(report.json(), folder, DiagnosisText::of);
    return Temper.DONE;
  }
}
