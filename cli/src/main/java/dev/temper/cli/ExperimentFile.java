package dev.temper.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * An experiment in YAML: the long names of a command's options, without their dashes, and their
 * values. What stands on the command line wins.
 */
final class ExperimentFile {

  /** The setting that takes a value made of others. */
  private static final String SPACE = "space";

  /** What stands at a place: one value, or several for an option that is given several times. */
  private record Setting(List<String> values, String place) {}

  private final Path file;
  private final String command;
  private final Map<String, Setting> settings;

  private ExperimentFile(Path file, String command, Map<String, Setting> settings) {
    this.file = file;
    this.command = command;
    this.settings = settings;
  }

  /**
   * Reads a file.
   *
   * @param file where it is
   * @param arguments the command whose options it may set, and those that are set already
   * @throws IllegalArgumentException if it is missing, no YAML, or has an unknown setting; one line
   *     with the line and column
   */
  static ExperimentFile read(Path file, ParseResult arguments) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "The experiment '" + file + "' cannot be read (" + reason(e) + ").", e);
    }
    Optional<Node> root;
    try {
      LoadSettings yaml = LoadSettings.builder().setLabel(file.toString()).build();
      root = new Compose(yaml).composeString(text);
    } catch (MarkedYamlEngineException e) {
      String place = e.getProblemMark().map(mark -> place(file, mark)).orElse(file.toString());
      throw new IllegalArgumentException(place + ": this is no YAML: " + e.getProblem() + ".", e);
    } catch (YamlEngineException e) {
      String problem = e.getMessage() == null ? "" : e.getMessage().lines().findFirst().orElse("");
      throw new IllegalArgumentException(file + ": this is no YAML: " + problem + ".", e);
    }
    CommandSpec command = arguments.commandSpec();
    Map<String, Setting> settings = new LinkedHashMap<>();
    if (root.isPresent()) {
      if (!(root.get() instanceof MappingNode mapping)) {
        throw new IllegalArgumentException(
            place(file, root.get()) + ": lines of the form 'name: value' are expected.");
      }
      for (NodeTuple entry : mapping.getValue()) {
        put(file, command, entry, settings);
      }
    }
    // Not left to the order of the arguments: several values of a list would add up. Named values
    // replace each other by name.
    settings
        .keySet()
        .removeIf(name -> arguments.hasMatchedOption("--" + name) && !named(command, name));
    return new ExperimentFile(file, command.name(), settings);
  }

  /**
   * A file that gives a command the same options again.
   *
   * @param given the arguments as they were parsed
   * @param leftOut long names of options that do not belong into it, without dashes
   * @param more further settings, by their long names without dashes; they win
   */
  static String write(ParseResult given, Set<String> leftOut, Map<String, String> more) {
    Map<String, String> settings = settings(given, leftOut);
    settings.putAll(more);
    StringBuilder yaml = new StringBuilder("# temper " + given.commandSpec().name() + "\n");
    settings.forEach(
        (name, value) ->
            yaml.append(name).append(": '").append(value.replace("'", "''")).append("'\n"));
    return yaml.toString();
  }

  /**
   * The options that were given.
   *
   * @param given the arguments as they were parsed
   * @param leftOut long names of options that do not belong to them, without dashes
   * @return values by long names without dashes
   */
  static SortedMap<String, String> settings(ParseResult given, Set<String> leftOut) {
    SortedMap<String, String> settings = new TreeMap<>();
    for (OptionSpec option : given.matchedOptions()) {
      String name = option.longestName().substring(2);
      if (!leftOut.contains(name)) {
        settings.put(name, String.join(",", option.originalStringValues()));
      }
    }
    return settings;
  }

  private static void put(
      Path file, CommandSpec command, NodeTuple entry, Map<String, Setting> settings) {
    String place = place(file, entry.getKeyNode());
    String name =
        entry.getKeyNode() instanceof ScalarNode key
            ? key.getValue().replace('_', '-').toLowerCase(Locale.ROOT)
            : "";
    TreeSet<String> accepted = new TreeSet<>();
    for (OptionSpec option : command.options()) {
      if (!option.usageHelp() && !option.versionHelp()) {
        names(option).forEach(accepted::add);
      }
    }
    if (!accepted.contains(name)) {
      throw new IllegalArgumentException(
          place
              + ": there is no setting '"
              + name
              + "'. Accepted: "
              + String.join(", ", accepted)
              + ".");
    }
    if (settings.containsKey(name)) {
      throw new IllegalArgumentException(place + ": the setting '" + name + "' stands here twice.");
    }
    Node value = entry.getValueNode();
    List<String> values =
        named(command, name) ? pairs(file, name, value) : List.of(value(file, name, value));
    settings.put(name, new Setting(values, place(file, value)));
  }

  /** Whether an option takes named values, one each time it is given. */
  private static boolean named(CommandSpec command, String name) {
    return command.findOption("--" + name).typeInfo().isMap();
  }

  /** The values of such an option: lines of the form 'name: value', or a list of 'name=value'. */
  private static List<String> pairs(Path file, String name, Node node) {
    if (node instanceof MappingNode mapping) {
      return mapping.getValue().stream()
          .map(
              entry ->
                  scalar(file, name, entry.getKeyNode())
                      + "="
                      + value(file, name, entry.getValueNode()))
          .toList();
    }
    if (node instanceof SequenceNode list) {
      return list.getValue().stream().map(item -> scalar(file, name, item)).toList();
    }
    return List.of(scalar(file, name, node));
  }

  /** The long names of an option, without their dashes. */
  private static Stream<String> names(OptionSpec option) {
    return Arrays.stream(option.names())
        .filter(name -> name.startsWith("--"))
        .map(name -> name.substring(2));
  }

  private static String value(Path file, String name, Node node) {
    if (node instanceof SequenceNode list) {
      return list.getValue().stream()
          .map(item -> scalar(file, name, item))
          .collect(Collectors.joining(","));
    }
    if (node instanceof MappingNode && name.equals(SPACE)) {
      return json(file, node);
    }
    return scalar(file, name, node);
  }

  /** A space may stand in the experiment itself. */
  private static String json(Path file, Node node) {
    LoadSettings settings = LoadSettings.builder().build();
    try {
      Object tree = new StandardConstructor(settings).constructSingleDocument(Optional.of(node));
      return new ObjectMapper().writeValueAsString(tree);
    } catch (MarkedYamlEngineException e) {
      String place = e.getProblemMark().map(mark -> place(file, mark)).orElse(place(file, node));
      throw new IllegalArgumentException(place + ": the space: " + e.getProblem() + ".", e);
    } catch (YamlEngineException | JsonProcessingException e) {
      throw new IllegalArgumentException(
          place(file, node) + ": the setting '" + SPACE + "' is no plain YAML.", e);
    }
  }

  private static String scalar(Path file, String name, Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw new IllegalArgumentException(
        place(file, node) + ": the setting '" + name + "' takes a value or a list of values.");
  }

  private static String place(Path file, Node node) {
    return node.getStartMark().map(mark -> place(file, mark)).orElse(file.toString());
  }

  private static String place(Path file, Mark mark) {
    return file + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
  }

  private static String reason(IOException e) {
    return e instanceof java.nio.file.NoSuchFileException
        ? "there is no such file"
        : e.getClass().getSimpleName();
  }

  /** The arguments with this file's settings, but for those that the arguments set themselves. */
  String[] insertInto(String... args) {
    List<String> all = new ArrayList<>();
    boolean inserted = false;
    for (String argument : args) {
      all.add(argument);
      if (!inserted && argument.equals(command)) {
        settings.forEach(
            (name, setting) ->
                setting.values().forEach(value -> all.add("--" + name + "=" + value)));
        inserted = true;
      }
    }
    return all.toArray(new String[0]);
  }

  /** The message of an error that one of this file's values caused, with its line and column. */
  String locate(ParameterException e) {
    String place = file.toString();
    if (e.getArgSpec() instanceof OptionSpec option) {
      place =
          names(option)
              .map(settings::get)
              .filter(Objects::nonNull)
              .findFirst()
              .map(Setting::place)
              .orElse(place);
    }
    return place + ": " + Temper.message(e);
  }
}
