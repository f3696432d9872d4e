package dev.temper.torch.engine;

/**
 * Where and how the passes of a session are computed. Results are reproducible for the same.
 *
 * @param device the processor or a GPU
 * @param threads processors each session may use; 1 to {@link LibTorch#MOST_THREADS}
 * @param precision the arithmetic of the passes
 * @param layout how images lie in memory
 */
public record Execution(Device device, int threads, Precision precision, Layout layout) {

  /**
   * Checks the threads.
   *
   * @throws IllegalArgumentException if they are outside their range
   */
  public Execution {
    if (threads < 1 || threads > LibTorch.MOST_THREADS) {
      throw new IllegalArgumentException(
          "The threads (" + threads + ") must be 1 to " + LibTorch.MOST_THREADS + ".");
    }
  }

  /** On the processor, with images channels-last. */
  public Execution(int threads, Precision precision) {
    this(Device.CPU, threads, precision, Layout.CHANNELS_LAST);
  }

  /** All processors, and the precision that suits them. */
  public static Execution usual() {
    return new Execution(LibTorch.processors(), Precision.forProcessor());
  }

  /** The same in another precision. */
  public Execution withPrecision(Precision value) {
    return new Execution(device, threads, value, layout);
  }

  /** The same with images in another order. */
  public Execution withLayout(Layout value) {
    return new Execution(device, threads, precision, value);
  }

  /** The same on another device. */
  public Execution withDevice(Device value) {
    return new Execution(value, threads, precision, layout);
  }
}
