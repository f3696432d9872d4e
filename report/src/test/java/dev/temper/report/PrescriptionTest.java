package dev.temper.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.temper.recipe.Prescription;
import dev.temper.recipe.TuningResult;
import dev.temper.schedule.HyperParameters;
import dev.temper.schedule.OneCycle;
import dev.temper.training.Evaluation;
import dev.temper.training.Optimizer;
import dev.temper.training.UpdateSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The three blocks at the end of a tuning's report. */
class PrescriptionTest {

  private static final int NO_PYTHON = 127;

  private static final UpdateSettings ALL =
      new UpdateSettings(2, 0.5, true, List.of(0.0, 0.1, 1.0));

  private static TuningResult tuning;

  private final Path temp;

  PrescriptionTest(@TempDir Path temp) {
    this.temp = temp;
  }

  @BeforeAll
  static void tune() throws IOException {
    tuning = Results.tuning();
  }

  private static TuningResult with(Optimizer optimizer, long iterations, UpdateSettings updates) {
    boolean momentum = optimizer.hasMomentum();
    return Results.with(
        tuning,
        new Prescription(
            optimizer,
            8,
            0.0137,
            0.00137,
            momentum ? 0.95 : 0,
            momentum ? 0.85 : 0,
            3e-5,
            iterations,
            updates,
            new TreeMap<>()));
  }

  @Test
  void theExperimentHasWhatSurroundsAnUpdateAndFurtherSettings() {
    String yaml =
        ExperimentYaml.of(with(Optimizer.SGD, 100, ALL), Map.of("threads", "2", "clip-norm", "3"));

    assertThat(yaml.lines())
        .contains(
            "data: synthetic",
            "model: quadratic",
            "seed: 7",
            "optimizer: sgd",
            "batch-size: 8",
            "lr: 0.0137",
            "min-lr: 0.00137",
            "momentum: 0.95,0.85",
            "weight-decay: 3e-5",
            "budget: 100iterations",
            "accumulate: 2",
            "clip-norm: 3",
            "decay-weights-only: true",
            "rate-ratios: '0,0.1,1'",
            "threads: 2");
    assertThat(ExperimentYaml.of(with(Optimizer.ADAGRAD, 100, ALL), Map.of()))
        .doesNotContain("momentum");
  }

  @Test
  void theJavaProgramBuildsTheSameScheduleAndSettings() {
    String program =
        JavaProgram.of(
            with(Optimizer.ADAMW, 100, ALL),
            Map.of("threads", "1", "precision", "bf16", "validation-share", "0.2", "target", "y"));

    assertThat(program)
        .contains("Datasets.open(", "\"synthetic\"", "new DataSettings(7, 0.2, 0.2, \"y\")")
        .contains("TorchTask.of(Models.named(\"quadratic\"), data, 1, Precision.BF16)")
        .contains("OneCycle.smith(100, 0.0137)", ".withMinLearningRate(0.00137)")
        .contains(".withMomentum(0.95, 0.85)", ".withWeightDecay(3e-5)")
        .contains("new SessionSettings(8, Optimizer.ADAMW, 7,")
        .contains(".withAccumulation(2)", ".withClipNorm(0.5)", ".withDecayWeightsOnly(true)")
        .contains(".withRateRatios(List.of(0.0, 0.1, 1.0))");
  }

  @Test
  void theJavaProgramLaysImagesAsTheRunDid() {
    Map<String, String> settings = Map.of("threads", "2", "precision", "f32");
    Map<String, String> contiguous =
        Map.of("threads", "2", "precision", "f32", "layout", "contiguous");

    assertThat(JavaProgram.of(with(Optimizer.SGD, 100, ALL), settings)).doesNotContain("Layout");
    assertThat(JavaProgram.of(with(Optimizer.SGD, 100, ALL), contiguous))
        .contains("import dev.temper.torch.engine.Execution;")
        .contains("new Execution(2, Precision.F32).withLayout(Layout.named(\"contiguous\")))");
  }

  @Test
  void theJavaProgramVariesTheImagesAsTheRunDid() {
    String program =
        JavaProgram.of(
            with(Optimizer.SGD, 100, UpdateSettings.DEFAULT), Map.of("augment", "crop=4,flip"));

    assertThat(program)
        .contains("import dev.temper.torch.data.Augmentation;")
        .contains(".withAugmentation(Augmentation.named(\"crop=4,flip\"))");
  }

  @Test
  void theJavaProgramReadsTheDataAsItWasRead() {
    String program =
        JavaProgram.of(
            with(Optimizer.SGD, 100, ALL), Map.of("image-size", "48x64", "missing", "drop"));

    assertThat(program)
        .contains(".withImageSize(ImageSize.parse(\"48x64\")).withMissing(Missing.DROP)")
        .contains(
            "import dev.temper.torch.data.ImageSize;", "import dev.temper.torch.data.Missing;");
  }

