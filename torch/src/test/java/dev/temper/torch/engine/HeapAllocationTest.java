package dev.temper.torch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.temper.schedule.HyperParameters;
import dev.temper.torch.data.Augmentation;
import dev.temper.torch.data.DataSettings;
import dev.temper.torch.data.Dataset;
import dev.temper.torch.data.Datasets;
import dev.temper.training.Optimizer;
import dev.temper.training.SessionSettings;
import dev.temper.training.TrainingSession;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** What a step takes of the Java heap: the same, however many images it learns from. */
class HeapAllocationTest {

  private static final HyperParameters VALUES = new HyperParameters(0.01, 0.9, 1e-4);
  private static final int STEPS = 50;

  /** A byte an image would come to 1,500 bytes a step. */
  private static final long LESS_THAN_A_BYTE_AN_IMAGE = 1000;

  @Test
  void imagesTakeNothing() throws IOException {
    Dataset data =
        Datasets.open(
            "digits", DataSettings.DEFAULT.withAugmentation(new Augmentation(1, true, 2)));
    TorchTask task = TorchTask.of(Probe.EVERYTHING, data, 1, Precision.F32);

    long few = bytesOfAStep(task, 16);
    long many = bytesOfAStep(task, 1536);

    assertThat(many - few).isLessThan(LESS_THAN_A_BYTE_AN_IMAGE);
  }

  /** The least of several rounds: the runtime itself allocates now and then. */
  private static long bytesOfAStep(TorchTask task, int batchSize) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (TrainingSession session = task.open(new SessionSettings(batchSize, Optimizer.SGD, 0))) {
      long least = Long.MAX_VALUE;
      for (int round = 0; round < 4; round++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < STEPS; i++) {
          session.step(VALUES);
        }
        least = Math.min(least, (threads.getCurrentThreadAllocatedBytes() - before) / STEPS);
      }
      return least;
    }
  }
}
