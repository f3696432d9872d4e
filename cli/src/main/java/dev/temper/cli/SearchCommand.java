package dev.temper.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.rangetest.RangeCurve;
import dev.temper.recipe.Budget;
import dev.temper.report.RunFolder;
import dev.temper.report.SearchMethod;
import dev.temper.report.SearchReport;
import dev.temper.report.Text;
import dev.temper.search.BestRun;
import dev.temper.search.Discipline;
import dev.temper.search.Goal;
import dev.temper.search.TrainingObjective;
import dev.temper.search.TrialSchedule;
import dev.temper.search.TrialSettings;
import dev.temper.search.UsualSearch;
import dev.temper.space.Space;
import dev.temper.study.StoreException;
import dev.temper.study.Study;
import dev.temper.study.StudyDefinition;
import dev.temper.study.StudyReader;
import dev.temper.study.StudySettings;
import dev.temper.study.StudyStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A search over how a network is trained. */
@Command(
    name = "search",
    description =
        "Trains with many configurations and learns from each: a space, a sampler, early stopping,"
            + " several trials at a time. Then trains the best once more, tests it once and writes"
            + " a report. A search that was interrupted goes on by 'temper study resume'.")
final class SearchCommand extends ExperimentCommand {

  private static final String MODEL = "model.pt";

  @Option(
      names = "--space",
      paramLabel = "SPACE.json",
      description =
          "What is searched over, in JSON or YAML: learning_rate, momentum, weight_decay,"
              + " batch_size, clip_norm, optimizer, schedule and the settings of the model."
              + " Default: learning rate, momentum, weight decay, and dropout where there is one")
  private @Nullable String space;

  @Option(
      names = "--objective",
      paramLabel = "NAME",
      defaultValue = "val_loss",
      description =
          "What is made better: val_loss or val_accuracy, at the end of a trial. Default:"
              + " ${DEFAULT-VALUE}")
  private Goal goal = Goal.VAL_LOSS;

  @Option(
      names = "--budget",
      paramLabel = "N",
      defaultValue = "10epochs",
      description =
          "Length of a trial: 10epochs, or 10, 2000iterations or 500000examples. Default:"
              + " ${DEFAULT-VALUE}")
  private Budget budget = Budget.epochs(10);

  @Option(
      names = "--schedule",
      paramLabel = "NAME",
      defaultValue = "one-cycle",
      description =
          "What a trial makes of its learning rate: one-cycle (with the rate as its peak), cosine"
              + " or fixed. Default: ${DEFAULT-VALUE}")
  private TrialSchedule schedule = TrialSchedule.ONE_CYCLE;

  @Option(
      names = "--lr",
      paramLabel = "RATE",
      description = "The learning rate where it is not searched over, else what is tried first.")
  private @Nullable Double learningRate;

  @Option(
      names = "--momentum",
      paramLabel = "X",
      description =
          "Momentum, or beta1, where it is not searched over, else what is tried first; of one-cycle"
              + " the largest. Default:"
              + " 0.95 for one-cycle, else the optimizer's own")
  private @Nullable Double momentum;

  @Option(
      names = "--discipline",
      description =
          "First a range test: it sets the interval of the learning rate and its most likely value."
              + " With the schedule one-cycle.")
  private boolean discipline;

  @Mixin private SearchOptions search = new SearchOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  /** What was opened before the folder was made. */
  private @Nullable StudyStore store;

  /** The study, where the store had it before. */
  private Optional<StudyDefinition> existing = Optional.empty();

  private @Nullable Interruption interruption;

  @Override
  String name() {
    return "search";
  }

  @Override
  int threadsPerSession() {
    return Math.max(1, processors() / search.parallel().runs());
  }

  @Override
  void checkOptions() {
    search.check();
    budget.requireCounted();
    if (discipline && schedule != TrialSchedule.ONE_CYCLE) {
      throw new IllegalArgumentException(
          "--discipline trains with one-cycle; it has no place beside --schedule "
              + schedule.label()
              + ".");
    }
    if (momentum != null) {
      checkMomentum(momentum);
    }
  }

