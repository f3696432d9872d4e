package dev.temper.study;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until it is set forward. */
final class TestClock extends Clock {

  private final Instant start = Instant.parse("2026-01-01T00:00:00Z");
  private final AtomicLong milliseconds = new AtomicLong();

  void advance(Duration duration) {
    milliseconds.addAndGet(duration.toMillis());
  }

  @Override
  public Instant instant() {
    return start.plusMillis(milliseconds.get());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
