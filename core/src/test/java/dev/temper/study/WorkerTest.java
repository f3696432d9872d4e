package dev.temper.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerTest {

  private static final Worker HERE = Worker.here();

  @Test
  void isReadAsItWasWritten() {
    Worker odd = new Worker("host:12", 34, 56, "a thread/with a slash");
    assertThat(Worker.parse(odd.toString())).contains(odd);
    assertThat(Worker.parse(HERE.toString())).contains(HERE);
    assertThat(HERE.thread()).isEqualTo(Thread.currentThread().getName());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ann", "host/12", "host/a/1/thread", "host/1/b/thread"})
  void otherTextsAreSomebodyElse(String text) {
    assertThat(Worker.parse(text)).isEmpty();
  }

  @Test
  void peopleAreToldItsProcessAndHost() {
    assertThat(new Worker("machine:4026531836", 12, 1, "study-1").words())
        .isEqualTo("process 12 on machine");
    assertThat(new Worker("", 12, 1, "study-1").words()).isEqualTo("process 12");
  }

  @Test
  void livesWhileItsProcessDoes() throws Exception {
    assertThat(HERE.isGone()).isFalse();

    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(java, "-version")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    process.waitFor();
    assertThat(new Worker(HERE.host(), process.pid(), 0, "main").isGone()).isTrue();
  }

  @Test
  void isGoneIfAnotherProcessHasItsNumber() {
    long hour = Duration.ofHours(1).toMillis();
    Worker before = new Worker(HERE.host(), HERE.process(), HERE.start() - hour, "main");
    assertThat(before.isGone()).isEqualTo(HERE.start() > 0);
    assertThat(new Worker(HERE.host(), HERE.process(), 0, "main").isGone()).isFalse();
  }

  @Test
  void nothingIsKnownOfOtherHosts() {
    assertThat(new Worker("elsewhere", HERE.process(), 1, "main").isGone()).isFalse();
    assertThat(new Worker("", HERE.process(), 1, "main").isGone()).isFalse();
  }
}
