package dev.durableingest.processor.lock;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is done with the lock. */
enum LockMode {
  /** Compare, and change nothing. */
  CHECK,
  /** Compare, and write what breaks nothing. */
  WRITE,
  /** Write, whatever it breaks. */
  ACCEPT;

  static Optional<LockMode> of(String text) {
    return Arrays.stream(values())
        .filter(mode -> mode.name().equals(text.toUpperCase(Locale.ROOT)))
        .findFirst();
  }
}
