package dev.durableingest.supabase.replication;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The commits that were read and are not saved: how old the oldest is. Commits of one second share
 * an entry, so that a sink that is down for a day costs little. Thread-safe.
 */
final class UnsavedCommits {
  private static final Duration ENTRY = Duration.ofSeconds(1);

  private record Entry(Instant oldest, long newestLsn) {}

  private final Deque<Entry> entries = new ArrayDeque<>();

  /** A commit was read; they come in their order. */
  synchronized void read(long lsn, Instant time) {
    Entry last = entries.peekLast();
    if (last != null && time.isBefore(last.oldest().plus(ENTRY))) {
      entries.removeLast();
      entries.addLast(new Entry(last.oldest(), lsn));
    } else {
      entries.addLast(new Entry(time, lsn));
    }
  }

  /** Every commit before this place is saved. */
  synchronized void saved(long lsn) {
    entries.removeIf(entry -> Long.compareUnsigned(entry.newestLsn(), lsn) < 0);
  }

  /** How old the oldest is, to a second; nothing where all are saved. */
  synchronized Duration age(Instant now) {
    Entry first = entries.peekFirst();
    return first == null || first.oldest().isAfter(now)
        ? Duration.ZERO
        : Duration.between(first.oldest(), now);
  }
}
