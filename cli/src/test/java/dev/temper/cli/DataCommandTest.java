package dev.temper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fetching data sets, and the options of reading what a folder or a table holds. */
class DataCommandTest {

  private final Path temp;

  DataCommandTest(@TempDir Path temp) {
    this.temp = temp;
  }

  private static Outcome fails(int exit, String part, String... args) {
    Outcome outcome = Outcome.of(args);
    assertThat(outcome.exit()).isEqualTo(exit);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err().lines().toList())
        .last()
        .asString()
        .startsWith("temper: ")
        .contains(part);
    return outcome;
  }

  @Test
  void listsWhatCanBeFetchedWithItsCitation() throws IOException {
    assertThat(Outcome.of("data", "list").out().lines())
        .hasSize(4)
        .anyMatch(line -> line.startsWith("cifar-10 ") && line.contains("170 MB"))
        .allMatch(line -> line.contains(": "));
    JsonNode json = new ObjectMapper().readTree(Outcome.of("data", "list", "--json").out());
    assertThat(json.at("/data/1/name").asText()).isEqualTo("fashion-mnist");
    assertThat(json.at("/data/1/files")).hasSize(4);
  }

  @Test
  void refusesUnknownNamesAndAddresses() {
    fails(2, "mnist, fashion-mnist, cifar-10, cifar-100", "data", "fetch", "imagenet");
    fails(2, "(ftp://mirror)", "data", "fetch", "mnist", "--url", "ftp://mirror");
    fails(2, "'NAME'", "data", "fetch");
  }

  @Test
  void aFetchThatFailsEndsWithOneLineAndTheCode1() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          boolean labels = exchange.getRequestURI().getPath().contains("mnist/");
          try (exchange) {
            exchange.sendResponseHeaders(labels ? 200 : 404, labels ? 3 : -1);
            if (labels) {
              exchange.getResponseBody().write(new byte[3]);
            }
          }
        });
    server.start();
    try {
      String base = "http://127.0.0.1:" + server.getAddress().getPort();
      String dir = temp.toString();
      Outcome missing =
          fails(1, "status 404", "data", "fetch", "cifar-10", "--url", base, "--dir", dir);
      assertThat(missing.err()).contains("Krizhevsky");
      fails(
          1,
          "published checksum",
          "data",
          "fetch",
          "mnist",
          "--url",
          base + "/mnist",
          "--dir",
          dir);
      assertThat(temp.resolve("mnist")).isEmptyDirectory();
    } finally {
      server.stop(0);
    }
  }

  /** Two classes of images of two sizes. */
  private Path images() throws IOException {
    Path folder = temp.resolve("images");
    for (int i = 0; i < 40; i++) {
      BufferedImage image = new BufferedImage(9 + i % 2, 8, BufferedImage.TYPE_3BYTE_BGR);
      image.setRGB(4, 4, i * 1234567);
      Path file = folder.resolve(i % 4 < 2 ? "cat" : "dog").resolve(i + ".png");
      Files.createDirectories(file.getParent());
      ImageIO.write(image, "png", file.toFile());
    }
    Files.writeString(folder.resolve("cat/damaged.jpg"), "no image");
    return folder;
  }

  @Test
  void trainsOnImagesOfOneSizeAndKeepsTheOption() throws IOException {
    String images = images().toString();
    Path out = temp.resolve("out");
    fails(2, "--image-size", "train", "--data", images, "--lr", "0.1", "--out", out.toString());
    assertThat(out).doesNotExist();
    Outcome outcome =
        Outcome.of(
            "tune",
            "--data",
            images,
            "--image-size",
            "6x4",
            "--model",
            "mlp:layers=1,units=4",
            "--budget",
            "20iterations",
            "--out",
            out.toString(),
            "--threads",
            "1");
    assertThat(outcome.exit()).isZero();
    assertThat(outcome.err()).contains("1 of 41 images cannot be decoded", "damaged.jpg");
    assertThat(out.resolve("experiment.yaml")).content().contains("image-size: '6x4'");
    assertThat(out.resolve("report.html")).content().contains("image-size");
  }

  @Test
  void leavesOutRowsThatLackAValueWhereThatIsAskedFor() throws IOException {
    Path table = temp.resolve("table.csv");
    Files.writeString(table, "x,colour,kind\n?,red,a\n" + "1,red,a\n2,blue,b\n".repeat(20));
    String[] args = {
      "train",
      "--data",
      table.toString(),
      "--lr",
      "0.1",
      "--budget",
      "5iterations",
      "--out",
      temp.resolve("out").toString()
    };
    fails(2, "table.csv:2: column 1 (x) holds '?'", args);
    String[] dropping = Arrays.copyOf(args, args.length + 2);
    dropping[args.length] = "--missing";
    dropping[args.length + 1] = "drop";
    Outcome outcome = Outcome.of(dropping);
    assertThat(outcome.exit()).isZero();
    assertThat(outcome.err()).contains("1 of 41 rows are left out");
    dropping[args.length + 1] = "median";
    fails(2, "refuse, drop, mean", dropping);
  }
}
