import dev.temper.recipe.Budget;
import dev.temper.recipe.Tuning;
import dev.temper.recipe.TuningResult;
import dev.temper.torch.data.Datasets;
import dev.temper.torch.engine.TorchTask;
import dev.temper.torch.model.LayeredNetwork;
import dev.temper.torch.model.Model;

/** Tunes and trains a network of one's own on the built-in digits. */
public class OwnNetwork {

  public static void main(String[] args) throws Exception {
    Model wide =
        Model.of(
            "wide",
            (shape, outputs, generator) ->
                LayeredNetwork.builder(shape, generator)
                    .linear(512)
                    .batchNorm()
                    .relu()
                    .dropout(0.2)
                    .linear(outputs)
                    .build());
    TorchTask task = TorchTask.of(wide, Datasets.digits());
    TuningResult result = Tuning.of(task).seed(7).budget(Budget.epochs(10)).run();
    System.out.printf("%.2f %% right, with %s%n", 100 * result.test().accuracy(), result.chosen());
  }
}
