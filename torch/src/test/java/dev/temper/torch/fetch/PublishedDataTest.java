package dev.temper.torch.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of published data sets. */
class PublishedDataTest {

  @Test
  void everyFileHasASecureAddressAndAChecksum() {
    assertThat(PublishedData.all())
        .extracting(PublishedData::name)
        .containsExactly("mnist", "fashion-mnist", "cifar-10", "cifar-100");
    for (PublishedData data : PublishedData.all()) {
      assertThat(data.citation()).isNotBlank();
      for (RemoteFile file : data.files()) {
        assertThat(file.address().getScheme()).isEqualTo("https");
        assertThat(file.checksum().hex()).matches("([0-9a-f]{32}){1,2}");
        assertThat(file.bytes()).isPositive();
      }
    }
  }

  @Test
  void namesTheFilesThatTheReadersLookFor() {
    assertThat(PublishedData.named("mnist").files())
        .extracting(RemoteFile::name)
        .containsExactly(
            "train-images-idx3-ubyte.gz",
            "train-labels-idx1-ubyte.gz",
            "t10k-images-idx3-ubyte.gz",
            "t10k-labels-idx1-ubyte.gz");
    assertThat(PublishedData.named("cifar-10").files())
        .singleElement()
        .matches(RemoteFile::isArchive);
  }

  @Test
  void refusesAnUnknownNameWithThoseThereAre() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PublishedData.named("imagenet"))
        .withMessageContaining("'imagenet'")
        .withMessageContaining("mnist, fashion-mnist, cifar-10, cifar-100");
  }

  @Test
  void takesFilesFromAnotherPlace() {
    List<RemoteFile> files = PublishedData.named("cifar-10").from("http://mirror:81/a/b").files();
    assertThat(files.get(0).address()).hasToString("http://mirror:81/a/b/cifar-10-binary.tar.gz");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "mirror", "ftp://mirror/", "http:///x", "a b", "file:///tmp"})
  void refusesWhatIsNoAddress(String base) {
    PublishedData data = PublishedData.named("mnist");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> data.from(base))
        .withMessageContaining("(" + base + ")")
        .withMessageContaining("http://");
  }
}
