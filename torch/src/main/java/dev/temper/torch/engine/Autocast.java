package dev.temper.torch.engine;

import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Lets the operations of this thread run in the precision of the session until closed.
 *
 * <p>The library's cache of cast weights is off: it is emptied only by the guard of the Python
 * front end, and would serve the weights of earlier updates.
 */
final class Autocast implements AutoCloseable {

  private final boolean on;

  Autocast(Precision precision) {
    on = precision == Precision.BF16;
    if (on) {
      torch.set_autocast_cache_enabled(false);
      torch.set_autocast_dtype(DeviceType.CPU, ScalarType.BFloat16);
      torch.set_autocast_enabled(DeviceType.CPU, true);
    }
  }

  @Override
  public void close() {
    if (on) {
      torch.set_autocast_enabled(DeviceType.CPU, false);
    }
  }
}
