package dev.temper.recipe;

import static dev.temper.recipe.Figures.say;

import dev.temper.rangetest.MaximumRate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compares batch sizes at equal wall time (Smith 2018, section 4.2): neither equal epochs, which
 * penalize large batches, nor equal iterations, which favour them.
 *
 * <p>Candidates are the default, half of it and twice it, and four times it where throughput still
 * rises that far; each with the rate of a range test of its own. A larger one takes part only if it
 * trains more examples a second and fits into memory.
 */
final class BatchSizeStage implements ValueStage {

  /** A gain in throughput that is more than the noise of its measurement. */
  private static final double RISES = 1.1;

  /** Below this share of the default's throughput a smaller batch is out of the question. */
  private static final double TOO_SLOW = 0.5;

  private static final double MEMORY_SHARE = 0.7;
  private static final int FEWEST_UPDATES_AN_EPOCH = 8;

  /** What of the allowance may be spent here, as a multiple of the final run. */
  private static final double SHARE = 0.5;

  private final Laboratory lab;
  private final Plan plan;
  private final Preflight preflight;
  private final RangeTestStage rangeTests;

  BatchSizeStage(Laboratory lab, Plan plan, Preflight preflight, RangeTestStage rangeTests) {
    this.lab = lab;
    this.plan = plan;
    this.preflight = preflight;
    this.rangeTests = rangeTests;
  }

  /**
   * A batch size by the number of examples alone: the power of two nearest to its root, within 16
   * to 512. It keeps the number of updates in an epoch near the batch size, neither so few that a
   * short run cannot converge nor so many that each is all noise.
   */
  static int defaultSize(long examples) {
    long power = Math.round(Math.log(Math.sqrt((double) examples)) / Math.log(2));
    return (int) Math.min(examples, Math.min(512, Math.max(16, 1L << power)));
  }

  /** The updates that the stage makes at most, in those of the default size. */
  @Override
  public double iterations(Prescription plain) {
    return SHARE * plan.finalExamples() / plain.examplesPerUpdate();
  }

  @Override
  public Prescription run(Story story, Prescription plain) {
    if (!plan.tellsApart(plain.examplesPerUpdate())) {
      story.decide(
          "batch size",
          Integer.toString(plain.batchSize()),
          byExamples()
              + say(
                  " Not compared: a short run of %.0f examples is too short to tell sizes apart.",
                  plan.shortRun()));
      return plain;
    }
    Field field = new Field(plain.over(plan.shortRun()));
    preflight.timings().forEach(timing -> field.enter(story, timing));
    if (field.entrants.size() == 1) {
      story.decide(
          "batch size", Integer.toString(plain.batchSize()), byExamples() + field.leftOut());
      return plain;
    }
    Comparison comparison = field.compare();
    story.compared(comparison);
    Prescription chosen = comparison.winner().prescription().over(plan.finalExamples());
    story.decide(
        "batch size",
        Integer.toString(chosen.batchSize()),
        "Compared at equal wall time, each with the rate of its own range test. "
            + comparison.reason()
            + field.leftOut());
    story.decideChanges(
        plain.withBatchSize(chosen.batchSize()),
        chosen,
        say("By the range test at batch size %d.", chosen.batchSize()));
    return chosen;
  }

  /** The sizes that take part, and why the others do not. */
  private final class Field {

    private final Prescription shortRun;
    private final Preflight.Timing own;
    private final List<Contest.Entrant> entrants = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();
    private double left;

    Field(Prescription shortRun) {
      this.shortRun = shortRun;
      own = timing(shortRun.batchSize());
      left =
          Math.min(SHARE * plan.finalExamples(), lab.left() - plan.reserve())
              - lab.costOf(shortRun, 0);
    }

    /** Lets a size take part if nothing speaks against it and its range test gives a rate. */
    void enter(Story story, Preflight.Timing timing) {
      String label = Integer.toString(timing.batchSize());
      if (timing.equals(own)) {
        entrants.add(new Contest.Entrant(label, shortRun));
        return;
      }
      long equalTime = Math.round(shortRun.iterations() / slower(timing, own));
      Prescription other =
          shortRun.withBatchSize(timing.batchSize()).withIterations(Math.max(2, equalTime));
      double cost = rangeTests.cost(other) + other.examples();
      Optional<String> objection = objection(timing, own, other);
      if (objection.isEmpty() && cost > left) {
        objection = Optional.of("the budget is too small for it");
      }
      if (objection.isPresent()) {
        leaveOut(label, objection.get());
        return;
      }
      left -= cost;
      RangeTrial test = rangeTests.test("range test at batch size " + label, other);
      story.tested(test);
      Optional<MaximumRate> maximum = MaximumRate.of(test.curve());
      if (maximum.isEmpty()) {
        leaveOut(label, "its range test gives no learning rate");
        return;
      }
      entrants.add(
          new Contest.Entrant(label, other.withLearningRateMax(maximum.get().learningRate())));
    }

    private void leaveOut(String label, String why) {
      leftOut.add(label + " (" + why + ")");
    }

    Comparison compare() {
      List<String> labels = entrants.stream().map(Contest.Entrant::label).toList();
      int preferred = labels.indexOf(Integer.toString(own.batchSize()));
      return new Contest(lab, "batch size", entrants, preferred).run(left);
    }

    /** A sentence on them; empty where there are none. */
    String leftOut() {
      return leftOut.isEmpty() ? "" : " Left out: " + String.join(", ", leftOut) + ".";
    }
  }

  private String byExamples() {
    return say(
        "The power of two, within 16 to 512, nearest to the root of %d training examples.",
        lab.task().data().trainingExamples());
  }

  private Preflight.Timing timing(int batchSize) {
    return preflight.timings().stream()
        .filter(timing -> timing.batchSize() == batchSize)
        .findFirst()
        .orElseThrow();
  }

  /** Why a size takes no part, if it does not. */
  private Optional<String> objection(
      Preflight.Timing timing, Preflight.Timing own, Prescription shortRun) {
    double gain = timing.examplesPerSecond() / own.examplesPerSecond();
    if (timing.batchSize() < own.batchSize()) {
      return gain < TOO_SLOW
          ? Optional.of(say("its throughput is %.0f %%", 100 * gain))
          : Optional.empty();
    }
    long examples = lab.task().data().trainingExamples();
    if (examples / shortRun.examplesPerUpdate() < FEWEST_UPDATES_AN_EPOCH) {
      return Optional.of("too few updates an epoch");
    }
    long limit = lab.task().memoryLimit();
    if (limit > 0 && timing.memoryBytes() > MEMORY_SHARE * limit) {
      return Optional.of(say("it takes %d MiB of memory", timing.memoryBytes() >> 20));
    }
    double asked = timing.batchSize() > 2 * own.batchSize() ? RISES * RISES : RISES;
    if (gain < asked) {
      return Optional.of(say("its throughput is %.0f %%", 100 * gain));
    }
    return shortRun.iterations() < Plan.FEWEST_ITERATIONS
        ? Optional.of("too few updates in a short run")
        : Optional.empty();
  }

  /**
   * How many times as long an update takes as one of the default size, to a quarter of an octave:
   * timings are noisy, and a choice should not hang on their last digits.
   */
  private static double slower(Preflight.Timing timing, Preflight.Timing own) {
    double octaves = Math.log(timing.secondsPerIteration() / own.secondsPerIteration());
    return Math.pow(2, Math.rint(4 * octaves / Math.log(2)) / 4);
  }
}
