package dev.durableingest.coinbase;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts what is {@link Counted}. Thread-safe. */
final class Tally {
  private final Map<Counted, LongAdder> counts = new EnumMap<>(Counted.class);

  Tally() {
    for (Counted what : Counted.values()) {
      counts.put(what, new LongAdder());
    }
  }

  void add(Counted what, long amount) {
    adder(what).add(amount);
  }

  void one(Counted what) {
    adder(what).increment();
  }

  long of(Counted what) {
    return adder(what).sum();
  }

  private LongAdder adder(Counted what) {
    LongAdder adder = counts.get(what);
    if (adder == null) {
      throw new IllegalStateException("Not counted: " + what);
    }
    return adder;
  }
}
