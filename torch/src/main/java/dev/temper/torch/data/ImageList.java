package dev.temper.torch.data;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** The names of image files, class by class, each class sorted by name. */
final class ImageList {

  private final List<Path> folders;
  private final List<String> names;
  private final int[] labels;
  private final List<Path> others;

  private ImageList(List<Path> folders, List<String> names, int[] labels, List<Path> others) {
    this.folders = folders;
    this.names = names;
    this.labels = labels;
    this.others = others;
  }

  /**
   * Lists the images in the folders of the classes.
   *
   * @param folders one for each class, in label order; one that is not there has none
   * @throws IllegalArgumentException if a folder holds no image
   */
  static ImageList of(List<Path> folders) throws IOException {
    List<String> names = new ArrayList<>();
    List<Path> others = new ArrayList<>();
    IntList labels = new IntList();
    for (int label = 0; label < folders.size(); label++) {
      Path folder = folders.get(label);
      if (!Files.isDirectory(folder)) {
        continue;
      }
      List<String> images = new ArrayList<>();
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
        for (Path file : files) {
          if (isImage(file)) {
            images.add(file.getFileName().toString());
          } else if (!isHidden(file)) {
            others.add(file);
          }
        }
      }
      if (images.isEmpty()) {
        throw new IllegalArgumentException(
            "The folder '"
                + folder
                + "' of a class holds no image; files ending in .jpg, .jpeg or .png are needed.");
      }
      images.sort(null);
      names.addAll(images);
      for (int i = 0; i < images.size(); i++) {
        labels.add(label);
      }
    }
    return new ImageList(folders, names, labels.toArray(), others);
  }

  static boolean isImage(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return !isHidden(file)
        && (name.endsWith(".jpg") || name.endsWith(".jpeg") || name.endsWith(".png"));
  }

  static boolean isHidden(Path file) {
    return file.getFileName().toString().startsWith(".");
  }

  int count() {
    return labels.length;
  }

  /** The class of a file, the index of its folder. */
  int label(int index) {
    return labels[index];
  }

  Path path(int index) {
    return folders.get(labels[index]).resolve(names.get(index));
  }

  /** What lies beside the images and is no image; not what is hidden. */
  List<Path> others() {
    return others;
  }

  /** Those of the files whose index passes. */
  ImageList where(IntPredicate passes) {
    int[] kept = IntStream.range(0, count()).filter(passes).toArray();
    return new ImageList(
        folders,
        IntStream.of(kept).mapToObj(names::get).toList(),
        IntStream.of(kept).map(this::label).toArray(),
        others);
  }
}
