package dev.temper.cli;

import dev.temper.schedule.Kind;
import java.util.Arrays;
import java.util.Iterator;

/** The names of the kinds of schedules, for the help. */
final class KindNames implements Iterable<String> {

  @Override
  public Iterator<String> iterator() {
    return Arrays.stream(Kind.values()).map(Kind::label).iterator();
  }
}
