package dev.temper.torch.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Tells the user's own models, files and classes, from those offered by name. */
final class OwnModel {

  private static final List<String> ENDINGS = List.of(".pt", ".pth", ".ts", ".torchscript", ".zip");

  private OwnModel() {}

  /** Whether a text names a file or a class rather than a model that is offered. */
  static boolean isMeantBy(String text) {
    int colon = text.indexOf(':');
    // In front of a colon one letter is a drive.
    String name = colon < 2 ? text : text.substring(0, colon);
    return !Models.names().contains(name)
        && (name.indexOf('.') >= 0
            || name.indexOf('/') >= 0
            || name.indexOf('\\') >= 0
            || Files.isRegularFile(Path.of(text)));
  }

  /**
   * The model of a file or a class.
   *
   * @throws IllegalArgumentException if there is none; one line
   */
  static Model named(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    boolean file =
        text.indexOf('/') >= 0
            || text.indexOf('\\') >= 0
            || ENDINGS.stream().anyMatch(lower::endsWith)
            || Files.exists(Path.of(text));
    return file ? Models.script(Path.of(text)) : OwnClass.named(text);
  }
}
