package dev.durableingest.runtime.file;

import dev.durableingest.runtime.wiring.ByteSizes;
import dev.durableingest.runtime.wiring.Durations;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * How much of a stream is kept. Whole segments are deleted, the oldest first, and never the one
 * that is written to.
 *
 * @param bytesMax what a stream may occupy, in bytes
 * @param ageMax how old, by the wall clock, the newest line of a segment may be
 * @param segmentBytesMax a segment is closed before it grows beyond this, in bytes, unless one
 *     batch is larger
 */
public record Retention(long bytesMax, Duration ageMax, long segmentBytesMax) {
  /** Nothing is deleted. */
  public static final Retention KEEP_ALL = keepAll(256L << 20);

  // What is deleted at a time is a small part of what is kept.
  private static final int SEGMENTS = 8;

  /** Nothing is deleted, with segments of this size in bytes. */
  public static Retention keepAll(long segmentBytesMax) {
    return new Retention(Long.MAX_VALUE, ChronoUnit.FOREVER.getDuration(), segmentBytesMax);
  }

  /** The same, but a stream occupies no more than this, in bytes. */
  Retention withBytesMax(long bytes) {
    long segment = Math.max(1, Math.min(segmentBytesMax, bytes / SEGMENTS));
    return new Retention(bytes, ageMax, segment);
  }

  /** The same, but no line stays for longer than this and the time that a segment takes. */
  Retention withAgeMax(Duration age) {
    return new Retention(bytesMax, age, segmentBytesMax);
  }

  /** Whether anything is deleted at all. */
  public boolean isLimited() {
    return limitsBytes() || limitsAge();
  }

  private boolean limitsBytes() {
    return bytesMax < Long.MAX_VALUE;
  }

  /** Whether lines are deleted because of their age. */
  boolean limitsAge() {
    return ageMax.compareTo(ChronoUnit.FOREVER.getDuration()) < 0;
  }

  /** How long a segment may be written to. */
  Duration segmentAgeMax() {
    return ageMax.dividedBy(SEGMENTS);
  }

  /** What is kept, for people. */
  @Override
  public String toString() {
    List<String> limits = new ArrayList<>();
    if (limitsBytes()) {
      limits.add("the newest " + ByteSizes.format(bytesMax));
    }
    if (limitsAge()) {
      limits.add("the last " + Durations.format(ageMax));
    }
    return limits.isEmpty() ? "everything" : String.join(", and of that ", limits);
  }
}