  @Override
  public Integer call() throws IOException {
    Path out = output().folder();
    if (search.store() == null && out != null && !output().overwrites()) {
      try {
        EarlierSearch.in(out).requireNone();
      } catch (IllegalArgumentException e) {
        return Temper.badInput(String.valueOf(e.getMessage()));
      }
    }
    try {
      return super.call();
    } catch (StoreException e) {
      System.err.println("temper: " + e.getMessage());
      return Temper.FAILED;
    } finally {
      if (store != null) {
        store.close();
      }
      // Last: how to go on is told also after Ctrl-C.
      if (interruption != null) {
        interruption.close();
      }
    }
  }

  private TrainingObjective objective(Prepared prepared) {
    return new TrainingObjective(
        new TrialSettings(
            prepared.task(),
            prepared.settings(),
            schedule,
            optional(learningRate),
            optional(momentum),
            givesWeightDecay()
                ? OptionalDouble.of(prepared.weightDecay())
                : OptionalDouble.empty()),
        goal,
        budget);
  }

  private static OptionalDouble optional(@Nullable Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** The space that was given, or that of a study that is there, or the usual one. */
  private Space space(TrainingObjective objective) {
    if (space != null) {
      Space given = SpaceOption.read(space);
      return discipline
          ? existing.map(study -> Discipline.takenOver(study.space(), given)).orElse(given)
          : given;
    }
    return existing
        .map(StudyDefinition::space)
        .orElseGet(() -> UsualSearch.space(objective.settings()));
  }

  /** Looks whether the store has the study already. */
  private void findStudy() {
    existing = store == null ? Optional.empty() : store.find(search.name(shortName()));
  }

  @Override
  void check(Prepared prepared) {
    StoreLocation location = search.store();
    if (location != null && location.isThere()) {
      store = location.open();
    }
    findStudy();
    TrainingObjective objective = objective(prepared);
    Space searched = space(objective);
    objective.check(searched);
    if (discipline) {
      Discipline.check(searched);
    }
    search.checkSampler(searched, prepared.settings().seed());
    StudyDefinition wanted = definition(prepared, objective, searched, Map.of());
    if (existing.isPresent()) {
      KeptOptions.requireSameTrial(existing.get(), objective, reproduction(prepared));
      open(wanted, objective, StudySettings.DEFAULT).close();
    }
    if (location != null && store == null) {
      // Last, so that what is refused leaves none behind.
      store = location.open();
    }
  }

  @Override
  void begin(Prepared prepared, RunFolder folder) throws IOException {
    if (store == null) {
      EarlierSearch.in(folder.path()).remove();
      store = StoreLocation.of(folder.file(StoreLocation.FILE).toString()).open();
    }
    if (existing.isEmpty()) {
      SearchReport.removeFrom(folder);
      Files.deleteIfExists(folder.file(MODEL));
    }
    interruption = Interruption.watch();
  }

  private SortedMap<String, String> reproduction(Prepared prepared) {
    SortedMap<String, String> options = new TreeMap<>(prepared.reproduction());
    options.put("threads", Integer.toString(processors()));
    return options;
  }

  private StudyDefinition definition(
      Prepared prepared, TrainingObjective objective, Space searched, Map<String, String> found) {
    Map<String, String> kept =
        KeptOptions.of(
            spec.commandLine().getParseResult(), data(), objective, reproduction(prepared));
    kept.putAll(found);
    return new StudyDefinition(
        search.name(shortName()),
        searched,
        goal.label(),
        goal.direction(),
        prepared.settings().seed(),
        kept);
  }

  private Study open(
      StudyDefinition definition, TrainingObjective objective, StudySettings settings) {
    return Study.open(
        Objects.requireNonNull(store),
        definition,
        search.sampler(definition.seed()),
        search.earlyStopping().pruner(objective.reports()),
        settings);
  }

  @Override
  ObjectNode run(Prepared prepared, RunFolder folder, Progress progress)
      throws IOException, RunFailedException {
    TrainingObjective objective = objective(prepared);
    SearchWork work = work(objective, folder, progress);
    Discipline before = null;
    if (discipline && existing.isEmpty()) {
      before = work.rangeTest();
      // Another process may have begun the same search meanwhile, by a test of its own.
      findStudy();
    }
    Space searched = space(objective);
    Map<String, String> found = Map.of();
    if (before != null && existing.isEmpty()) {
      searched = before.in(searched);
      found = SearchReport.settings(before);
    }
    SearchProgress listener = new SearchProgress(progress, goal.label());
    StudySettings settings = StudySettings.DEFAULT.withListener(listener);
    StudyDefinition definition = definition(prepared, objective, searched, found);
    try (Study study = open(definition, objective, settings)) {
      keepPlan(study, definition);
      progress.onNote("Results go to " + folder.path() + ".");
      SearchRemarks remarks = new SearchRemarks(search.trials(), search.samplerKind());
      if (existing.isEmpty()) {
        remarks.onFirstValues(searched, objective.settings(), firstValues(prepared));
      }
      remarks.begin(study);
      listener.begin(search.trials().most(), study);
      if (study.trials().isEmpty() && search.samplerKind().learns()) {
        study.enqueue(UsualSearch.first(searched, objective.settings()));
      }
      RangeCurve curve = before == null ? null : before.curve();
      BestRun best;
      try {
        best = work.run(study, took -> remarks.end(study, took));
      } catch (InterruptedException e) {
        // Nothing is drawn while the process ends: 'study report' does that.
        throw work.interrupted(study);
      } catch (RunFailedException e) {
        report(prepared, study, curve, null).write(folder);
        throw e;
      }
      SearchReport report = report(prepared, study, curve, best);
      report.write(folder);
      return report.json();
    } catch (StoreException e) {
      throw work.failed(e);
    }
  }

  /** So that whoever goes on with it later goes as far. */
  private void keepPlan(Study study, StudyDefinition wanted) {
    Map<String, String> plan = KeptOptions.plan(wanted.settings());
    if (!study.definition().settings().entrySet().containsAll(plan.entrySet())) {
      Objects.requireNonNull(store).putSettings(wanted.name(), plan);
    }
  }

  /** What was asked for and may be searched over: then it only says what is tried first. */
  private Map<String, Double> firstValues(Prepared prepared) {
    Map<String, Double> given = new LinkedHashMap<>();
    optional(learningRate).ifPresent(rate -> given.put("learning_rate", rate));
    optional(momentum).ifPresent(highest -> given.put("momentum", highest));
    if (givesWeightDecay()) {
      given.put("weight_decay", prepared.weightDecay());
    }
    return given;
  }

  private SearchReport report(
      Prepared prepared, Study study, @Nullable RangeCurve curve, @Nullable BestRun best) {
    return new SearchReport(
        prepared.experiment(),
        StudyReader.open(Objects.requireNonNull(store), study.definition().name()),
        method(),
        prepared.reproduction(),
        curve,
        best);
  }

  private SearchMethod method() {
    return new SearchMethod(
        search.trials().most(),
        search.samplerKind().label(),
        search.earlyStopping().label(),
        budget.toString(),
        schedule.label());
  }

  private SearchWork work(TrainingObjective objective, RunFolder folder, Progress progress) {
    StoreLocation location = search.store();
    String goingOn =
        Text.of(
            " 'temper study resume --store %s --name %s' goes on.",
            location == null ? folder.path() : location, search.name(shortName()));
    return new SearchWork(
        objective, search.trials(), search.parallel(), progress, folder.file(MODEL), goingOn);
  }

  @Override
  String summary(ObjectNode result) {
    StringBuilder text = new StringBuilder(testSummary(result));
    text.append(
        Text.of(
            "%nBest of %s: number %d, %s %s.",
            Text.count(result.at("/trials/total").intValue(), "trial"),
            result.at("/best/number").intValue(),
            goal.label(),
            Text.number(result.at("/best/value").doubleValue())));
    result
        .at("/best/params")
        .properties()
        .forEach(
            value ->
                text.append(
                    Text.of(
                        "%n  %s %s",
                        value.getKey(),
                        value.getValue().isDouble()
                            ? Text.number(value.getValue().doubleValue())
                            : value.getValue().asText())));
    return text.toString();
  }
}
