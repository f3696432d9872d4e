package dev.temper.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where runs are put, and what is refused before they begin. */
class RunFolderTest {

  private final Path temp;

  RunFolderTest(@TempDir Path temp) {
    this.temp = temp;
  }

  @Test
  void acceptsAFolderThatDoesNotExistYetAndMakesNothing() throws IOException {
    RunFolder.check(temp.resolve("a/b/c"), false);
    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void acceptsAnEmptyFolder() {
    assertThatCode(() -> RunFolder.check(temp, false)).doesNotThrowAnyException();
  }

  @Test
  void acceptsAFolderThatIsNotEmptyOnlyToOverwrite() throws IOException {
    Files.writeString(temp.resolve("old"), "old");

    assertRefused(temp, "not empty", "--overwrite");
    RunFolder.check(temp, true);
    assertThat(temp.resolve("old")).hasContent("old");
  }

  @Test
  void refusesAFile() throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "content");

    assertRefused(file, "is a file");
    assertThatThrownBy(() -> RunFolder.check(file, true)).hasMessageContaining("is a file");
    assertThat(file).hasContent("content");
  }

  @Test
  void refusesAFolderBelowAFile() throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "content");

    assertRefused(file.resolve("a/b"), "cannot be written", file.toString());
    assertThat(file).hasContent("content");
  }

  @Test
  void refusesAFolderBelowOneThatMayNotBeWrittenTo() throws IOException {
    Path locked = Files.createDirectory(temp.resolve("locked"));
    assumeTrue(locked.toFile().setWritable(false), "permissions can be taken away here");
    assumeFalse(Files.isWritable(locked), "this user may write everywhere");

    assertRefused(locked.resolve("a/b"), "cannot be written", locked.toString());
  }

  private void assertRefused(Path path, String... parts) throws IOException {
    List<Path> before = files();
    assertThatThrownBy(() -> RunFolder.check(path, false))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .hasLineCount(1)
        .contains("'" + path + "'")
        .contains(parts);
    assertThat(files()).isEqualTo(before);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(temp)) {
      return files.sorted().toList();
    }
  }

  @Test
  void countsUpFromOne() throws IOException {
    Path parent = temp.resolve("runs");
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      RunFolder folder = RunFolder.next(parent, "tune-digits");
      assertThat(folder.path()).isEmptyDirectory();
      names.add(folder.path().getFileName().toString());
    }
    names.add(RunFolder.next(parent, "train-digits").path().getFileName().toString());

    assertThat(names)
        .containsExactly(
            "tune-digits-001", "tune-digits-002", "tune-digits-003", "train-digits-001");
  }

  @Test
  void givesEachOfTwoThreadsItsOwnFolders() throws Exception {
    CyclicBarrier start = new CyclicBarrier(2);
    Callable<List<Path>> asking =
        () -> {
          List<Path> given = new ArrayList<>();
          start.await();
          for (int i = 0; i < 40; i++) {
            given.add(RunFolder.next(temp.resolve("runs"), "run").path());
          }
          return given;
        };
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Path> all = new ArrayList<>();
      for (Future<List<Path>> given : threads.invokeAll(List.of(asking, asking))) {
        all.addAll(given.get());
      }
      assertThat(all)
          .extracting(path -> path.getFileName().toString())
          .containsExactlyInAnyOrderElementsOf(
              IntStream.rangeClosed(1, 80).mapToObj(n -> Text.of("run-%03d", n)).toList());
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void writesFilesAndTheFoldersInTheirNamesAndNothingElse() throws IOException {
    RunFolder folder = RunFolder.open(temp.resolve("a/run"));
    folder.write("curves.csv", "iteration\n0\n");
    folder.write("plots/loss.png", new byte[] {1, 2, 3});

    assertThat(folder.file("curves.csv")).hasContent("iteration\n0\n");
    assertThat(folder.file("plots/loss.png")).hasBinaryContent(new byte[] {1, 2, 3});
    try (Stream<Path> files = Files.walk(folder.path())) {
      assertThat(files.filter(Files::isRegularFile))
          .containsExactlyInAnyOrder(folder.file("curves.csv"), folder.file("plots/loss.png"));
    }
  }

  @Test
  void writesTextInUtf8AndReplacesAnOlderFile() throws IOException {
    RunFolder folder = RunFolder.open(temp);
    folder.write("text", "much longer than what follows");
    folder.write("text", "0.95–0.85");

    assertThat(Files.readString(folder.file("text"))).isEqualTo("0.95–0.85");
  }

  @Test
  void leavesNothingBehindWhereAFileCannotBeWritten() throws IOException {
    RunFolder folder = RunFolder.open(temp);
    folder.write("plots/loss.png", new byte[] {1});
    List<Path> before = files();

    assertThatIOException().isThrownBy(() -> folder.write("plots", new byte[] {2}));
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void itsFilesHaveThePermissionsOfAnyNewFile() throws IOException {
    assumeTrue(
        Files.getFileStore(temp).supportsFileAttributeView(PosixFileAttributeView.class),
        "this file system knows no POSIX permissions");
    RunFolder folder = RunFolder.open(temp);
    folder.write("result.json", "{}");
    Path ordinary = Files.createFile(temp.resolve("ordinary"));

    assertThat(permissions(folder.file("result.json"))).isEqualTo(permissions(ordinary));
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void openingAFolderAgainTakesAwayTheResultOfTheEarlierRunAlone() throws IOException {
    RunFolder earlier = RunFolder.open(temp);
    earlier.write("result.json", "{}");
    earlier.write("notes.txt", "mine");
    RunFolder.open(temp);

    assertThat(temp.resolve("result.json")).doesNotExist();
    assertThat(temp.resolve("notes.txt")).hasContent("mine");
  }
}
