package dev.durableingest.coinbase.rest;

import dev.durableingest.coinbase.tape.Window;
import dev.durableingest.coinbase.wire.MalformedFrameException;
import dev.durableingest.coinbase.wire.TradePageDecoder;
import dev.durableingest.runtime.polling.PollTime;
import dev.durableingest.runtime.polling.PollingClient;
import dev.durableingest.runtime.polling.RateLimit;
import dev.durableingest.runtime.polling.RequestRefusedException;
import dev.durableingest.runtime.polling.Retry;
import dev.durableingest.runtime.polling.Tokens;
import dev.durableingest.runtime.polling.TryAgainException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Asks the REST interface for trades, one request at a call, none repeated: when to ask again is
 * for the product to say that waits. Thread-safe.
 *
 * <p>Only {@code after} is used: with it a window of ids has exactly one answer.
 */
public final class TradesClient {
  private static final Duration PAUSE_MAX = Duration.ofMinutes(2);
  private static final Duration PAUSE_REFUSED = Duration.ofSeconds(5);
  private static final Tokens NO_TOKEN = Tokens.fixed("");

  private final PollingClient client;
  private final String restUrl;

  /**
   * @param client connects; its connect timeout counts
   * @param restUrl address without a path
   * @param timeout for a whole answer
   * @param limit shared by all clients of one exchange
   */
  public TradesClient(HttpClient client, URI restUrl, Duration timeout, RateLimit limit) {
    PollTime time = PollTime.system();
    RandomGenerator unused = RandomGenerator.getDefault();
    Retry never = new Retry(time, Duration.ZERO, PAUSE_MAX, 1, unused);
    this.client = new PollingClient(client, time, limit, never, timeout);
    this.restUrl = restUrl.toString().replaceAll("/+$", "");
  }

  /**
   * Fetches the trades of a window; waits for its turn before.
   *
   * @throws InterruptedException when interrupted; the request is cancelled
   */
  public Answer fetch(String product, Window window) throws InterruptedException {
    URI url =
        URI.create(
            restUrl
                + "/products/"
                + URLEncoder.encode(product, StandardCharsets.UTF_8)
                + "/trades?after="
                + (window.to() + 1)
                + "&limit="
                + window.size());
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .header("User-Agent", "durable-ingest-coinbase")
            .header("Accept", "application/json")
            .build();
    try {
      PollingClient.Answer answer = client.send(NO_TOKEN, token -> request);
      return new Answer.Page(TradePageDecoder.decode(product, answer.body()));
    } catch (TryAgainException e) {
      return new Answer.Failed(String.valueOf(e.getMessage()), pause(e.delay()));
    } catch (RequestRefusedException e) {
      return new Answer.Failed(e.getMessage() + "; check --rest-url and --products", PAUSE_REFUSED);
    } catch (MalformedFrameException e) {
      return new Answer.Failed("GET " + url + ": " + e.getMessage(), Duration.ZERO);
    }
  }

  private static Duration pause(@Nullable Duration asked) {
    if (asked == null) {
      return Duration.ZERO;
    }
    return asked.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : asked;
  }
}
