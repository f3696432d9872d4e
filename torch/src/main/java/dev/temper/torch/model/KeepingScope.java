package dev.temper.torch.model;

import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;

/**
 * A scope around code of others whose native objects are to outlive it: hides the scope around it
 * and closes nothing. The collector frees the objects.
 */
final class KeepingScope extends PointerScope {

  @Override
  public PointerScope attach(Pointer pointer) {
    return this;
  }
}
