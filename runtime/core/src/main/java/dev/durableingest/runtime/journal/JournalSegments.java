package dev.durableingest.runtime.journal;

import dev.durableingest.runtime.file.SegmentStore;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Which segments there are: those that are complete, and the newest, which is appended to. One
 * thread at a time appends and deletes; another may ask which one follows, and how many bytes there
 * are.
 */
final class JournalSegments {
  private static final Logger LOGGER = System.getLogger(JournalSegments.class.getName());

  private final SegmentStore store;
  private final Deque<Segment> complete = new ArrayDeque<>();
  private long newest;
  private long newestBytes;
  private long newestLast;
  private long completeBytes;
  private volatile long bytes;

  JournalSegments(SegmentStore store, Iterable<Segment> found) {
    this.store = store;
    found.forEach(this::addComplete);
    bytes = completeBytes;
  }

  /** Makes a segment, which is appended to from now on. */
  synchronized void start(long number, byte[] magic) throws IOException {
    store.create(number);
    if (newestBytes > 0) {
      addComplete(new Segment(newest, newestLast, newestBytes));
    }
    newest = number;
    newestBytes = 0;
    newestLast = number - 1;
    append(magic, newestLast);
  }

  /** Appends to the newest; after a failure {@link #cutBackNewest} is called before the next. */
  void append(byte[] content, long sequence) throws IOException {
    store.append(content);
    newestBytes += content.length;
    newestLast = sequence;
    bytes = completeBytes + newestBytes;
  }

  /** Takes back what an append that failed left. */
  void cutBackNewest() throws IOException {
    store.cutBack(newest, newestBytes);
  }

  /** Deletes what holds nothing beyond this number. */
  synchronized void deleteUpTo(long sequence) {
    try {
      while (!complete.isEmpty() && complete.getFirst().lastSequence() <= sequence) {
        store.delete(complete.getFirst().number());
        completeBytes -= complete.removeFirst().bytes();
      }
    } catch (IOException e) {
      // The next saved document tries again; until then the room is not given back.
      LOGGER.log(Level.WARNING, "A segment of the journal could not be deleted: " + e.getMessage());
    }
    bytes = completeBytes + newestBytes;
  }

  /** Deletes the newest too, which holds nothing that is not handled. */
  synchronized void deleteNewest() throws IOException {
    if (newestBytes > 0) {
      store.delete(newest);
      newestBytes = 0;
      bytes = completeBytes;
    }
  }

  /** Number of the segment that follows this one; 0 when none does. */
  synchronized long after(long number) {
    for (Segment segment : complete) {
      if (segment.number() > number) {
        return segment.number();
      }
    }
    return newestBytes > 0 && newest > number ? newest : 0;
  }

  /** Whether there is a segment of this number. */
  synchronized boolean contains(long number) {
    return (newest == number && newestBytes > 0)
        || complete.stream().anyMatch(segment -> segment.number() == number);
  }

  /** Number of the last; 0 when there never was one. */
  synchronized long last() {
    return newest > 0 || complete.isEmpty() ? newest : complete.getLast().number();
  }

  /** Length of the last. */
  synchronized long lastBytes() {
    return newest > 0 || complete.isEmpty() ? newestBytes : complete.getLast().bytes();
  }

  /** Length of the newest; 0 when there is none. */
  long newestBytes() {
    return newestBytes;
  }

  /** Bytes of all. Any thread. */
  long bytes() {
    return bytes;
  }

  private void addComplete(Segment segment) {
    complete.addLast(segment);
    completeBytes += segment.bytes();
  }
}
