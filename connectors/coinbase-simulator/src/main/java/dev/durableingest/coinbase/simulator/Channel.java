package dev.durableingest.coinbase.simulator;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The channels that can be subscribed to. */
enum Channel {
  MATCHES,
  TICKER,
  HEARTBEAT,
  /** How the products are; of all of them, so that nobody names any. */
  STATUS;

  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Channel> of(String wireName) {
    return Arrays.stream(values()).filter(each -> each.wireName().equals(wireName)).findFirst();
  }
}
