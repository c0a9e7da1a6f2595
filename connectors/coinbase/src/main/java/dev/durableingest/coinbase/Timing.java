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
 */
record Timing(
    TapeLimits tape,
    Duration silence,
    Duration connectTimeout,
    Duration requestTimeout,
    Duration requestSpacing) {

  /** What is used against the real exchange, which allows ten requests a second. */
  static Timing defaults() {
    return new Timing(
        TapeLimits.defaults(),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        Duration.ofMillis(110));
  }
}
