package dev.temper.torch.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.temper.schedule.HyperParameters;
import dev.temper.schedule.Schedule;
import dev.temper.torch.data.DataSettings;
import dev.temper.torch.data.Dataset;
import dev.temper.torch.data.Datasets;
import dev.temper.torch.model.Models;
import dev.temper.training.Optimizer;
import dev.temper.training.SessionSettings;
import dev.temper.training.Split;
import dev.temper.training.TrainingSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The whole of Fashion-MNIST, from a folder of data sets outside the repository: {@code
 * TEMPER_DATA}, or else {@code ../shared/data} beside the repository.
 */
@Tag("data")
class FashionMnistTest {

  @Test
  void isReadAndLearnt() throws IOException {
    Path folder = folder();
    assumeTrue(
        folder != null,
        "The data set fashion-mnist is missing from $TEMPER_DATA and from ../shared/data.");
    Dataset data = Datasets.open(String.valueOf(folder), DataSettings.DEFAULT);
    assertThat(data.summary().shape()).containsExactly(1L, 28L, 28L);
    assertThat(data.classes()).isEqualTo(10);
    assertThat(data.summary().trainingExamples()).isEqualTo(54_000);
    assertThat(data.summary().validationExamples()).isEqualTo(6_000);
    assertThat(data.summary().testExamples()).isEqualTo(10_000);

    TorchTask task = TorchTask.of(Models.mlp(List.of(64L), 0), data, 1, Precision.F32);
    try (TrainingSession session = task.open(new SessionSettings(64, Optimizer.SGD, 0))) {
      Schedule schedule = Schedule.fixed(new HyperParameters(0.02, 0.9, 1e-4));
      Probe.losses(session, schedule, 200);
      // A linear classifier, fully trained, reaches 84 %; a constant answer 10 %.
      assertThat(session.evaluate(Split.VALIDATION).accuracy()).isGreaterThan(0.7);
    }
  }

  private static @Nullable Path folder() {
    String named = System.getenv("TEMPER_DATA");
    if (named != null) {
      return ifPresent(Path.of(named));
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path folder = ifPresent(at.resolve("../shared/data"));
      if (folder != null) {
        return folder;
      }
    }
    return null;
  }

  private static @Nullable Path ifPresent(Path data) {
    Path folder = data.resolve("fashion-mnist").normalize();
    return Files.isDirectory(folder) ? folder : null;
  }
}
