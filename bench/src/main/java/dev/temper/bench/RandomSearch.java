package dev.temper.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.schedule.OneCycle;
import dev.temper.torch.data.DataSettings;
import dev.temper.torch.data.Dataset;
import dev.temper.torch.data.Datasets;
import dev.temper.torch.engine.LibTorch;
import dev.temper.torch.engine.Precision;
import dev.temper.torch.engine.TorchTask;
import dev.temper.torch.model.Models;
import dev.temper.training.Evaluation;
import dev.temper.training.History;
import dev.temper.training.Optimizer;
import dev.temper.training.SessionSettings;
import dev.temper.training.Split;
import dev.temper.training.TrainingListener;
import dev.temper.training.TrainingRun;
import dev.temper.training.TrainingSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Random search with the trainer that {@code tune} uses: the opponent of its figures.
 *
 * <p>A trial is a whole 1cycle run with SGD at a maximum rate drawn log-uniformly from 1e-3 to 1, a
 * weight decay log-uniformly from 1e-6 to 1e-2, a largest momentum uniformly from .8 to .99 (the
 * smallest is .1 less) and a batch size of 64, 128, 256, 512 or 1024. Appends one JSON line a
 * trial; trials that stand in the file already are not made again, so an interrupted search goes
 * on.
 */
public final class RandomSearch {

  private static final ObjectMapper JSON = new ObjectMapper();

  private RandomSearch() {}

  /**
   * Searches.
   *
   * @param args data, model, seed, epochs of a trial, trials, file; optionally the number of the
   *     first trial and of threads
   */
  public static void main(String[] args) throws IOException {
    if (args.length < 6 || args.length > 8) {
      System.err.println(
          "usage: RandomSearch DATA MODEL SEED EPOCHS TRIALS FILE [FIRST [THREADS]]");
      System.exit(2);
    }
    long seed = Long.parseLong(args[2]);
    double epochs = Double.parseDouble(args[3]);
    int trials = Integer.parseInt(args[4]);
    Path file = Path.of(args[5]);
    int first = args.length > 6 ? Integer.parseInt(args[6]) : 0;
    int threads = args.length > 7 ? Integer.parseInt(args[7]) : 1;
    LibTorch.useThreads(threads);
    Dataset data = Datasets.open(args[0], DataSettings.DEFAULT.withSeed(seed));
    TorchTask task = TorchTask.of(Models.named(args[1]), data, threads, Precision.forProcessor());
    for (int number = first; number < trials; number++) {
      if (!made(file).contains(number)) {
        String line = trial(task, number, seed, epochs) + "\n";
        Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        System.out.print(line);
      }
    }
  }

  private static Set<Integer> made(Path file) throws IOException {
    Set<Integer> numbers = new HashSet<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        numbers.add(JSON.readTree(line).get("trial").intValue());
      }
    }
    return numbers;
  }

  private static ObjectNode trial(TorchTask task, int number, long seed, double epochs) {
    SplittableRandom random = new SplittableRandom(seed * 1000 + number);
    double rate = logUniform(random, 1e-3, 1);
    double weightDecay = logUniform(random, 1e-6, 1e-2);
    double momentum = random.nextDouble(0.8, 0.99);
    int batchSize = 64 << random.nextInt(5);
    SessionSettings settings = new SessionSettings(batchSize, Optimizer.SGD, seed);
    ObjectNode line = JSON.createObjectNode();
    line.put("trial", number).put("learning_rate_max", rate).put("weight_decay", weightDecay);
    line.put("momentum_max", momentum).put("batch_size", batchSize);
    try (TrainingSession session = task.open(settings)) {
      long perEpoch = session.iterationsPerEpoch();
      long iterations = Math.max(2, Math.round(epochs * perEpoch));
      OneCycle schedule =
          OneCycle.smith(iterations, rate)
              .withMinLearningRate(rate / 10)
              .withMomentum(momentum, momentum - 0.1)
              .withWeightDecay(weightDecay);
      History history =
          new TrainingRun(schedule, iterations, perEpoch).run(session, TrainingListener.NONE);
      line.put("iterations", history.iterations());
      line.put("examples", (long) history.iterations() * batchSize);
      line.put("diverged", history.diverged());
      if (!history.diverged()) {
        Evaluation validation =
            history.evaluations().get(history.evaluations().size() - 1).evaluation();
        Evaluation test = session.evaluate(Split.TEST);
        line.put("val_loss", validation.loss()).put("val_accuracy", validation.accuracy());
        line.put("test_loss", test.loss()).put("test_accuracy", test.accuracy());
      }
    }
    return line;
  }

  private static double logUniform(SplittableRandom random, double low, double high) {
    return low * Math.pow(high / low, random.nextDouble());
  }
}
