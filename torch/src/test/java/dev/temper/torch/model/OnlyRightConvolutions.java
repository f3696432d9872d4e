package dev.temper.torch.model;

import dev.temper.torch.engine.Convolutions;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * For tests that use networks without a task, which would look whether this machine computes them
 * right: leaves out oneDNN where it does not.
 */
public final class OnlyRightConvolutions implements BeforeAllCallback, AfterAllCallback {

  private boolean before;

  @Override
  public void beforeAll(ExtensionContext context) {
    before = torch.globalContext().userEnabledMkldnn();
    if (!Convolutions.areRight()) {
      Convolutions.leaveOutOneDnn();
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    torch.globalContext().setUserEnabledMkldnn(before);
  }
}
