import dev.temper.pruner.Pruner;
import dev.temper.pruner.Rungs;
import dev.temper.recipe.Budget;
import dev.temper.report.RunFolder;
import dev.temper.report.study.StudyReport;
import dev.temper.sampler.Sampler;
import dev.temper.search.BestRun;
import dev.temper.search.Discipline;
import dev.temper.search.Goal;
import dev.temper.search.TrainingObjective;
import dev.temper.search.TrialSchedule;
import dev.temper.search.TrialSettings;
import dev.temper.search.UsualSearch;
import dev.temper.space.Space;
import dev.temper.store.Stores;
import dev.temper.study.Study;
import dev.temper.study.StudyDefinition;
import dev.temper.study.StudyReader;
import dev.temper.study.StudyStore;
import dev.temper.study.Trial;
import dev.temper.study.Trials;
import dev.temper.torch.data.Datasets;
import dev.temper.torch.engine.Precision;
import dev.temper.torch.engine.TorchTask;
import dev.temper.torch.model.Models;
import dev.temper.training.Optimizer;
import dev.temper.training.SessionSettings;
import dev.temper.training.TrainingListener;
import java.nio.file.Files;
import java.nio.file.Path;

/** A search over training, as temper search makes it: range test, trials, the best once more. */
public class TrainingSearch {

  public static void main(String[] args) throws Exception {
    TorchTask task = TorchTask.of(Models.named("mlp"), Datasets.digits(), 1, Precision.F32);
    TrialSettings settings =
        TrialSettings.of(
            task, new SessionSettings(64, Optimizer.SGD, 7), TrialSchedule.ONE_CYCLE);
    Discipline discipline = Discipline.of(settings, TrainingListener.NONE);
    Space space = discipline.in(UsualSearch.space(settings));
    TrainingObjective objective =
        new TrainingObjective(settings, Goal.VAL_LOSS, Budget.epochs(5));
    StudyDefinition definition =
        StudyDefinition.minimizing("digits", space, Goal.VAL_LOSS.label()).withSeed(7);

    Path folder = Files.createTempDirectory("search");
    try (StudyStore store = Stores.open(folder.resolve("study.db").toString());
        Study study =
            Study.open(
                store,
                definition,
                Sampler.auto(7),
                Pruner.asha(Rungs.of(objective.reports())))) {
      study.enqueue(UsualSearch.first(space, settings));
      study.optimize(objective, Trials.of(16), 2);

      Trial best = study.best().orElseThrow();
      BestRun run =
          BestRun.of(
              study, best.number(), objective, folder.resolve("model.pt"), TrainingListener.NONE);
      StudyReport.of(StudyReader.open(store, "digits")).write(RunFolder.open(folder));
      System.out.printf(
          "trial %d of %d: %s, validation loss %.3f, test accuracy %.3f, the same again: %s%n",
          best.number(),
          study.trials().size(),
          best.configuration(),
          best.value(),
          run.test().accuracy(),
          run.replay().isSame());
      System.out.println("report: " + folder.resolve("report.html"));
    }
  }
}
