package dev.temper.torch.model;

import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The library's own source of random numbers, one a device for the whole process, from which
 * operations draw that are given none.
 *
 * <p>Code that draws from it runs here, one at a time, with the numbers of its session, so that
 * sessions stay reproducible and do not disturb each other.
 */
final class DefaultGenerator {

  private static final Object LOCK = new Object();

  private DefaultGenerator() {}

  /** Runs what draws from the library's generator; the numbers are those of the given one. */
  static <T> T drawingFrom(Generator generator, Supplier<T> work) {
    synchronized (LOCK) {
      Generator shared = sharedOnDeviceOf(generator);
      try (Tensor before = shared.get_state()) {
        move(generator, shared);
        try {
          return work.get();
        } finally {
          move(shared, generator);
          shared.set_state(before);
        }
      }
    }
  }

  /** Whether something draws from the library's generator, which is put back. */
  static boolean isDrawnFromBy(Runnable work) {
    synchronized (LOCK) {
      Generator shared = torch.getDefaultCPUGenerator();
      try (PointerScope scope = new PointerScope()) {
        Tensor before = shared.get_state();
        try {
          work.run();
          return !shared.get_state().equal(before);
        } finally {
          shared.set_state(before);
        }
      }
    }
  }

  /** Does something after which a generator is as it was. */
  static <T> T leavingNoTrace(Generator generator, Supplier<T> work) {
    try (Tensor before = generator.get_state()) {
      T result = work.get();
      generator.set_state(before);
      return result;
    }
  }

  /** What operations on the device of a generator draw from. */
  private static Generator sharedOnDeviceOf(Generator generator) {
    try (Device device = generator.device()) {
      return device.is_cpu()
          ? torch.getDefaultCPUGenerator()
          : torch.globalContext().defaultGenerator(device);
    }
  }

  private static void move(Generator from, Generator to) {
    try (Tensor state = from.get_state()) {
      to.set_state(state);
    }
  }
}
