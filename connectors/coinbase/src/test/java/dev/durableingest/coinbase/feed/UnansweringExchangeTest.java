package dev.durableingest.coinbase.feed;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durableingest.coinbase.ExchangeException;
import dev.durableingest.testkit.UnansweringServer;
import java.net.http.HttpClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A connect to an exchange that gives no answer ends, so that another one can be tried. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class UnansweringExchangeTest {
  private static final Duration TIMEOUT = Duration.ofMillis(300);

  @Test
  void isGivenUpWhenItTakesTheConnectionAndSaysNothing() throws Exception {
    try (UnansweringServer silent = UnansweringServer.silent()) {
      assertThatThrownBy(() -> connect(silent))
          .isInstanceOf(ExchangeException.class)
          .hasMessageStartingWith("Cannot connect to " + silent.url("ws"))
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void isGivenUpWhenNobodyIsAtItsAddress() throws Exception {
    try (UnansweringServer absent = UnansweringServer.absent()) {
      assertThatThrownBy(() -> connect(absent))
          .isInstanceOf(ExchangeException.class)
          .hasMessageStartingWith("Cannot connect to " + absent.url("ws"))
          .hasMessageNotContaining("\n");
    }
  }

  private static void connect(UnansweringServer server) throws Exception {
    HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    ExchangeFeed.connect(client, server.url("ws"), TIMEOUT, reception -> {}).close();
  }
}
