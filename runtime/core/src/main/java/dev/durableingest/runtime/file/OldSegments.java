package dev.durableingest.runtime.file;

import dev.durableingest.runtime.sink.SinkPosition;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Deletes what a {@link Retention} does not keep. No recovery cuts back to before the segment that
 * the saved document names, so those before it are nobody's but the readers'.
 *
 * <p>A deletion is published before it happens; a crash between the two leaves a segment too many,
 * which the next look deletes. Owned by the thread that writes the segments.
 */
public final class OldSegments {
  private static final Logger LOGGER = System.getLogger(OldSegments.class.getName());
  private static final Duration LOOK_INTERVAL = Duration.ofSeconds(30);

  private final Segments segments;
  private final Retention retention;
  private final Clock clock;
  private Instant lookedAt = Instant.EPOCH;
  private Instant began = Instant.EPOCH;
  private long newest;

  /**
   * @param segments the segments
   * @param retention which of them are kept
   * @param clock the wall clock
   */
  public OldSegments(Segments segments, Retention retention, Clock clock) {
    this.segments = segments;
    this.retention = retention;
    this.clock = clock;
  }

  /** Learns since when the newest segment is written to; called after a recovery. */
  void recovered(SinkPosition end) throws IOException {
    newest = end.segment();
    began = segments.began(newest);
    lookedAt = Instant.EPOCH;
  }

  /** Whether the segment that is written to has been for long enough. */
  boolean isNewestFull() {
    return retention.limitsAge()
        && Duration.between(began, clock.instant()).compareTo(retention.segmentAgeMax()) > 0;
  }

  /**
   * Deletes what is not kept, when there is reason to look for it. What cannot be deleted is logged
   * and tried again later.
   *
   * @param saved the end of the lines that a saved document records
   */
  void delete(SinkPosition saved) {
    Instant now = clock.instant();
    boolean hasGrown = saved.segment() != newest;
    if (hasGrown) {
      newest = saved.segment();
      began = now;
    }
    boolean isTime = Duration.between(lookedAt, now).abs().compareTo(LOOK_INTERVAL) >= 0;
    if (!retention.isLimited() || !(hasGrown || isTime)) {
      return;
    }
    lookedAt = now;
    try {
      deleteBefore(saved, now);
    } catch (IOException e) {
      LOGGER.log(
          Level.WARNING,
          "Old segments stay longer than wanted: " + FileFailure.describe(segments.folder(), e));
    }
  }

  private void deleteBefore(SinkPosition saved, Instant now) throws IOException {
    List<Long> closed = segments.numbers().stream().filter(n -> n < saved.segment()).toList();
    long total = retention.segmentBytesMax(); // which the newest one may become
    for (long number : closed) {
      total += segments.bytes(number);
    }
    for (long number : closed) {
      Duration age = Duration.between(segments.lastWritten(number), now);
      if (total <= retention.bytesMax() && age.compareTo(retention.ageMax()) <= 0) {
        return;
      }
      long bytes = segments.bytes(number);
      PublishedEnd.DELETED.write(
          segments.folder(), new SinkPosition(saved.identity(), number, bytes));
      Files.delete(segments.path(number));
      Folders.force(segments.folder()); // a machine crash keeps no older one than those it keeps
      total -= bytes;
    }
  }
}
