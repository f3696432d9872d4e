package dev.temper.torch.engine;

import dev.temper.training.Optimizer;
import dev.temper.training.SessionSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the precision and the layout of images by measuring a few updates on this machine.
 *
 * <p>The {@linkplain Precision#forProcessor usual} choice stays unless another is faster by more
 * than a tenth and in every round, so that noise does not change it. What was found is kept, by
 * network, shape of the examples, threads and processor, and is not measured again.
 */
public final class FastestExecution {

  private static final double WORTH_A_CHANGE = 1.1;

  /** More than this says little more of the ratio, and takes longer. */
  private static final int MOST_EXAMPLES = 32;

  private static final double SECONDS = 0.3;
  private static final int ROUNDS = 5;

  /** Where an update takes long. */
  private static final int FEW_ROUNDS = 3;

  /** By one update, which is no more than a hint. */
  private static final double CLEARLY_SLOWER = 1.6;

  private final Execution usual;
  private final @Nullable Precision precision;
  private final @Nullable Layout layout;
  private final MeasuredChoices kept;

  /**
   * A choice.
   *
   * @param device where to compute
   * @param threads of each session
   * @param precision what is given, or null for what is fastest
   * @param layout what is given, or null for what is fastest
   * @param kept where earlier measurements lie
   */
  public FastestExecution(
      Device device,
      int threads,
      @Nullable Precision precision,
      @Nullable Layout layout,
      MeasuredChoices kept) {
    this.usual =
        new Execution(
            device,
            threads,
            precision == null ? Precision.usualOn(device) : precision,
            layout == null ? Layout.CHANNELS_LAST : layout);
    this.precision = precision;
    this.layout = layout;
    this.kept = kept;
  }

  /** What is taken where nothing is measured; a task to choose for is computed in this way. */
  public Execution usual() {
    return usual;
  }

  /**
   * A task, computed in the fastest way.
   *
   * @param task computed in the {@linkplain #usual usual} way
   * @param batchSize of the runs to come; 1 or more, cut to the training examples
   */
  public TorchTask of(TorchTask task, int batchSize) {
    List<Execution> candidates =
        candidates(task.data().shape().size() == 3).stream().filter(task::computesRightBy).toList();
    if (candidates.size() == 1) {
      return task;
    }
    long most = Math.min(MOST_EXAMPLES, task.data().trainingExamples());
    int examples = (int) Math.max(1, Math.min(batchSize, most));
    String key = key(task, examples);
    Execution choice = kept.find(key, candidates);
    if (choice == null) {
      choice = measured(task, candidates, examples);
      kept.keep(key, choice);
    }
    return task.with(choice);
  }

  /** Those that can train the network and are not clearly slower than another take turns. */
  private Execution measured(TorchTask usualTask, List<Execution> candidates, int examples) {
    SessionSettings settings = new SessionSettings(examples, Optimizer.SGD, 0);
    List<Execution> able = new ArrayList<>();
    List<TorchTask> tasks = new ArrayList<>();
    List<Double> seconds = new ArrayList<>();
    for (Execution candidate : candidates) {
      TorchTask task = usualTask.with(candidate);
      double update;
      try {
        update = Throughput.secondsOfAnUpdate(task, settings);
      } catch (RuntimeException e) {
        // A network of the user's may not be able to do all; what is left is chosen from.
        continue;
      }
      able.add(candidate);
      tasks.add(task);
      seconds.add(update);
    }
    double fastest = seconds.stream().mapToDouble(value -> value).min().orElse(0);
    for (int i = able.size() - 1; i >= 0; i--) {
      if (seconds.get(i) > CLEARLY_SLOWER * fastest) {
        able.remove(i);
        tasks.remove(i);
      }
    }
    if (able.size() < 2) {
      return able.isEmpty() ? usual : able.get(0);
    }
    int rounds = fastest > SECONDS ? FEW_ROUNDS : ROUNDS;
    return fastest(able, new Throughput(SECONDS, rounds).rounds(tasks, settings));
  }

  /** What can be chosen from, the usual one first. */
  List<Execution> candidates(boolean images) {
    List<Execution> candidates = new ArrayList<>(List.of(usual));
    for (Precision other : precision == null ? List.of(Precision.values()) : List.of(precision)) {
      for (Layout order :
          layout == null && images ? List.of(Layout.values()) : List.of(usual.layout())) {
        Execution candidate = usual.withPrecision(other).withLayout(order);
        if (!candidates.contains(candidate)) {
          candidates.add(candidate);
        }
      }
    }
    return candidates;
  }

  /**
   * The one that is furthest ahead of the first, if one is by more than a tenth, by the median of
   * the ratios within a round, and ahead in every round; else the first.
   *
   * @param rates of each candidate in each round
   */
  static Execution fastest(List<Execution> candidates, List<List<Double>> rates) {
    int best = 0;
    double highest = WORTH_A_CHANGE;
    for (int i = 1; i < candidates.size(); i++) {
      List<Double> ratios = new ArrayList<>();
      for (int round = 0; round < rates.get(i).size(); round++) {
        ratios.add(rates.get(i).get(round) / rates.get(0).get(round));
      }
      double median = Throughput.median(ratios);
      if (median > highest && Collections.min(ratios) > 1) {
        best = i;
        highest = median;
      }
    }
    return candidates.get(best);
  }

  private String key(TorchTask task, int examples) {
    return String.join(
        "|",
        LibTorch.version(),
        LibTorch.processor(),
        usual.device().label(),
        Integer.toString(usual.threads()),
        precision == null ? "auto" : precision.label(),
        layout == null ? "auto" : layout.label(),
        task.modelIdentity(),
        Long.toString(task.parameters()),
        task.data().shape().toString(),
        Integer.toString(examples));
  }
}
