package dev.temper.torch.fetch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A data set that can be fetched.
 *
 * @param name as the command line takes it
 * @param citation where it comes from and its licence; one line
 * @param files what must be fetched, 1 or more
 */
public record PublishedData(String name, String citation, List<RemoteFile> files) {

  private static final String RESOURCE = "published.tsv";

  /** Copies the list. */
  public PublishedData {
    files = List.copyOf(files);
  }

  /** All there are, in the order of the table. */
  public static List<PublishedData> all() {
    Map<String, PublishedData> sets = new LinkedHashMap<>();
    for (String line : lines()) {
      String[] cells = line.split("\t", -1);
      List<RemoteFile> files = new ArrayList<>();
      PublishedData before = sets.get(cells[0]);
      if (before != null) {
        files.addAll(before.files);
      }
      files.add(
          new RemoteFile(URI.create(cells[1]), Long.parseLong(cells[2]), Checksum.parse(cells[3])));
      sets.put(
          cells[0],
          new PublishedData(cells[0], before == null ? cells[4] : before.citation, files));
    }
    return List.copyOf(sets.values());
  }

  /**
   * The data set of the given name.
   *
   * @throws IllegalArgumentException if there is none; the message lists all
   */
  public static PublishedData named(String name) {
    List<PublishedData> all = all();
    return all.stream()
        .filter(data -> data.name.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no data set '"
                        + name
                        + "' to fetch. Accepted: "
                        + String.join(", ", all.stream().map(PublishedData::name).toList())
                        + "."));
  }

  private static List<String> lines() {
    InputStream resource = PublishedData.class.getResourceAsStream(RESOURCE);
    if (resource == null) {
      throw new IllegalStateException("The resource " + RESOURCE + " is missing.");
    }
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
      return reader.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The bytes to fetch, of all files. */
  public long bytes() {
    return files.stream().mapToLong(RemoteFile::bytes).sum();
  }

  /**
   * The same data set from another place.
   *
   * @param base an address of http or https, below which the files have their usual names
   * @throws IllegalArgumentException if it is none
   */
  public PublishedData from(String base) {
    return new PublishedData(name, citation, files.stream().map(file -> file.from(base)).toList());
  }
}
