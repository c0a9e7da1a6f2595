package dev.durableingest.coinbase.simulator;

import java.util.Locale;

/** What a frame is, as the counters tell them apart. */
enum FrameType {
  MATCH,
  LAST_MATCH,
  TICKER,
  HEARTBEAT,
  STATUS,
  SUBSCRIPTIONS,
  ERROR,
  /** Frames that were sent on demand or that are bad on purpose. */
  INJECTED,
  /** What a capture holds besides the above. */
  OTHER;

  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static FrameType of(String wireName) {
    for (FrameType type : values()) {
      if (type != INJECTED && type.wireName().equals(wireName)) {
        return type;
      }
    }
    return OTHER;
  }
}
