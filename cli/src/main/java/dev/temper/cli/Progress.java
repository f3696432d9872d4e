package dev.temper.cli;

import dev.temper.recipe.Stage;
import dev.temper.recipe.TuningListener;
import dev.temper.report.Text;
import dev.temper.schedule.HyperParameters;
import dev.temper.training.Evaluation;
import java.io.PrintStream;
import java.util.Locale;

/**
 * Shows how far the work is, on stderr: one line that is redrawn on a terminal, a line for every
 * tenth of a stage elsewhere.
 */
final class Progress implements TuningListener, AutoCloseable {

  private static final long REDRAW_NANOS = 100_000_000;
  private static final int BAR = 24;
  private static final String ERASE_LINE = "\r\u001b[K";

  private enum Form {
    SILENT,
    LINES,
    TERMINAL
  }

  /** A line that fills the terminal would wrap, and redrawing would leave its first part behind. */
  private final int columns = Integer.getInteger("temper.columns", 80) - 1;

  private final Form form;
  private final PrintStream out;
  private String stage = "";
  private String experiment = "";
  private long planned;
  private long done;
  private long doneBefore;
  private long began;
  private long drawn;
  private int tenth;
  private double loss = Double.NaN;
  private double rate = Double.NaN;
  private double accuracy = Double.NaN;
  private double validationLoss = Double.NaN;
  private String last = "";
  private boolean lineOpen;

  private Progress(Form form, PrintStream out) {
    this.form = form;
    this.out = out;
  }

  /** The form that suits stderr; nothing at all where that is asked for. */
  static Progress create(boolean quiet) {
    boolean terminal = Boolean.parseBoolean(System.getProperty("temper.terminal", "false"));
    return new Progress(quiet ? Form.SILENT : terminal ? Form.TERMINAL : Form.LINES, System.err);
  }

  @Override
  public void onStage(Stage next, long iterations) {
    begin(next.label(), iterations);
  }

  /**
   * Begins something that takes its time.
   *
   * @param name what
   * @param steps how many steps it has; 0 if that is not known
   */
  void begin(String name, long steps) {
    begin(name, steps, 0);
  }

  /**
   * Goes on with something that takes its time.
   *
   * @param name what
   * @param steps how many steps it has; 0 if that is not known
   * @param before how many of them were done before
   */
  void begin(String name, long steps, long before) {
    endLine();
    stage = name;
    experiment = "";
    planned = steps;
    done = before;
    doneBefore = before == 0 ? -1 : before;
    tenth = steps == 0 ? 0 : (int) (10 * before / steps);
    began = System.nanoTime();
    loss = Double.NaN;
    rate = Double.NaN;
    accuracy = Double.NaN;
    validationLoss = Double.NaN;
    last = "";
    if (form == Form.LINES) {
      out.println(stage);
    } else {
      draw();
    }
  }

  @Override
  public void onExperiment(String label) {
    experiment = label;
    loss = Double.NaN;
    accuracy = Double.NaN;
  }

  @Override
  public void onNote(String line) {
    if (form == Form.SILENT) {
      return;
    }
    endLine();
    out.println("  " + line);
  }

  @Override
  public void onStep(long iteration, HyperParameters values, double batchLoss) {
    done = iteration + 1;
    doneBefore = doneBefore < 0 ? iteration : doneBefore;
    // Where values are too close, a stage takes more runs than it announced.
    planned = planned == 0 ? 0 : Math.max(planned, done);
    loss = Double.isNaN(loss) ? batchLoss : 0.9 * loss + 0.1 * batchLoss;
    rate = values.learningRate();
    if (form == Form.TERMINAL && System.nanoTime() - drawn > REDRAW_NANOS) {
      draw();
    }
  }

  @Override
  public void onEvaluation(long iteration, Evaluation evaluation) {
    accuracy = evaluation.accuracy();
    validationLoss = evaluation.loss();
    int reached = planned == 0 ? 0 : (int) (10 * iteration / planned);
    if (form == Form.LINES && reached > tenth) {
      tenth = reached;
      out.println("  " + state());
    }
  }

  /**
   * One of the steps begun is done.
   *
   * @param finished how many are done
   * @param what it gave, a few words
   */
  void onTrial(long finished, String what) {
    done = finished;
    last = what;
    int reached = planned == 0 ? 0 : (int) (10 * finished / planned);
    if (form == Form.LINES && reached > tenth) {
      tenth = reached;
      out.println("  " + state());
    } else if (form == Form.TERMINAL) {
      draw();
    }
  }

  private void draw() {
    if (form == Form.TERMINAL) {
      drawn = System.nanoTime();
      int full = planned == 0 ? 0 : (int) Math.min(BAR, BAR * done / planned);
      String line =
          String.format(Locale.ROOT, "%-11s", stage)
              + (planned == 0 ? "" : "█".repeat(full) + "░".repeat(BAR - full) + " " + state());
      out.print(ERASE_LINE + line.substring(0, Math.min(line.length(), columns)));
      out.flush();
      lineOpen = true;
    }
  }

  private String state() {
    StringBuilder text = new StringBuilder();
    text.append(Text.of("%d/%d", done, planned));
    if (!experiment.isEmpty()) {
      text.append("  ").append(experiment);
    }
    if (!Double.isNaN(loss)) {
      text.append(Text.of("  loss %.4f", loss));
    }
    if (!Double.isNaN(accuracy)) {
      text.append(Text.of("  val. accuracy %.2f %%", 100 * accuracy));
    } else if (!Double.isNaN(validationLoss)) {
      text.append(Text.of("  val. loss %.4f", validationLoss));
    }
    if (!Double.isNaN(rate)) {
      text.append("  rate ").append(Text.of("%.2e", rate));
    }
    if (!last.isEmpty()) {
      text.append("  ").append(last);
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    if (done > Math.max(0, doneBefore) && done < planned && seconds > 1) {
      double each = seconds / (done - Math.max(0, doneBefore));
      text.append("  ").append(Text.duration(each * (planned - done))).append(" left");
    }
    return text.toString();
  }

  private void endLine() {
    if (lineOpen) {
      draw();
      out.println();
      lineOpen = false;
    }
  }

  @Override
  public void close() {
    endLine();
  }
}
