package dev.temper.study;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

class MemoryStoreTest extends StudyStoreContract {

  @Override
  protected StudyStore open() {
    return StudyStore.inMemory(new Ticking());
  }

  /** A clock by which a millisecond passes from one look to the next. */
  private static final class Ticking extends Clock {

    private final TestClock clock = new TestClock();

    @Override
    public Instant instant() {
      clock.advance(Duration.ofMillis(1));
      return clock.instant();
    }

    @Override
    public ZoneId getZone() {
      return clock.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
