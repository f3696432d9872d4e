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
  private final DeviceType device;

  Autocast(Execution execution) {
    on = execution.precision() == Precision.BF16;
    device = execution.device().type();
    if (on) {
      torch.set_autocast_cache_enabled(false);
      torch.set_autocast_dtype(device, ScalarType.BFloat16);
      torch.set_autocast_enabled(device, true);
    }
  }

  @Override
  public void close() {
    if (on) {
      torch.set_autocast_enabled(device, false);
    }
  }
}
