package dev.durableingest.runtime.journal;

import dev.durableingest.runtime.file.FileFailure;
import dev.durableingest.runtime.file.SegmentStore;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.source.Intake.Read;
import dev.durableingest.runtime.source.QueueItem;
import dev.durableingest.runtime.time.Time;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads items back, in order. One thread at a time, handed over under the queue's lock. */
final class JournalReader {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final SegmentStore store;
  private final JournalSegments segments;
  private final ItemCodec codec;
  private final Time time;
  private long segment;
  private long offset;
  private @Nullable FrameReader frames;

  JournalReader(SegmentStore store, JournalSegments segments, ItemCodec codec, Time time) {
    this.store = store;
    this.segments = segments;
    this.codec = codec;
    this.time = time;
  }

  /**
   * The next item to read begins there.
   *
   * @param number of its segment; 0 for the first there will be
   */
  void moveTo(long number, long at) {
    segment = number;
    offset = at;
    frames = null;
  }

  /**
   * The next items; at least one.
   *
   * @throws SinkException when they cannot be read
   */
  Read read(int itemsMax, long bytesMax) throws SinkException {
    List<QueueItem> items = new ArrayList<>();
    long first = 0;
    long bytes = 0;
    if (!segments.contains(segment)) {
      frames = null; // everything in it was read, and it was deleted since
    }
    try {
      while (items.size() < itemsMax && bytes < bytesMax) {
        Frame frame = next(items.isEmpty());
        if (frame == null) {
          break;
        }
        first = items.isEmpty() ? frame.sequence() : first;
        QueueItem item = codec.read(frame, emittedNanos(frame));
        items.add(item);
        bytes += item.bytes();
      }
    } catch (IOException e) {
      throw FileFailure.of(Path.of(store.description()), e);
    }
    if (items.isEmpty()) {
      throw SinkException.stop(
          store.name(segment)
              + " was changed by somebody else: what stood at byte "
              + offset
              + " can no longer be read");
    }
    return new Read(first, items);
  }

  /** Goes on to another segment only for a first item: between runs numbers may be left out. */
  private @Nullable Frame next(boolean isFirst) throws IOException {
    while (true) {
      FrameReader open = frames;
      if (open == null && segments.contains(segment)) {
        open = new FrameReader(store, segment, offset);
        frames = open;
      }
      Frame frame = open == null ? null : open.next();
      if (open != null && frame != null) {
        offset = open.offset();
        return frame;
      }
      long following = isFirst ? segments.after(segment) : 0;
      if (following == 0) {
        return null;
      }
      moveTo(following, 0);
    }
  }

  /** By the measuring clock of this process, from what the wall clock said when it was appended. */
  private long emittedNanos(Frame frame) {
    long agoMillis = Math.max(0, time.now().toEpochMilli() - frame.millis());
    return time.nanos() - agoMillis * NANOS_PER_MILLI;
  }
}
