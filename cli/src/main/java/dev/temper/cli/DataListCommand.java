package dev.temper.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.temper.report.Text;
import dev.temper.torch.fetch.PublishedData;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tells which data sets can be fetched. */
@Command(name = "list", description = "Tells which data sets 'data fetch' knows.")
final class DataListCommand implements Callable<Integer> {

  @Option(names = "--json", description = "One JSON document on stdout, in one line.")
  private boolean json;

  @Override
  public Integer call() {
    if (json) {
      ObjectNode root = new ObjectMapper().createObjectNode();
      ArrayNode sets = root.putArray("data");
      for (PublishedData data : PublishedData.all()) {
        ObjectNode set = sets.addObject();
        set.put("name", data.name()).put("bytes", data.bytes()).put("citation", data.citation());
        ArrayNode files = set.putArray("files");
        data.files().forEach(file -> files.add(file.address().toString()));
      }
      System.out.println(root);
    } else {
      for (PublishedData data : PublishedData.all()) {
        System.out.println(
            Text.of("%-14s %4.0f MB  %s", data.name(), data.bytes() / 1e6, data.citation()));
      }
    }
    return Temper.DONE;
  }
}
