package dev.temper.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FinishedFileTest {

  @TempDir private Path temp;

  @Test
  void writesNothingButTheFileAndReplacesAnOldOne() throws IOException {
    Path file = Files.writeString(temp.resolve("a.bin"), "something longer");

    FinishedFile.write(file, new byte[] {1, 2, 3});

    assertThat(file).hasBinaryContent(new byte[] {1, 2, 3});
    assertThat(temp).isDirectoryContaining(file::equals).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void acceptsAFileThatCouldBeWrittenAndWritesNothing() {
    assertThatCode(() -> FinishedFile.check(temp.resolve("new"))).doesNotThrowAnyException();
    assertThatCode(() -> FinishedFile.check(Path.of("new"))).doesNotThrowAnyException();
    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void refusesAFolderAndAFileWhoseFolderIsMissing() throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FinishedFile.check(temp))
        .withMessageContaining("'" + temp + "' is a folder");
    for (Path below : new Path[] {temp.resolve("no/a"), file.resolve("a")}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> FinishedFile.check(below))
          .withMessageContaining("'" + below + "' cannot be written");
    }
  }
}
