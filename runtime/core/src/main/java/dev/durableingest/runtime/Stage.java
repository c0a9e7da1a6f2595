package dev.durableingest.runtime;

import java.util.Locale;

/**
 * The stages an event passes, in order. Each is a package of the runtime, of the same name, and the
 * word for it everywhere: in dead letters, in logs and in the docs.
 */
public enum Stage {
  /** Read from the external system; the event exists only in memory. */
  SOURCE,
  /** Durable before it is handled, where the run has an intake journal. */
  JOURNAL,
  /** Mapped to records and a cursor, dropped, or set aside. */
  PROCESS,
  /** Its records are durable at their destination. */
  SINK,
  /** Its cursor is saved; a restart begins after it. */
  CHECKPOINT,
  /** Upstream was told that it may forget it. */
  ACKNOWLEDGE;

  /** The word for it: the name of its package. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
