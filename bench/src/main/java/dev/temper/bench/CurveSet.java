package dev.temper.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.schedule.HyperParameters;
import dev.temper.schedule.Schedule;
import dev.temper.torch.data.DataSettings;
import dev.temper.torch.data.Dataset;
import dev.temper.torch.data.Datasets;
import dev.temper.torch.engine.LibTorch;
import dev.temper.torch.engine.Precision;
import dev.temper.torch.engine.TorchTask;
import dev.temper.training.Evaluation;
import dev.temper.training.SessionSettings;
import dev.temper.training.Snapshot;
import dev.temper.training.Split;
import dev.temper.training.TrainingSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Records the curves that the diagnosis is judged by, each with facts that the curve itself does
 * not tell and by which {@link CurveLabels} names what is wrong.
 *
 * <p>The facts: the loss of the whole training split at every evaluation; how it goes on when the
 * same run is three times as long; what a tenth of the rate makes of the final weights; how far the
 * loss of the same examples swings between updates; where the same run ends at ten times and at a
 * tenth of the rate. Appends a JSON line a run; runs that stand in the file already are not made
 * again, so an interrupted recording goes on. Takes about an hour on one processor.
 */
public final class CurveSet {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SEED = 1;

  /** Examples of a split that are measured. */
  private static final int LIMIT = 600;

  private static final int SWING_STEPS = 20;
  private static final int SWING_LIMIT = 300;

  /** A longer run has this many times the iterations. */
  private static final int LONGER = 3;

  private final Path datasets;
  private final Path scratch;
  private final Map<String, TorchTask> tasks = new HashMap<>();
  private final Map<String, Dataset> opened = new HashMap<>();
  private final Map<String, double[]> ends = new HashMap<>();

  private CurveSet(Path datasets, Path scratch) {
    this.datasets = datasets;
    this.scratch = scratch;
  }

  /**
   * Records all runs.
   *
   * @param args the folder with the folders mnist and fashion-mnist (IDX files) and cifar10
   *     (data_batch_1.bin of the binary version), a folder for generated data, the file to append
   *     to
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 3) {
      System.err.println("usage: CurveSet DATA_FOLDER SCRATCH_FOLDER FILE");
      System.exit(2);
    }
    LibTorch.useThreads(1);
    CurveSet set = new CurveSet(Path.of(args[0]), Path.of(args[1]));
    Path file = Path.of(args[2]);
    Set<String> made = new HashSet<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        made.add(JSON.readTree(line).get("key").textValue());
      }
    }
    for (CurveCase of : CurveCase.ALL) {
      for (CurveRun run : CurveRun.of(of)) {
        if (made.add(run.key())) {
          Files.writeString(
              file, set.record(run) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
      }
    }
  }

  private ObjectNode record(CurveRun run) throws IOException {
    ObjectNode line = JSON.createObjectNode();
    line.put("key", run.key()).put("case", run.of().name()).put("held_out", run.of().heldOut());
    line.put("data", run.of().data()).put("model", run.of().model());
    line.put("optimizer", run.of().optimizer().label()).put("cause", run.cause());
    line.put("schedule", run.schedule()).put("rate", run.rate()).put("momentum", run.momentum());
    line.put("weight_decay", run.weightDecay()).put("dropout", run.dropout());
    line.put("training_examples", run.trainingExamples()).put("iterations", run.iterations());
    try (TrainingSession session = open(run)) {
      put(line, "first_training_loss", session.evaluate(Split.TRAINING, LIMIT).loss());
      put(line, "first_val_loss", session.evaluate(Split.VALIDATION, LIMIT).loss());
      boolean finite = train(session, run, line);
      if (finite) {
        goOn(session, run, line);
      }
    }
    putEnd(line, "at_ten_times", run.withRate(10 * run.rate()));
    putEnd(line, "at_a_tenth", run.withRate(run.rate() / 10));
    return line;
  }

  /** Trains and writes down the curve; returns whether the loss stayed finite. */
  private static boolean train(TrainingSession session, CurveRun run, ObjectNode line) {
    Schedule schedule = run.plan();
    ArrayNode rate = line.putArray("learning_rate");
    ArrayNode loss = line.putArray("train_loss");
    ArrayNode at = line.putArray("evaluated");
    ArrayNode validation = line.putArray("val_loss");
    ArrayNode accuracy = line.putArray("val_accuracy");
    ArrayNode training = line.putArray("training_split_loss");
    int every = Math.max(1, run.iterations() / (12 + Math.floorMod(run.key().hashCode(), 20)));
    for (int iteration = 0; iteration < run.iterations(); iteration++) {
      HyperParameters values = schedule.at(iteration);
      double batch = session.step(values);
      add(rate, values.learningRate());
      add(loss, batch);
      if (!Double.isFinite(batch)) {
        return false;
      }
      int done = iteration + 1;
      if (done % every == 0 || done == run.iterations()) {
        Evaluation held = session.evaluate(Split.VALIDATION, LIMIT);
        at.add(done);
        add(validation, held.loss());
        if (!Double.isNaN(held.accuracy())) {
          add(accuracy, held.accuracy());
        }
        add(training, session.evaluate(Split.TRAINING, LIMIT).loss());
      }
    }
    return true;
  }

