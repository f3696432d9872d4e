package dev.temper.cli;

import dev.temper.torch.engine.Device;
import dev.temper.torch.engine.FastestExecution;
import dev.temper.torch.engine.Layout;
import dev.temper.torch.engine.LibTorch;
import dev.temper.torch.engine.MeasuredChoices;
import dev.temper.torch.engine.Precision;
import dev.temper.torch.engine.TorchTask;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of where and how passes are computed. */
final class ExecutionOptions {

  private static final String AUTO = "auto";
  private static final String ACCEPTED = "Accepted: ";

  @Option(names = "--threads", paramLabel = "N", description = "Processors to use. Default: all")
  private @Nullable Integer threads;

  @Option(
      names = "--precision",
      paramLabel = "NAME",
      defaultValue = "auto",
      description =
          "f32, bf16, or auto: what is faster here, measured at the first start."
              + " Default: ${DEFAULT-VALUE}")
  private String precision = "auto";

  @Option(
      names = "--layout",
      paramLabel = "NAME",
      defaultValue = "auto",
      description =
          "How images lie in memory: channels-last, contiguous, or auto, likewise."
              + " Default: ${DEFAULT-VALUE}")
  private String layout = "auto";

  @Option(
      names = "--device",
      paramLabel = "NAME",
      defaultValue = "auto",
      description =
          "cpu, cuda:0 and so on, or auto: the first GPU where there is one."
              + " Default: ${DEFAULT-VALUE}")
  private String device = "auto";

  /** Processors the command may use. */
  int threads() {
    return threads == null ? LibTorch.processors() : threads;
  }

  /**
   * What is chosen from.
   *
   * @param threadsPerSession processors each session may use
   * @param needs what the command makes of the precision that was asked for, null for the fastest
   * @throws IllegalArgumentException if there is none of a name, or not here; one line
   */
  FastestExecution choice(
      int threadsPerSession, Function<@Nullable Precision, @Nullable Precision> needs) {
    return new FastestExecution(
        Device.named(device),
        threadsPerSession,
        needs.apply(orAuto(precision, Precision::named)),
        orAuto(layout, Layout::named),
        MeasuredChoices.ofUser());
  }

  private static <T> @Nullable T orAuto(String name, Function<String, T> named) {
    if (name.equals(AUTO)) {
      return null;
    }
    try {
      return named.apply(name);
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      throw new IllegalArgumentException(message.replace(ACCEPTED, ACCEPTED + AUTO + ", "), e);
    }
  }

  /** The options, without dashes, that compute a task in the same way again. */
  static Map<String, String> of(TorchTask task) {
    Map<String, String> options = new TreeMap<>();
    options.put("threads", Integer.toString(task.threads()));
    options.put("precision", task.precision().label());
    if (!task.execution().device().isCpu() || LibTorch.cudaAvailable()) {
      options.put("device", task.execution().device().label());
    }
    if (task.data().shape().size() == 3) {
      options.put("layout", task.execution().layout().label());
    }
    return options;
  }
}
