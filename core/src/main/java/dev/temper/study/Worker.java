package dev.temper.study;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A thread that works on trials, such that others on the same host can tell whether its process
 * still lives.
 *
 * @param host where it runs: its name, and on Linux the process namespace, since containers that
 *     share a name do not share processes; empty where it cannot be told
 * @param process its number there
 * @param start when the process began, in milliseconds since 1970; 0 where it cannot be told
 * @param thread its name
 */
record Worker(String host, long process, long start, String thread) {

  /** Clocks are set; a process number does not come again as soon as that. */
  private static final Duration TOLERANCE = Duration.ofSeconds(10);

  private static final String HOST = hostHere();

  /** The thread that calls. */
  static Worker here() {
    ProcessHandle process = ProcessHandle.current();
    return new Worker(HOST, process.pid(), start(process), Thread.currentThread().getName());
  }

  /** Reads what {@link #toString} wrote; empty for any other text: somebody else's worker. */
  static Optional<Worker> parse(String text) {
    String[] parts = text.split("/", 4);
    if (parts.length < 4) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Worker(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]), parts[3]));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Whether its process was on this host and is no more. */
  boolean isGone() {
    if (host.isEmpty() || !host.equals(HOST)) {
      return false;
    }
    long now =
        ProcessHandle.of(process).filter(ProcessHandle::isAlive).map(Worker::start).orElse(-1L);
    boolean another = now > 0 && start > 0 && Math.abs(now - start) > TOLERANCE.toMillis();
    return now < 0 || another;
  }

  /** As people know it. */
  String words() {
    String name = host.replaceAll(":[0-9]*$", "");
    return "process " + process + (name.isEmpty() ? "" : " on " + name);
  }

  private static long start(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  private static String hostHere() {
    try {
      String name = InetAddress.getLocalHost().getHostName().replace('/', '-');
      Path namespace = Path.of("/proc/self/ns/pid");
      return Files.isSymbolicLink(namespace)
          ? name + ":" + Files.readSymbolicLink(namespace).toString().replaceAll("[^0-9]", "")
          : name;
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public String toString() {
    return host + "/" + process + "/" + start + "/" + thread;
  }
}