  @Test
  void noNameEscapesFromAString() {
    TuningResult hostile =
        Results.with(tuning, "a\"b\n'c\\u0022", new Evaluation(0.5, 0.8, 90), List.of());

    assertThat(JavaProgram.of(hostile, Map.of())).contains("\"a\\\"b\\n'c\\\\u0022\"");
    assertThat(PyTorchProgram.of(hostile)).contains("# its data was a\"b 'c\\u0022: ");
  }

  @Test
  void thePyTorchScheduleIsSmithsToTheLastDigit() throws Exception {
    long[] lengths = {2, 3, 10, 795, 1591};
    StringBuilder programs = new StringBuilder();
    for (long iterations : lengths) {
      String program = PyTorchProgram.of(with(Optimizer.SGD, iterations, UpdateSettings.DEFAULT));
      programs.append(program, program.indexOf("BATCH_SIZE ="), program.indexOf("optimizer = "));
      programs.append("\nfor i in range(ITERATIONS + 2):\n    print(*map(repr, one_cycle(i)))\n");
    }

    int exit = python(programs.toString());

    assumeTrue(exit != NO_PYTHON, "There is no python3 on the PATH.");
    assertThat(exit).isZero();
    List<String> expected = new ArrayList<>();
    for (long iterations : lengths) {
      OneCycle schedule =
          with(Optimizer.SGD, iterations, UpdateSettings.DEFAULT).chosen().schedule();
      for (long i = 0; i < iterations + 2; i++) {
        expected.add(iterations + " " + i + " " + schedule.at(i));
      }
    }
    Iterator<String> lines = Files.readAllLines(temp.resolve("out")).iterator();
    List<String> actual = new ArrayList<>();
    for (long iterations : lengths) {
      for (long i = 0; i < iterations + 2; i++) {
        String[] cells = lines.next().split(" ", -1);
        actual.add(
            iterations
                + " "
                + i
                + " "
                + new HyperParameters(
                    Double.parseDouble(cells[0]),
                    Double.parseDouble(cells[1]),
                    Double.parseDouble(cells[2])));
      }
    }
    assertThat(actual).isEqualTo(expected);
  }

  @Test
  void thePyTorchProgramsArePython() throws Exception {
    writePrograms(program -> program);

    int exit =
        python(
            """
            import ast, glob
            files = glob.glob('program-*.py')
            assert len(files) == %d, files
            for file in files:
                ast.parse(open(file).read(), file)
            """
                .formatted(2 * Optimizer.values().length));

    assumeTrue(exit != NO_PYTHON, "There is no python3 on the PATH.");
    assertThat(exit).as(Files.readString(temp.resolve("out"))).isZero();
  }

  /** Learns a plane with every optimizer, where PyTorch is installed. */
  @Test
  void thePyTorchProgramsTrain() throws Exception {
    assumeTrue(
        python("import importlib.util as i, sys; sys.exit(i.find_spec('torch') is None)") == 0,
        "There is no PyTorch.");
    writePrograms(
        program ->
            program
                .replaceFirst(
                    "model = \\.\\.\\. +",
                    "model = torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.BatchNorm1d(8),"
                        + " torch.nn.Linear(8, 8), torch.nn.ReLU(), torch.nn.Linear(8, 2)) ")
                .replaceFirst(
                    "training_data = \\.\\.\\. +",
                    "x = torch.randn(64, 4); training_data = torch.utils.data.TensorDataset("
                        + "x, (x.sum(1) > 0).long()) "));

    // One process for all of them: PyTorch takes seconds to start.
    int exit =
        python(
            """
            import glob, torch
            torch.set_num_threads(1)
            files = glob.glob('program-*.py')
            assert len(files) == %d, files
            for file in files:
                names = {}
                exec(compile(open(file).read(), file, 'exec'), names)
                assert torch.isfinite(names['loss']), file
            """
                .formatted(2 * Optimizer.values().length));

    assertThat(exit).as(Files.readString(temp.resolve("out"))).isZero();
  }

  /** A file {@code program-*.py} for every optimizer, with and without all around an update. */
  private void writePrograms(UnaryOperator<String> change) throws IOException {
    for (Optimizer optimizer : Optimizer.values()) {
      for (UpdateSettings updates : List.of(UpdateSettings.DEFAULT, ALL)) {
        String name =
            "program-" + optimizer.label() + (updates.equals(ALL) ? "-all" : "-plain") + ".py";
        Files.writeString(
            temp.resolve(name), change.apply(PyTorchProgram.of(with(optimizer, 30, updates))));
      }
    }
  }

  /**
   * Runs a program, its output in the file {@code out}; the exit code, {@link #NO_PYTHON} without
   * it.
   */
  private int python(String program) throws Exception {
    Path file = Files.writeString(temp.resolve("run.py"), program);
    try {
      Process process =
          new ProcessBuilder("python3", file.toString())
              .directory(temp.toFile())
              .redirectErrorStream(true)
              .redirectOutput(temp.resolve("out").toFile())
              .start();
      try {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("python ended").isTrue();
        return process.exitValue();
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      return NO_PYTHON;
    }
  }
}
