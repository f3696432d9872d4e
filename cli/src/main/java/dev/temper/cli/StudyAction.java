package dev.temper.cli;

import dev.temper.study.StoreException;
import dev.temper.study.StudyDefinition;
import dev.temper.study.StudyReader;
import dev.temper.study.StudyStore;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the commands over a store have in common: where it is, and what goes wrong with it. */
abstract class StudyAction implements Callable<Integer> {

  /** What a study is opened for. */
  enum Use {
    /** To look at: a store that must be there. */
    READ,
    /** To change: a store that must be there. */
    CHANGE,
    /** To add to: a store that is made where there is none. */
    CREATE
  }

  @Option(
      names = "--store",
      paramLabel = "FILE|URL",
      description =
          "Where studies are kept: a file, postgresql://user:password@host/database, or the folder"
              + " of a run of 'search'. Required")
  private @Nullable String store;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Of the study. Default: the only one in the store")
  private @Nullable String name;

  private final Use use;

  StudyAction(Use use) {
    this.use = use;
  }

  /** Where the store is. */
  final StoreLocation location() {
    if (store == null) {
      throw new IllegalArgumentException(
          "The store is missing: --store FILE, the folder of a run of 'search', or"
              + " postgresql://user:password@host/database.");
    }
    return StoreLocation.of(store);
  }

  /** The name that was given, or null. */
  final @Nullable String name() {
    return name;
  }

  /**
   * The name that was given, or that of the only study.
   *
   * @throws IllegalArgumentException if there is no study or there are several; one line
   */
  final String name(StudyStore opened) {
    if (name != null) {
      return name;
    }
    List<String> names = opened.studies().stream().map(StudyDefinition::name).toList();
    if (names.size() == 1) {
      return names.get(0);
    }
    throw new IllegalArgumentException(
        names.isEmpty()
            ? "There is no study in " + location() + "."
            : "There are several studies in "
                + location()
                + "; --name says which. Accepted: "
                + String.join(", ", names)
                + ".");
  }

  /** The study to look at. */
  final StudyReader reader(StudyStore opened) {
    return StudyReader.open(opened, name(opened));
  }

  @Override
  public Integer call() throws IOException {
    try (StudyStore opened = open()) {
      return run(opened);
    } catch (IllegalArgumentException e) {
      return Temper.badInput(String.valueOf(e.getMessage()));
    } catch (StoreException e) {
      System.err.println("temper: " + e.getMessage());
      return Temper.FAILED;
    }
  }

  private StudyStore open() {
    if (use == Use.CREATE) {
      return location().open();
    }
    StudyStore readable = location().openReadOnly();
    if (use == Use.READ) {
      return readable;
    }
    readable.close();
    return location().open();
  }

  /**
   * Does the work.
   *
   * @return the exit code
   * @throws IllegalArgumentException if something that was given is not accepted; one line
   */
  abstract int run(StudyStore opened) throws IOException;
}
