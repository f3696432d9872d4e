package dev.temper.torch.engine;

import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;

/**
 * What computes: the processor, or a GPU.
 *
 * @param gpu the number of a CUDA device from 0; -1 for the processor
 */
public record Device(int gpu) {

  /** The processor. */
  public static final Device CPU = new Device(-1);

  private static final String CUDA = "cuda";

  /** More devices than a machine has; the library counts them in a byte. */
  private static final int MOST = Byte.MAX_VALUE;

  /**
   * The device of a name: {@code cpu}, {@code cuda:0}, {@code cuda}, which is the first, or {@code
   * auto}, the first GPU where there is one.
   *
   * @throws IllegalArgumentException if there is none of that name, or it is not here
   */
  public static Device named(String name) {
    return switch (name) {
      case "cpu" -> CPU;
      case "auto" -> LibTorch.cudaAvailable() ? new Device(0) : CPU;
      default -> gpu(name);
    };
  }

  private static Device gpu(String name) {
    String number = name.equals(CUDA) ? "0" : name.startsWith(CUDA + ":") ? name.substring(5) : "";
    if (!number.matches("[0-9]{1,3}") || Integer.parseInt(number) > MOST) {
      throw new IllegalArgumentException(
          "There is no device '" + name + "'. Accepted: auto, cpu, cuda:0 and so on.");
    }
    if (!LibTorch.cudaAvailable()) {
      throw new IllegalArgumentException(
          "The device '"
              + name
              + "' is not here: there is no GPU, or the library was built without CUDA (profile"
              + " gpu). Accepted: auto, cpu.");
    }
    int count = torch.cuda_device_count();
    if (Integer.parseInt(number) >= count) {
      throw new IllegalArgumentException(
          "The device '" + name + "' is not here. Accepted: cuda:0 to cuda:" + (count - 1) + ".");
    }
    return new Device(Integer.parseInt(number));
  }

  /** Whether it is the processor. */
  public boolean isCpu() {
    return gpu < 0;
  }

  /** The name: {@code cpu} or {@code cuda:0}. */
  public String label() {
    return isCpu() ? "cpu" : CUDA + ":" + gpu;
  }

  DeviceType type() {
    return isCpu() ? DeviceType.CPU : DeviceType.CUDA;
  }

  /** As the library names it. */
  org.bytedeco.pytorch.Device library() {
    return isCpu()
        ? new org.bytedeco.pytorch.Device(DeviceType.CPU)
        : new org.bytedeco.pytorch.Device(DeviceType.CUDA, (byte) gpu);
  }

  /** A tensor on this device; the same where it lies there already. */
  Tensor of(Tensor tensor) {
    return isCpu() ? tensor : tensor.to(library(), tensor.scalar_type().intern());
  }

  /** A fresh source of random numbers on this device. */
  Generator generator(long seed) {
    if (isCpu()) {
      return torch.createCPUGenerator(seed);
    }
    // A copy of the default one, which belongs to all.
    Generator generator = torch.globalContext().defaultGenerator(library()).clone();
    generator.set_current_seed(seed);
    return generator;
  }
}
