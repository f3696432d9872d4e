package dev.temper.torch.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives made here byte by byte: what is unpacked, and what is refused. */
class TarArchiveTest {

  private final Path temp;
  private final Path folder;

  TarArchiveTest(@TempDir Path temp) throws IOException {
    this.temp = temp;
    this.folder = Files.createDirectory(temp.resolve("inside"));
  }

  private static byte[] entry(String name, char type, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    byte[] entry = new byte[512 + (bytes.length + 511) / 512 * 512];
    put(entry, 0, name);
    put(entry, 124, String.format(Locale.ROOT, "%011o", bytes.length));
    entry[156] = (byte) type;
    put(entry, 257, "ustar");
    Arrays.fill(entry, 148, 156, (byte) ' ');
    int sum = 0;
    for (int i = 0; i < 512; i++) {
      sum += entry[i] & 0xff;
    }
    put(entry, 148, String.format(Locale.ROOT, "%06o", sum));
    entry[154] = 0;
    System.arraycopy(bytes, 0, entry, 512, bytes.length);
    return entry;
  }

  private static void put(byte[] target, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, target, at, bytes.length);
  }

  private static byte[] zipped(byte[]... entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      for (byte[] entry : entries) {
        out.write(entry);
      }
      out.write(new byte[1024]);
    }
    return bytes.toByteArray();
  }

  private Path archive(byte[]... entries) throws IOException {
    return Files.write(temp.resolve("some.tar.gz"), zipped(entries));
  }

  @Test
  void unpacksFoldersAndFiles() throws IOException {
    String exact = "x".repeat(512);
    TarArchive.unpack(
        archive(
            entry("set/", '5', ""),
            entry("attributes", 'x', "20 mtime=1500000000\n"),
            entry("set/one.bin", '0', exact),
            entry("set/deep/two.bin", '0', "two"),
            entry("set/empty", '\0', "")),
        folder);
    assertThat(folder.resolve("set/one.bin")).hasContent(exact);
    assertThat(folder.resolve("set/deep/two.bin")).hasContent("two");
    assertThat(folder.resolve("set/empty")).isEmptyFile();
  }

  @ParameterizedTest
  @ValueSource(strings = {"../out", "set/../../out", "/tmp/temper-out", "a\\..\\..\\out"})
  void refusesNamesThatLeadOutOfTheFolder(String name) throws IOException {
    Path archive = archive(entry(name, '0', "bad"));
    assertThatIOException()
        .isThrownBy(() -> TarArchive.unpack(archive, folder))
        .withMessageContaining("'" + name + "'")
        .withMessageContaining("out of its folder");
    assertThat(folder).isEmptyDirectory();
    assertThat(temp.resolve("out")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"1, link", "2, link", "3, device", "L, longname"})
  void refusesAllButFilesAndFolders(char type, String name) throws IOException {
    Path archive = archive(entry(name, type, ""));
    assertThatIOException()
        .isThrownBy(() -> TarArchive.unpack(archive, folder))
        .withMessageContaining("neither a file nor a folder");
  }

  @Test
  void refusesNamesThatStandElsewhere() throws IOException {
    Path archive = archive(entry("x", 'x', "22 path=../../outside\n"), entry("a", '0', "a"));
    assertThatIOException()
        .isThrownBy(() -> TarArchive.unpack(archive, folder))
        .withMessageContaining("too long");
  }

  @Test
  void refusesADamagedHeaderAndAnEarlyEnd() throws IOException {
    byte[] damaged = entry("a", '0', "a");
    damaged[0] = 'b';
    Path archive = archive(damaged);
    assertThatIOException()
        .isThrownBy(() -> TarArchive.unpack(archive, folder))
        .withMessageContaining("damaged at 'b'");
    byte[] entry = entry("a", '0', "a".repeat(2000));
    Path early = archive(Arrays.copyOf(entry, 700));
    Files.write(early, Arrays.copyOf(Files.readAllBytes(early), 40));
    assertThatIOException().isThrownBy(() -> TarArchive.unpack(early, folder));
  }

  private PublishedData published(FileServer server, byte[] content) throws Exception {
    String sum = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
    URI address = URI.create("https://nowhere.invalid/set.tar.gz");
    return new PublishedData(
            "set", "", List.of(new RemoteFile(address, content.length, Checksum.parse(sum))))
        .from(server.base());
  }

  @Test
  void anArchiveIsFetchedOnceAndLeavesOnlyWhatItHolds() throws Exception {
    byte[] content = zipped(entry("set/one.bin", '0', "one"));
    try (FileServer server = new FileServer(content)) {
      Fetch fetch = new Fetch(Fetch.PATIENCE, pause -> {}, FetchListener.NONE);
      PublishedData data = published(server, content);
      fetch.run(data, folder);
      fetch.run(data, folder);
      assertThat(server.ranges()).hasSize(1);
      assertThat(folder.resolve("set/one.bin")).hasContent("one");
      assertThat(folder.resolve("set.tar.gz")).doesNotExist();
      Files.delete(folder.resolve("set/one.bin"));
      Files.delete(folder.resolve("set"));
      fetch.run(data, folder);
      assertThat(folder.resolve("set/one.bin")).hasContent("one");
    }
  }

  @Test
  void anArchiveThatIsRefusedLeavesNothingUnpacked() throws Exception {
    byte[] content = zipped(entry("good", '0', "good"), entry("../out", '0', "bad"));
    try (FileServer server = new FileServer(content)) {
      PublishedData data = published(server, content);
      assertThatExceptionOfType(FetchException.class)
          .isThrownBy(
              () -> new Fetch(Fetch.PATIENCE, pause -> {}, FetchListener.NONE).run(data, folder))
          .withMessageContaining("cannot be unpacked")
          .withMessageContaining("'../out'");
      assertThat(folder.resolve("good")).doesNotExist();
      assertThat(folder.resolve(".unpacking")).doesNotExist();
    }
  }
}
