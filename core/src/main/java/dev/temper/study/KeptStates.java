package dev.temper.study;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What objectives left to go on with trials that nobody works on now, by number; of too many, those
 * that were left first are closed. Safe for use by several threads.
 */
final class KeptStates implements AutoCloseable {

  private final Map<Long, AutoCloseable> states = new LinkedHashMap<>();
  private int most;

  /**
   * Keeps nothing yet.
   *
   * @param most states at once; 0 or more
   */
  KeptStates(int most) {
    this.most = most;
  }

  /** Takes a state over. */
  void put(long number, AutoCloseable state) {
    List<AutoCloseable> surplus = new ArrayList<>();
    synchronized (this) {
      states.put(number, state);
      Iterator<AutoCloseable> first = states.values().iterator();
      while (states.size() > most) {
        surplus.add(first.next());
        first.remove();
      }
    }
    surplus.forEach(KeptStates::close);
  }

  /** Hands a state over; null where there is none. */
  synchronized @Nullable AutoCloseable take(long number) {
    return states.remove(number);
  }

  /** Closes all, and whatever comes later. */
  @Override
  public void close() {
    List<AutoCloseable> all;
    synchronized (this) {
      most = 0;
      all = List.copyOf(states.values());
      states.clear();
    }
    all.forEach(KeptStates::close);
  }

  /** Closes one, if there is one. */
  static void close(@Nullable AutoCloseable state) {
    if (state == null) {
      return;
    }
    try {
      state.close();
    } catch (Exception e) {
      // A trial has its value whatever becomes of its state, and the thread may be another trial's.
    }
  }
}
