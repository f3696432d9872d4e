package dev.temper.bench.search;

import dev.temper.space.CategoricalParameter;
import dev.temper.space.Configuration;
import dev.temper.space.IntParameter;
import dev.temper.space.Parameter;
import dev.temper.space.Space;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;

/**
 * A table in which every configuration of a grid was trained several times (Klein and Hutter 2019).
 *
 * <p>Numbers are offered by their index among the sorted ones, texts as choices. A trial gets one
 * of the runs at random; what it is worth is their mean.
 */
final class RecordedTable implements SearchProblem {

  private static final String FIRST_RESULT = "y0";

  private final String name;
  private final Space space;

  /** By the values of a configuration as written in the table. */
  private final Map<List<String>, double[]> runs = new HashMap<>();

  /** By parameter its values as written, in their order; empty for choices. */
  private final List<List<String>> numbers = new ArrayList<>();

  private final double minimum;

  /** Reads {@code NAME.csv.gz} in a folder. */
  RecordedTable(Path folder, String name) throws IOException {
    this.name = name;
    List<String[]> rows = rows(folder.resolve(name + ".csv.gz"));
    String[] header = rows.remove(0);
    int parameters = Arrays.asList(header).indexOf(FIRST_RESULT);
    List<Parameter> all = new ArrayList<>();
    for (int column = 0; column < parameters; column++) {
      int at = column;
      List<String> values = rows.stream().map(row -> row[at]).distinct().toList();
      boolean choice = values.stream().anyMatch(value -> value.matches("[a-z_]+"));
      numbers.add(
          choice
              ? List.of()
              : values.stream().sorted(Comparator.comparingDouble(Double::parseDouble)).toList());
      all.add(
          choice
              ? CategoricalParameter.of(header[column], values.stream().sorted().toArray())
              : IntParameter.linear(header[column], 0, values.size() - 1L));
    }
    space = Space.of(all);
    for (String[] row : rows) {
      runs.put(
          List.of(row).subList(0, parameters),
          Arrays.stream(row, parameters, row.length).mapToDouble(Double::parseDouble).toArray());
    }
    minimum = runs.values().stream().mapToDouble(RecordedTable::mean).min().orElseThrow();
  }

  private static List<String[]> rows(Path file) throws IOException {
    List<String[]> rows = new ArrayList<>();
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      lines.lines().map(line -> line.split(",", -1)).forEach(rows::add);
    }
    return rows;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private double[] runsOf(Configuration configuration) {
    List<String> key = new ArrayList<>();
    for (int i = 0; i < numbers.size(); i++) {
      String parameter = space.parameters().get(i).name();
      List<String> written = numbers.get(i);
      key.add(
          written.isEmpty()
              ? configuration.getString(parameter)
              : written.get(configuration.getInt(parameter)));
    }
    return Objects.requireNonNull(runs.get(key), key::toString);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Space space() {
    return space;
  }

  @Override
  public double value(Configuration configuration, SplittableRandom noise) {
    double[] values = runsOf(configuration);
    return values[noise.nextInt(values.length)];
  }

  @Override
  public double regret(Configuration configuration) {
    return mean(runsOf(configuration)) - minimum;
  }
}
