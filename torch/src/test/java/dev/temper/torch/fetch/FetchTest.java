package dev.temper.torch.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.temper.torch.fetch.FileServer.Fault;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads from a server on this machine, which fails in every way that occurs. */
class FetchTest {

  private static final String NAME = "some.bin";

  private final Path folder;
  private final byte[] content = new byte[300_000];
  private final FileServer server;
  private Duration patience = Fetch.PATIENCE;
  private final List<Duration> pauses = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  FetchTest(@TempDir Path temp) throws IOException {
    folder = temp.resolve("data");
    new SplittableRandom(5).nextBytes(content);
    server = new FileServer(content);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static String sum(String algorithm, byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private PublishedData data(String checksum) {
    URI address = URI.create("https://nowhere.invalid/" + NAME);
    return new PublishedData(
            "some",
            "by nobody",
            List.of(new RemoteFile(address, content.length, Checksum.parse(checksum))))
        .from(server.base());
  }

  private void fetch(PublishedData data) throws FetchException, InterruptedException {
    FetchListener listener =
        new FetchListener() {
          @Override
          public void onNote(String line) {
            notes.add(line);
          }
        };
    new Fetch(patience, pauses::add, listener).run(data, folder);
  }

  private void fetch() throws FetchException, InterruptedException {
    fetch(data(sum("SHA-256", content)));
  }

  private void refuses(String... parts) {
    assertThatExceptionOfType(FetchException.class)
        .isThrownBy(this::fetch)
        .extracting(Throwable::getMessage)
        .asString()
        .doesNotContain("\n")
        .contains(parts);
  }

  private Path file() {
    return folder.resolve(NAME);
  }

  private Path part() {
    return folder.resolve(NAME + ".part");
  }

  @Test
  void fetchesAFile() throws Exception {
    fetch();
    assertThat(file()).hasBinaryContent(content);
    assertThat(part()).doesNotExist();
    assertThat(pauses).isEmpty();
    assertThat(server.ranges()).containsExactly("");
  }

  @Test
  void checksMd5WhereThatIsPublished() throws Exception {
    fetch(data(sum("MD5", content)));
    assertThat(file()).hasBinaryContent(content);
  }

  @Test
  void whatIsThereIsNotFetchedAgain() throws Exception {
    fetch();
    fetch();
    assertThat(server.ranges()).hasSize(1);
  }

  @Test
  void goesOnWhereTheConnectionWasCut() throws Exception {
    server.with(Fault.CUT, Fault.CUT);
    fetch();
    assertThat(file()).hasBinaryContent(content);
    assertThat(server.ranges()).hasSize(3).first().isEqualTo("");
    assertThat(server.ranges().get(1)).isNotEmpty();
    assertThat(notes).hasSize(2).first().asString().contains("was cut", "in 1 s");
    // Bytes arrived in between, so the second pause is as short as the first.
    assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1));
  }

  @Test
  void goesOnWhereTheServerFellSilent() throws Exception {
    patience = Duration.ofSeconds(1);
    server.with(Fault.SILENCE);
    fetch();
    assertThat(file()).hasBinaryContent(content);
    assertThat(server.ranges()).last().isNotEqualTo("");
    assertThat(notes).anySatisfy(note -> assertThat(note).contains("has sent nothing for 1 s"));
  }

  @Test
  void goesOnWithThePartOfAnEarlierRun() throws Exception {
    Files.createDirectories(folder);
    Files.write(part(), Arrays.copyOf(content, 1234));
    fetch();
    assertThat(file()).hasBinaryContent(content);
    assertThat(server.ranges()).containsExactly("bytes=1234-");
  }

  @Test
  void aPartThatIsCompleteNeedsNoServer() throws Exception {
    Files.createDirectories(folder);
    Files.write(part(), content);
    fetch();
    assertThat(file()).hasBinaryContent(content);
    assertThat(server.ranges()).isEmpty();
  }

  @Test
  void aPartThatIsTooLongIsFetchedAnew() throws Exception {
    Files.createDirectories(folder);
    Files.write(part(), new byte[content.length + 1]);
    fetch();
    assertThat(file()).hasBinaryContent(content);
  }

  @Test
  void beginsAnewWhereTheServerKnowsNoRanges() throws Exception {
    Files.createDirectories(folder);
    Files.write(part(), new byte[1234]);
    server.with(Fault.NO_RANGES);
    fetch();
    assertThat(file()).hasBinaryContent(content);
  }

  @Test
  void waitsForABusyServerEachTimeTwiceAsLong() throws Exception {
    server.with(Fault.BUSY, Fault.BUSY, Fault.BUSY);
    fetch();
    assertThat(file()).hasBinaryContent(content);
    assertThat(pauses)
        .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
  }

  @Test
  void givesUpAndKeepsThePart() throws Exception {
    Files.createDirectories(folder);
    Files.write(part(), Arrays.copyOf(content, 1234));
    server.with(Fault.BUSY, Fault.BUSY, Fault.BUSY, Fault.BUSY, Fault.BUSY);
    refuses("status 503", "after 5 attempts", part().toString(), "goes on");
    assertThat(part()).hasSize(1234);
    fetch();
    assertThat(file()).hasBinaryContent(content);
  }

  @Test
  void givesUpWhereThereIsNoServer() {
    server.close();
    refuses("cannot be reached", "after 5 attempts");
    assertThat(pauses).hasSize(4);
  }

  @Test
  void removesWhatHasAnotherChecksum() {
    String wrong = "0".repeat(64);
    assertThatExceptionOfType(FetchException.class)
        .isThrownBy(() -> fetch(data(wrong)))
        .withMessageContaining("SHA-256 " + wrong)
        .withMessageContaining("is removed")
        .withMessageNotContaining("\n");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void refusesAFileThatIsNotThereAtOnce() {
    server.with(Fault.NOT_FOUND);
    refuses("status 404", server.base(), "--url");
    assertThat(pauses).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFullDiskIsToldInOneLineAndNotTriedAgain() throws Exception {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "There is no /dev/full here.");
    Files.createDirectories(folder);
    Files.createSymbolicLink(part(), full);
    refuses(part().toString(), "cannot be written", "space");
    assertThat(pauses).isEmpty();
  }

  @Test
  void aFolderThatCannotBeMadeIsToldInOneLine() throws Exception {
    Files.writeString(folder, "a file");
    refuses(folder.toString(), "cannot be written");
  }
}
