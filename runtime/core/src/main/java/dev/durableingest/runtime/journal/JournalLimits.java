package dev.durableingest.runtime.journal;

import java.time.Duration;

/**
 * How large a journal may become, and when it is forced.
 *
 * @param bytesMax bytes that it may occupy; one larger event passes alone
 * @param forceInterval how long an event may wait to survive a machine crash; zero for none
 * @param dropsWhenFull whether an event that nobody can send again is dropped, and counted as a
 *     gap, when there is no room for it; else the source waits
 */
public record JournalLimits(long bytesMax, Duration forceInterval, boolean dropsWhenFull) {
  private static final long SEGMENT_BYTES_MIN = 4 * 1024;
  private static final long SEGMENT_BYTES_MAX = 64L << 20;
  private static final int SEGMENTS = 16;

  /** A segment is closed when it has so many bytes; room is given back by whole segments. */
  long segmentBytes() {
    return Math.max(SEGMENT_BYTES_MIN, Math.min(SEGMENT_BYTES_MAX, bytesMax / SEGMENTS));
  }
}
