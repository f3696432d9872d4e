package dev.temper.torch.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The arithmetic of the forward and backward pass; weights and updates are always 32-bit floats.
 */
public enum Precision {
  /** 32-bit floats throughout. */
  F32,

  /**
   * Convolutions and matrix products in bfloat16 (8 bits of mantissa), the rest in 32-bit floats,
   * as PyTorch's autocast divides them. About twice as fast on processors with bfloat16
   * instructions, slower on others.
   */
  BF16;

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  /** The name used on the command line and in reports, in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The precision of the given {@linkplain #label() name}.
   *
   * @throws IllegalArgumentException if there is none; the message lists all
   */
  public static Precision named(String name) {
    for (Precision precision : values()) {
      if (precision.label().equals(name)) {
        return precision;
      }
    }
    throw new IllegalArgumentException(
        "There is no precision '"
            + name
            + "'. Accepted: "
            + Arrays.stream(values()).map(Precision::label).collect(Collectors.joining(", "))
            + ".");
  }

  /**
   * BF16 where the processor is known to have instructions for it, else F32.
   *
   * <p>Known from Linux's list of processor flags; other systems get F32.
   */
  public static Precision forProcessor() {
    try {
      String flags = Files.isReadable(CPU_INFO) ? Files.readString(CPU_INFO) : "";
      return flags.contains("avx512_bf16") || flags.contains("amx_bf16") ? BF16 : F32;
    } catch (IOException e) {
      return F32;
    }
  }

  /** What is usual on a device: BF16 on a GPU. */
  static Precision usualOn(Device device) {
    return device.isCpu() ? forProcessor() : BF16;
  }
}
