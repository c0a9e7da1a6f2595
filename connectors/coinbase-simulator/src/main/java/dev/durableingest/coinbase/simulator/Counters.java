package dev.durableingest.coinbase.simulator;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what was sent and what went wrong. Thread-safe. */
final class Counters {
  /** The things that go wrong. */
  enum Fault {
    MATCHES_DROPPED,
    MATCHES_DUPLICATED,
    MATCHES_REORDERED,
    FRAMES_SILENCED,
    BAD_FRAMES_SENT,
    CONNECTIONS_DROPPED,
    SLOW_CONSUMERS_DISCONNECTED,
    REST_FAILURES,
    REST_REQUESTS_LIMITED
  }

  private final Map<FrameType, LongAdder> sent = new EnumMap<>(FrameType.class);
  private final Map<Fault, LongAdder> faults = new EnumMap<>(Fault.class);
  private final LongAdder connectionsOpened = new LongAdder();
  private final LongAdder restRequests = new LongAdder();

  Counters() {
    for (FrameType type : FrameType.values()) {
      sent.put(type, new LongAdder());
    }
    for (Fault fault : Fault.values()) {
      faults.put(fault, new LongAdder());
    }
  }

  void sent(FrameType type) {
    adder(sent, type).increment();
  }

  void fault(Fault fault) {
    adder(faults, fault).increment();
  }

  void connectionOpened() {
    connectionsOpened.increment();
  }

  void restRequest() {
    restRequests.increment();
  }

  long connectionsOpened() {
    return connectionsOpened.sum();
  }

  long restRequests() {
    return restRequests.sum();
  }

  Map<String, Long> framesSent() {
    return nonZero(sent);
  }

  Map<String, Long> faults() {
    return nonZero(faults);
  }

  private static <K extends Enum<K>> LongAdder adder(Map<K, LongAdder> adders, K key) {
    LongAdder adder = adders.get(key);
    if (adder == null) {
      throw new IllegalStateException("There is no counter for " + key + ".");
    }
    return adder;
  }

  private static <K extends Enum<K>> Map<String, Long> nonZero(Map<K, LongAdder> adders) {
    Map<String, Long> counts = new TreeMap<>();
    adders.forEach(
        (key, adder) -> {
          if (adder.sum() > 0) {
            counts.put(key.name().toLowerCase(Locale.ROOT), adder.sum());
          }
        });
    return counts;
  }
}
