package dev.temper.report;

import com.fasterxml.jackson.core.JacksonException;
import dev.temper.recipe.Experiment;
import dev.temper.recipe.Journal;
import dev.temper.recipe.RangeTrial;
import dev.temper.recipe.SnapshotRestarts;
import dev.temper.recipe.Trial;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The journal of a procedure in its run's folder: {@code journal.jsonl}, one experiment a line, and
 * the curves of each as {@code curves/NN-what.csv} for people.
 *
 * <p>A line is written whole or, where the process is killed in the middle of it, counts as not
 * written. One process at a time may have it open. Not safe for use by several threads.
 */
public final class JournalFile implements Journal, AutoCloseable {

  /** The name of the file in a run's folder. */
  public static final String NAME = "journal.jsonl";

  private static final String CURVES = "curves";

  private final RunFolder folder;
  private final Path file;
  private final FileChannel channel;
  private final Map<String, Experiment> experiments = new LinkedHashMap<>();

  private JournalFile(RunFolder folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
    file = folder.file(NAME);
  }

  /**
   * Opens an empty journal; that of an earlier run in the folder, and its curves, are removed.
   *
   * @throws IllegalArgumentException if another process has the earlier one open; one line
   */
  public static JournalFile create(RunFolder folder) throws IOException {
    JournalFile journal = locked(folder);
    try {
      journal.channel.truncate(0);
      folder.remove(CURVES, "[0-9][0-9]*-*.csv");
      return journal;
    } catch (IOException | RuntimeException e) {
      journal.close();
      throw e;
    }
  }

  /**
   * Opens the journal of a folder: what stands in it, or an empty one.
   *
   * @throws IllegalArgumentException if another process has it open, or a line other than the last
   *     is no experiment; one line that names it
   */
  public static JournalFile open(RunFolder folder) throws IOException {
    JournalFile journal = locked(folder);
    try {
      journal.read();
      return journal;
    } catch (IOException | RuntimeException e) {
      journal.close();
      throw e;
    }
  }

  private static JournalFile locked(RunFolder folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.file(NAME),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    try {
      if (isLocked(channel)) {
        throw new IllegalArgumentException(
            "The run in '" + folder.path() + "' still goes on in another process.");
      }
      return new JournalFile(folder, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Whether somebody else holds the lock, which this process takes until the channel is closed. */
  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() == null;
    } catch (OverlappingFileLockException e) {
      return true;
    }
  }

  /** Experiments in it; 0 or more. */
  public int size() {
    return experiments.size();
  }

  private void read() throws IOException {
    byte[] content = Files.readAllBytes(file);
    int from = 0;
    int number = 0;
    for (int i = 0; i < content.length; i++) {
      if (content[i] == '\n') {
        number++;
        keep(new String(Arrays.copyOfRange(content, from, i), StandardCharsets.UTF_8), number);
        from = i + 1;
      }
    }
    // Behind the last whole line is what was being written when the process ended: that experiment
    // is made again.
    channel.truncate(from);
    channel.position(from);
  }

  private void keep(String line, int number) {
    try {
      Experiment experiment = ExperimentJson.read(Json.MAPPER.readTree(line));
      experiments.put(experiment.key(), experiment);
    } catch (JacksonException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          file + ":" + number + ": this is no experiment of a procedure.", e);
    }
  }

  @Override
  public Optional<Experiment> find(String key) {
    return Optional.ofNullable(experiments.get(key));
  }

  @Override
  public void add(Experiment experiment) throws IOException {
    writeCurves(String.format(Locale.ROOT, "%s/%02d-", CURVES, experiments.size() + 1), experiment);
    ByteBuffer line =
        ByteBuffer.wrap((ExperimentJson.write(experiment) + "\n").getBytes(StandardCharsets.UTF_8));
    while (line.hasRemaining()) {
      channel.write(line);
    }
    channel.force(false);
    experiments.put(experiment.key(), experiment);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private void writeCurves(String name, Experiment experiment) throws IOException {
    if (experiment instanceof Trial trial) {
      String kind = trial.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
      folder.write(name + kind + ".csv", CurvesCsv.of(trial.history()));
    } else if (experiment instanceof RangeTrial trial) {
      folder.write(name + "range-test.csv", CurvesCsv.of(trial.curve()));
    } else if (experiment instanceof SnapshotRestarts restarts) {
      folder.write(name + "before-restarts.csv", CurvesCsv.of(restarts.trunk()));
      for (SnapshotRestarts.Branch branch : restarts.branches()) {
        folder.write(
            name + "restart-at-weight-decay-" + branch.weightDecay() + ".csv",
            CurvesCsv.of(branch.history()));
      }
    }
  }
}
