package dev.durableingest.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durableingest.runtime.polling.PollTime;
import dev.durableingest.runtime.polling.PollingClient;
import dev.durableingest.runtime.polling.RateLimit;
import dev.durableingest.runtime.polling.Retry;
import dev.durableingest.runtime.polling.Tokens;
import dev.durableingest.runtime.polling.TryAgainException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Goal: no request of a source that polls waits for ever. Method: a server that takes the
 * connection and never answers, and an address where not even that happens.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UnansweringServerTest {
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofHours(1);

  @Test
  void thatIsSilentCostsTheTimeoutOfAnAnswer() throws Exception {
    try (UnansweringServer silent = UnansweringServer.silent()) {
      assertThatThrownBy(() -> ask(silent, LONG, SHORT))
          .isInstanceOf(TryAgainException.class)
          .hasMessageEndingWith(silent.url("http") + "/: no answer within 200 ms");
    }
  }

  @Test
  void thatIsAbsentCostsTheTimeoutOfAConnect() throws Exception {
    try (UnansweringServer absent = UnansweringServer.absent()) {
      assertThatThrownBy(() -> ask(absent, SHORT, LONG))
          .isInstanceOf(TryAgainException.class)
          .hasMessageContaining("connect timed out");
    }
  }

  private static void ask(UnansweringServer server, Duration connect, Duration answer)
      throws Exception {
    PollTime time = PollTime.system();
    Retry twice = new Retry(time, Duration.ofMillis(1), Duration.ofMillis(1), 2, new Random(1));
    RateLimit limit = new RateLimit(time, 100, Duration.ofSeconds(1));
    HttpClient http = HttpClient.newBuilder().connectTimeout(connect).build();
    HttpRequest request = HttpRequest.newBuilder(server.url("http").resolve("/")).build();
    PollingClient client = new PollingClient(http, time, limit, twice, answer);
    assertThat(client.send(Tokens.fixed("none"), token -> request)).isNull();
  }
}