  /** What comes after the end: the swing, a tenth of the rate, more iterations. */
  private void goOn(TrainingSession session, CurveRun run, ObjectNode line) throws IOException {
    HyperParameters last = run.plan().at(run.iterations() - 1);
    try (Snapshot end = session.snapshot()) {
      double sum = 0;
      double squares = 0;
      for (int step = 0; step < SWING_STEPS; step++) {
        session.step(last);
        double loss = session.evaluate(Split.TRAINING, SWING_LIMIT).loss();
        sum += loss;
        squares += loss * loss;
      }
      double mean = sum / SWING_STEPS;
      put(line, "swing_mean", mean);
      put(line, "swing", Math.sqrt(Math.max(0, squares / SWING_STEPS - mean * mean)));
      session.restore(end);
      int probe = Math.max(20, Math.min(1000, run.iterations() / 4));
      for (int step = 0; step < probe; step++) {
        session.step(last.withLearningRate(last.learningRate() / 10));
      }
      put(line, "dropped_training_loss", session.evaluate(Split.TRAINING, LIMIT).loss());
      put(line, "dropped_val_loss", session.evaluate(Split.VALIDATION, LIMIT).loss());
      if (run.schedule().equals("fixed")) {
        session.restore(end);
        for (int step = 0; step < (LONGER - 1) * run.iterations(); step++) {
          session.step(last);
        }
        put(line, "longer_training_loss", session.evaluate(Split.TRAINING, LIMIT).loss());
        put(line, "longer_val_loss", session.evaluate(Split.VALIDATION, LIMIT).loss());
      } else {
        putEnd(line, "longer", run.withLength(LONGER));
      }
    }
  }

  private void putEnd(ObjectNode line, String name, CurveRun other) throws IOException {
    double[] end = ends.get(other.key());
    if (end == null) {
      try (TrainingSession session = open(other)) {
        end = end(session, other);
      }
      ends.put(other.key(), end);
    }
    putEnd(line, name, end);
  }

  private static void putEnd(ObjectNode line, String name, double[] end) {
    put(line, name + "_training_loss", end[0]);
    put(line, name + "_val_loss", end[1]);
  }

  /** The losses of both splits after a run. */
  private static double[] end(TrainingSession session, CurveRun run) {
    Schedule schedule = run.plan();
    for (int iteration = 0; iteration < run.iterations(); iteration++) {
      if (!Double.isFinite(session.step(schedule.at(iteration)))) {
        return new double[] {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
      }
    }
    return new double[] {
      session.evaluate(Split.TRAINING, LIMIT).loss(),
      session.evaluate(Split.VALIDATION, LIMIT).loss()
    };
  }

  private TrainingSession open(CurveRun run) throws IOException {
    String name = run.of().model() + " " + run.dropout() + " " + data(run);
    TorchTask task = tasks.get(name);
    if (task == null) {
      task =
          TorchTask.of(
              CurveModels.named(run.of().model(), run.dropout()), dataset(run), 1, Precision.F32);
      tasks.put(name, task);
    }
    return task.open(new SessionSettings(run.batchSize(), run.of().optimizer(), SEED));
  }

  private static String data(CurveRun run) {
    return run.of().data() + " " + run.trainingExamples();
  }

  private Dataset dataset(CurveRun run) throws IOException {
    String name = data(run);
    Dataset dataset = opened.get(name);
    if (dataset == null) {
      String source =
          switch (run.of().data()) {
            case "digits", "blobs" -> run.of().data();
            case "cifar10" -> GreyCifar.write(datasets.resolve("cifar10"), scratch).toString();
            case "shapes" -> GeneratedImages.write(scratch).toString();
            case "table", "spirals", "friedman", "rings", "weak", "counts", "rare", "waves" ->
                GeneratedTables.write(run.of().data(), scratch).toString();
            default -> datasets.resolve(run.of().data()).toString();
          };
      DataSettings settings = new DataSettings(SEED, 0.2, 0.1, "");
      dataset = Datasets.open(source, settings);
      if (run.trainingExamples() > 0) {
        long all = dataset.summary().trainingExamples() + dataset.summary().validationExamples();
        double share = 1 - run.trainingExamples() / (double) all;
        dataset = Datasets.open(source, new DataSettings(SEED, share, 0.1, ""));
      }
      opened.put(name, dataset);
    }
    return dataset;
  }

  private static void put(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, rounded(value));
    } else {
      node.put(name, "Infinity");
    }
  }

  private static void add(ArrayNode array, double value) {
    if (Double.isFinite(value)) {
      array.add(rounded(value));
    } else {
      array.add("Infinity");
    }
  }

  /** A number to five significant digits. */
  private static double rounded(double value) {
    return Double.parseDouble(String.format(Locale.ROOT, "%.4e", value));
  }
}
