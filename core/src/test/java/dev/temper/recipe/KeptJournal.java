package dev.temper.recipe;

import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A journal in memory, which may be full after so many experiments. */
final class KeptJournal implements Journal {

  private final Map<String, Experiment> kept = new LinkedHashMap<>();
  private final int capacity;
  private int added;

  KeptJournal() {
    this(List.of(), Integer.MAX_VALUE);
  }

  /** A journal that holds some experiments already, and fails once it holds so many. */
  KeptJournal(Collection<Experiment> before, int capacity) {
    before.forEach(experiment -> kept.put(experiment.key(), experiment));
    this.capacity = capacity;
  }

  @Override
  public Optional<Experiment> find(String key) {
    return Optional.ofNullable(kept.get(key));
  }

  @Override
  public void add(Experiment experiment) throws IOException {
    if (kept.size() == capacity) {
      throw new IOException("The journal is full.");
    }
    if (kept.put(experiment.key(), experiment) != null) {
      throw new AssertionError("The experiment was made twice: " + experiment.key());
    }
    added++;
  }

  /** What it holds, in the order it was made. */
  List<Experiment> experiments() {
    return List.copyOf(kept.values());
  }

  /** What was added to it, beside what it held before. */
  int added() {
    return added;
  }
}
