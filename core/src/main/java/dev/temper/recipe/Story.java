package dev.temper.recipe;

import dev.temper.diagnosis.Finding;
import dev.temper.training.ModelSetting;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened in a procedure, stage by stage, as it is told to the listener and in the end. */
final class Story {

  private final Laboratory lab;
  private final TuningListener listener;
  private final List<StageResult> stages = new ArrayList<>();
  private Stage stage = Stage.PREFLIGHT;
  private List<RangeTrial> rangeTests = new ArrayList<>();
  private List<Comparison> comparisons = new ArrayList<>();
  private List<Decision> decisions = new ArrayList<>();
  private List<Finding> findings = new ArrayList<>();
  private @Nullable SnapshotRestarts restarts;

  Story(Laboratory lab, TuningListener listener) {
    this.lab = lab;
    this.listener = listener;
  }

  /** Begins a stage of so many updates at most. */
  void begin(Stage next, double iterations) {
    stage = next;
    rangeTests = new ArrayList<>();
    comparisons = new ArrayList<>();
    decisions = new ArrayList<>();
    findings = new ArrayList<>();
    restarts = null;
    lab.begin(next, Math.round(iterations));
  }

  void end() {
    stages.add(
        new StageResult(
            stage, rangeTests, comparisons, restarts, decisions, findings, lab.spending().end()));
  }

  void tested(RangeTrial test) {
    rangeTests.add(test);
  }

  void compared(Comparison comparison) {
    comparisons.add(comparison);
  }

  void restarted(SnapshotRestarts made) {
    restarts = made;
  }

  void decide(String subject, String choice, String reason) {
    decisions.add(new Decision(subject, choice, reason));
    listener.onNote(subject + ": " + choice);
  }

  /**
   * Decides again on every value in which two prescriptions differ, so that the last decision on
   * each is the value that trains.
   */
  void decideChanges(Prescription from, Prescription to, String reason) {
    decideChange("batch size", from.batchSize(), to.batchSize(), reason);
    decideChange("maximum learning rate", from.learningRateMax(), to.learningRateMax(), reason);
    decideChange("minimum learning rate", from.learningRateMin(), to.learningRateMin(), reason);
    if (!MomentumStage.label(from).equals(MomentumStage.label(to))) {
      decide("momentum", MomentumStage.label(to), reason);
    }
    decideChange("weight decay", from.weightDecay(), to.weightDecay(), reason);
    for (ModelSetting setting : lab.task().modelSettings()) {
      String name = setting.name();
      double before = from.model().getOrDefault(name, setting.value());
      decideChange(name, before, to.model().getOrDefault(name, setting.value()), reason);
    }
  }

  private void decideChange(String subject, double from, double to, String reason) {
    if (from != to) {
      decide(subject, Figures.figure(to), reason);
    }
  }

  void find(String code, long from, long to, String evidence, String advice) {
    find(new Finding(code, 1, from, to, evidence, advice));
  }

  void find(Finding finding) {
    findings.add(finding);
    listener.onNote(finding.evidence() + " " + finding.advice());
  }

  /** The stages that have ended, in order. */
  List<StageResult> stages() {
    return stages;
  }
}
