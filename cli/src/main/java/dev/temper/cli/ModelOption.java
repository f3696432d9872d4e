package dev.temper.cli;

import dev.temper.torch.model.Model;
import dev.temper.torch.model.Models;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of which network is trained: one offered by name, a file, or a class. */
final class ModelOption {

  @Option(
      names = "--model",
      paramLabel = "NAME[:SETTING=X,…]|FILE.pt|CLASS",
      description =
          "mlp, cnn, lenet, conv3, resnet-20 (32, 44, 56, 110; for large images 18, 34, 50, 101,"
              + " 152), wide-resnet-16-4 (28-10, 32), densenet-40-12, densenet-bc-100-12 or"
              + " inception, with settings as in mlp:layers=3,units=256,dropout=0.2,"
              + " cnn:width=0.5,depth=1 or resnet-20:batch-norm=0; a TorchScript file; or a class of"
              + " yours. Default: cnn for images, mlp for features")
  private @Nullable String model;

  @Option(
      names = "--class-path",
      paramLabel = "PATH",
      description =
          "Where the class of --model is: folders and jars, separated as Java's class path is."
              + " Default: none")
  private @Nullable String classPath;

  /**
   * The model, or null where none was asked for.
   *
   * @throws IllegalArgumentException if there is none; one line
   */
  @Nullable Model open() {
    if (classPath != null) {
      ClassLoader known = ModelOption.class.getClassLoader();
      Thread.currentThread().setContextClassLoader(new URLClassLoader(urls(), known));
    }
    return model == null ? null : Models.named(model);
  }

  private URL[] urls() {
    List<URL> urls = new ArrayList<>();
    for (Path part : parts()) {
      if (!Files.exists(part)) {
        throw new IllegalArgumentException(
            "The class path has no '" + part + "'; folders and jars are accepted.");
      }
      try {
        urls.add(part.toUri().toURL());
      } catch (MalformedURLException e) {
        throw new IllegalArgumentException("The class path has no place '" + part + "'.", e);
      }
    }
    return urls.toArray(new URL[0]);
  }

  private List<Path> parts() {
    List<Path> parts = new ArrayList<>();
    if (classPath != null) {
      for (String part : classPath.split(File.pathSeparator, -1)) {
        parts.add(Path.of(part).toAbsolutePath().normalize());
      }
    }
    return parts;
  }

  /** What gives the same model from any folder, by long names; nothing for those by name. */
  Map<String, String> elsewhere() {
    Map<String, String> options = new TreeMap<>();
    if (model != null && !Models.isOffered(model)) {
      boolean file = Files.isRegularFile(Path.of(model));
      options.put("model", file ? Path.of(model).toAbsolutePath().normalize().toString() : model);
      if (classPath != null) {
        options.put(
            "class-path",
            parts().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
      }
    }
    return options;
  }
}
