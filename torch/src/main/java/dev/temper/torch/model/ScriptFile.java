package dev.temper.torch.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.global.torch;

/**
 * A TorchScript file, which must not change while it is in use.
 *
 * @param path absolute
 * @param bytes its length when it was first seen
 * @param changed when it had last been written then
 */
record ScriptFile(Path path, long bytes, FileTime changed) {

  private static final Pattern UNKNOWN =
      Pattern.compile(
          "(?:Unknown builtin op: |Unknown type name '__torch__\\.torch\\.classes\\.)([\\w:.]*\\w)");

  private static final String ADVICE =
      " Make a TorchScript file in Python: torch.jit.script(model).save('net.pt').";

  /**
   * Looks at a file.
   *
   * @throws IllegalArgumentException if it is missing or of another kind; one line
   */
  static ScriptFile of(Path file) {
    try {
      if (!Files.exists(file)) {
        throw new IllegalArgumentException("There is no model file '" + file + "'.");
      }
      if (!Files.isRegularFile(file)) {
        throw new IllegalArgumentException("The model '" + file + "' is no file.");
      }
      requireTorchScript(file);
      return new ScriptFile(
          file.toAbsolutePath().normalize(), Files.size(file), Files.getLastModifiedTime(file));
    } catch (IOException e) {
      throw new IllegalArgumentException("The model file '" + file + "' cannot be read: " + e, e);
    }
  }

  private static void requireTorchScript(Path file) throws IOException {
    List<String> entries;
    try (ZipFile zip = new ZipFile(file.toFile())) {
      entries = zip.stream().map(ZipEntry::getName).toList();
    } catch (ZipException e) {
      byte[] start;
      try (var in = Files.newInputStream(file)) {
        start = in.readNBytes(1);
      }
      // The first byte of a pickle of protocol 2 and up.
      boolean pickle = start.length == 1 && start[0] == (byte) 0x80;
      throw new IllegalArgumentException(
          "The file '"
              + file
              + (pickle
                  ? "' holds a Python object as torch.save once wrote it, not TorchScript."
                  : "' is no TorchScript file.")
              + ADVICE,
          e);
    }
    if (entries.stream().anyMatch(name -> name.endsWith("/constants.pkl"))) {
      return;
    }
    String holds = " is no TorchScript file.";
    if (entries.stream().anyMatch(name -> name.endsWith("/data.pkl"))) {
      holds =
          " holds what torch.save wrote, weights or a pickled module, which needs Python, not"
              + " TorchScript.";
    } else if (entries.stream().anyMatch(name -> name.contains("exported_program"))) {
      holds = " was written by torch.export, not as TorchScript.";
    }
    throw new IllegalArgumentException("The file '" + file + "'" + holds + ADVICE);
  }

  /** The file's name. */
  String name() {
    return String.valueOf(path.getFileName());
  }

  /**
   * The CRC-32 of its content, in eight hexadecimal digits.
   *
   * @throws IllegalStateException if the file is not what it was, or cannot be read
   */
  String checksum() {
    requireUnchanged();
    CRC32 sum = new CRC32();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(path)) {
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        sum.update(buffer, 0, length);
      }
    } catch (IOException e) {
      throw new IllegalStateException("The model file '" + path + "' cannot be read: " + e, e);
    }
    return String.format(Locale.ROOT, "%08x", sum.getValue());
  }

  /**
   * A module of its own with the file's weights; the caller closes it.
   *
   * @throws IllegalArgumentException if it needs what the library does not have
   * @throws IllegalStateException if the file is not what it was
   */
  JitModule load() {
    requireUnchanged();
    try {
      return torch.load(path.toString(), new DeviceOptional(new Device("cpu")), false);
    } catch (RuntimeException e) {
      String message = String.valueOf(e.getMessage());
      Matcher unknown = UNKNOWN.matcher(message);
      throw new IllegalArgumentException(
          "The TorchScript file '"
              + path
              + "' "
              + (unknown.find()
                  ? "needs '" + unknown.group(1) + "', which is no part of LibTorch."
                  : "cannot be opened: " + ScriptError.line(e)),
          e);
    }
  }

  private void requireUnchanged() {
    try {
      if (Files.size(path) == bytes && Files.getLastModifiedTime(path).equals(changed)) {
        return;
      }
    } catch (IOException e) {
      throw new IllegalStateException("The model file '" + path + "' is gone: " + e, e);
    }
    throw new IllegalStateException(
        "The model file '" + path + "' was changed while it was trained.");
  }
}
