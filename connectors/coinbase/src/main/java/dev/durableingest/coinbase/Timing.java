package dev.durableingest.coinbase;

import dev.durableingest.coinbase.tape.TapeLimits;
import java.time.Duration;

/**
 * How long the source waits for what.
 *
 * @param tape patience with missing trades
 * @param silence how long a product may be without a heartbeat while frames are asked for
 * @param connectTimeout for connecting and subscribing
 * @param requestTimeout for a REST answer
 * @param requestSpacing least time between two REST requests
 * @param connectSpacing least time between two connects
 * @param productRetry how long after it was set aside a product is asked for again
 * @param gapRetry how long after it was found a gap is asked for again; doubles from time to time
 * @param gapRetryMax longest such wait
 */
record Timing(
    TapeLimits tape,
    Duration silence,
    Duration connectTimeout,
    Duration requestTimeout,
    Duration requestSpacing,
    Duration connectSpacing,
    Duration productRetry,
    Duration gapRetry,
    Duration gapRetryMax) {

  /**
   * What is used against the real exchange, which allows ten requests and eight connects a second.
   */
  static Timing defaults() {
    return new Timing(
        TapeLimits.defaults(),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        Duration.ofMillis(110),
        Duration.ofMillis(130),
        Duration.ofMinutes(1),
        Duration.ofMinutes(1),
        Duration.ofHours(1));
  }
}
