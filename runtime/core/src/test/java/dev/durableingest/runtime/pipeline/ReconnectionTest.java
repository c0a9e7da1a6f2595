package dev.durableingest.runtime.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A lost connection is one line that says why, and when it goes on. */
final class ReconnectionTest {
  @Test
  void saysWhyAndWhenInUnitsThatPeopleRead() {
    assertThat(words(new IOException("connection reset\nby peer"), 480))
        .isEqualTo(
            "Source 'quakes' lost its connection: connection reset. Attempt 2 follows in 480 ms.");
    assertThat(words(null, 1_938)).endsWith(": it ended. Attempt 2 follows in 1.9 s.");
    assertThat(words(new IOException(), 30_422))
        .endsWith(": IOException. Attempt 2 follows in 30 s.");
  }

  @Test
  void saysThatThereIsNoSuchHostWhereTheMessageIsItsNameAlone() {
    assertThat(words(new UnknownHostException("example.org"), 0))
        .contains("there is no host 'example.org'.");
  }

  private static String words(Throwable cause, long millis) {
    return new Reconnection("quakes", cause, 2, Duration.ofMillis(millis)).words();
  }
}
