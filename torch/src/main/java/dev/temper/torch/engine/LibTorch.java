package dev.temper.torch.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;

/** The native library as a whole: loading, threads, and what there is to say about it. */
public final class LibTorch {

  static {
    // Two pools of threads would fight over the cores: OpenBLAS gets one, OpenMP does the work.
    openblas_nolapack.blas_set_num_threads(1);
  }

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  /** More threads than any processor has cores would only wait for each other. */
  public static final int MOST_THREADS = 256;

  private LibTorch() {}

  /** The processors of this machine, as many of them as can be used. */
  public static int processors() {
    return Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
  }

  /**
   * Sets the threads that operations called from the current thread may use; loads the library on
   * the first call, which takes a second or so, more when its files must be unpacked first.
   *
   * @param threads 1 to {@link #MOST_THREADS}
   * @throws IllegalArgumentException if outside that range
   */
  public static void useThreads(int threads) {
    if (threads < 1 || threads > MOST_THREADS) {
      throw new IllegalArgumentException(
          "The threads (" + threads + ") must be 1 to " + MOST_THREADS + ".");
    }
    torch.set_num_threads(threads);
  }

  /** The version of the native library and of its binding, for example {@code 2.10.0-1.5.13}. */
  public static String version() {
    try {
      return Loader.getVersion("org.bytedeco", "pytorch");
    } catch (IOException e) {
      throw new UncheckedIOException("The engine's jar does not tell its version.", e);
    }
  }

  /** How the library was built, as it tells it itself; several lines. */
  public static String buildSettings() {
    try (PointerScope scope = new PointerScope();
        BytePointer text = torch.show_config()) {
      return text.getString().strip();
    }
  }

  /** The processor's name as Linux tells it; elsewhere its architecture. */
  public static String processor() {
    try (Stream<String> lines = Files.lines(CPU_INFO)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .orElse(System.getProperty("os.arch"));
    } catch (IOException | UncheckedIOException e) {
      return System.getProperty("os.arch");
    }
  }

  /** The vector instructions the library chose on this processor, for example {@code AVX512}. */
  public static String processorCapability() {
    try (BytePointer text = torch.get_cpu_capability()) {
      return text.getString();
    }
  }

  /** Whether a CUDA device can be used by the natives at hand. */
  public static boolean cudaAvailable() {
    return torch.cuda_is_available();
  }
}
