package dev.temper.torch.model;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;

/** The TorchScript files that {@code make.py} beside them has made. */
public final class Scripts {

  private Scripts() {}

  /** One of them as a model. */
  public static Model model(String name) {
    return Models.script(path(name));
  }

  /** Where one lies. */
  public static Path path(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(
                  Scripts.class.getResource("/dev/temper/torch/scripts/" + name), name)
              .toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
