package dev.temper.torch.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Images in folders named by their classes, as ImageNet is laid out: {@code train/CLASS/*.jpg} with
 * {@code test} or {@code val} beside it, or the folders of the classes alone.
 *
 * <p>The classes are the folders of the training images, sorted by name.
 */
final class ImageFolder {

  /** Folders that hold the test images, the first that is there. */
  private static final List<String> TEST_FOLDERS = List.of("test", "val", "valid", "validation");

  private static final String TRAINING_FOLDER = "train";

  private final Path folder;
  private final String name;
  private final Path trainingFolder;
  private final List<String> classes;
  private final List<String> notes = new ArrayList<>();

  private ImageFolder(Path folder, String name) throws IOException {
    this.folder = folder;
    this.name = name;
    Path training = folder.resolve(TRAINING_FOLDER);
    this.trainingFolder = hasSubFolders(training) ? training : folder;
    this.classes = subFolders(trainingFolder);
  }

  /** Whether a folder is laid out like this. */
  static boolean isOne(Path folder) throws IOException {
    if (hasSubFolders(folder.resolve(TRAINING_FOLDER))) {
      return true;
    }
    for (String name : subFolders(folder)) {
      try (var files = Files.list(folder.resolve(name))) {
        if (files.anyMatch(ImageList::isImage)) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Reads a folder that {@link #isOne is one}.
   *
   * @param mostBytes what the decoded images may take of the memory; more are decoded when they are
   *     needed
   */
  static RawData read(
      Path folder, String name, DataSettings settings, long mostBytes, DataListener listener)
      throws IOException {
    return new ImageFolder(folder, name).read(settings, mostBytes, listener);
  }

  private static boolean hasSubFolders(Path folder) throws IOException {
    return Files.isDirectory(folder) && !subFolders(folder).isEmpty();
  }

  private static List<String> subFolders(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> !ImageList.isHidden(file) && Files.isDirectory(file))
          .map(file -> file.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  private RawData read(DataSettings settings, long mostBytes, DataListener listener)
      throws IOException {
    ImageList training = ImageList.of(classes.stream().map(trainingFolder::resolve).toList());
    Path testFolder = testFolder();
    ImageList test = testFolder == null ? null : testList(testFolder);
    noteOthers(training);
    noteOthers(test);

    SkippedFiles skipped =
        new SkippedFiles(folder, (long) training.count() + (test == null ? 0 : test.count()));
    @Nullable ImageHeader[] headers = ImageFiles.headers(training, skipped);
    @Nullable ImageHeader[] testHeaders =
        test == null ? new ImageHeader[0] : ImageFiles.headers(test, skipped);
    training = training.where(i -> headers[i] != null);
    test = test == null ? null : test.where(i -> testHeaders[i] != null);
    List<ImageHeader> usable = new ArrayList<>();
    for (@Nullable ImageHeader[] some : List.of(headers, testHeaders)) {
      for (ImageHeader header : some) {
        if (header != null) {
          usable.add(header);
        }
      }
    }
    ImageSize given = settings.imageSize();
    ImageSize size = given == null ? commonSize(usable) : given;
    int channels = usable.stream().allMatch(ImageHeader::grey) ? 1 : 3;
    ImageFiles trainingFiles = new ImageFiles(training, channels, size, skipped);
    ImageFiles testFiles = test == null ? null : new ImageFiles(test, channels, size, skipped);
    return raw(trainingFiles, testFiles, mostBytes, skipped, listener);
  }

  private RawData raw(
      ImageFiles training,
      @Nullable ImageFiles test,
      long mostBytes,
      SkippedFiles skipped,
      DataListener listener) {
    long images = (long) training.count() + (test == null ? 0 : test.count());
    boolean held = images * training.bytes() <= mostBytes;
    ImageFiles.@Nullable Decoded first = held ? training.readAll(0, images, listener) : null;
    ImageFiles.@Nullable Decoded second =
        held && test != null ? test.readAll(training.count(), images, listener) : null;
    if (skipped.count() > 0) {
      notes.add(skipped.note());
    }
    if (!held) {
      notes.add(
          folder
              + ": the "
              + images
              + " images take more than a quarter of the memory and are decoded while they are learnt"
              + " from; mean and deviation are those of a sample.");
    }
    RawData raw =
        new RawData(
            name,
            training.shape(),
            classes,
            first == null ? training.read(new long[0]) : first.images(),
            first == null ? training.labels() : first.labels(),
            test == null ? null : second == null ? test.read(new long[0]) : second.images(),
            test == null ? null : second == null ? test.labels() : second.labels(),
            "");
    return (held ? raw : raw.withFiles(training, test)).withNotes(notes);
  }

  private @Nullable Path testFolder() {
    if (trainingFolder.equals(folder)) {
      return null;
    }
    List<Path> found =
        TEST_FOLDERS.stream().map(folder::resolve).filter(Files::isDirectory).toList();
    if (found.size() > 1) {
      notes.add(
          folder
              + ": "
              + found.get(0).getFileName()
              + " is the test set, "
              + found.get(1).getFileName()
              + " is not used.");
    }
    return found.isEmpty() ? null : found.get(0);
  }

  private ImageList testList(Path testFolder) throws IOException {
    List<String> found = subFolders(testFolder);
    for (String candidate : found) {
      if (!classes.contains(candidate)) {
        throw new IllegalArgumentException(
            "The folder '"
                + testFolder.resolve(candidate)
                + "' is of a class that "
                + trainingFolder
                + " does not have.");
      }
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "The folder '"
              + testFolder
              + "' holds no folders of classes, as "
              + trainingFolder
              + " does.");
    }
    return ImageList.of(classes.stream().map(testFolder::resolve).toList());
  }

  private void noteOthers(@Nullable ImageList list) {
    if (list != null && !list.others().isEmpty()) {
      notes.add(
          folder
              + ": "
              + list.others().size()
              + " files that are no .jpg, .jpeg or .png are left out, as "
              + list.others().get(0)
              + ".");
    }
  }

  private ImageSize commonSize(List<ImageHeader> headers) {
    ImageHeader first = headers.get(0);
    for (ImageHeader header : headers) {
      if (header.height() != first.height() || header.width() != first.width()) {
        throw new IllegalArgumentException(
            folder
                + ": the images are of several sizes ("
                + first.height()
                + "x"
                + first.width()
                + ", "
                + header.height()
                + "x"
                + header.width()
                + "); --image-size N or HxW is needed, to which all are brought.");
      }
    }
    return new ImageSize(first.height(), first.width());
  }
}
