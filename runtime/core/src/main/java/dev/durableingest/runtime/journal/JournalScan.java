package dev.durableingest.runtime.journal;

import dev.durableingest.runtime.file.FileFailure;
import dev.durableingest.runtime.file.SegmentStore;
import dev.durableingest.runtime.sink.SinkException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Looks through the segments that earlier runs left: cuts a torn tail, finds what is not handled.
 */
final class JournalScan {
  private static final Logger LOGGER = System.getLogger(JournalScan.class.getName());

  private final SegmentStore store;
  private final long handled;
  private final Deque<Segment> segments = new ArrayDeque<>();
  private long backlog;
  private long firstSegment;
  private long firstOffset;

  private JournalScan(SegmentStore store, long handled) {
    this.store = store;
    this.handled = handled;
  }

  /**
   * Looks through a store.
   *
   * @param handled number of the last item that a saved document has passed
   * @throws SinkException with {@code Stop} when a segment is damaged that is not the newest
   */
  static JournalScan of(SegmentStore store, long handled) throws SinkException {
    JournalScan scan = new JournalScan(store, handled);
    try {
      scan.run();
    } catch (IOException e) {
      Path place = Path.of(store.description());
      throw store.isBroken() ? FileFailure.ofForce(place, e) : FileFailure.of(place, e);
    }
    return scan;
  }

  /** The segments that hold an item that is not handled, and those after them. */
  Deque<Segment> segments() {
    return segments;
  }

  /** Number of the last item that a saved document has passed. */
  long handled() {
    return handled;
  }

  /** How many items are not handled. */
  long backlog() {
    return backlog;
  }

  /** Number of the last item there is, or of the last one handled, whichever is newer. */
  long lastSequence() {
    return segments.isEmpty() ? handled : Math.max(handled, segments.getLast().lastSequence());
  }

  /** Segment of the first item that is not handled; 0 when there is none. */
  long firstSegment() {
    return firstSegment;
  }

  /** Where in its segment that item begins. */
  long firstOffset() {
    return firstOffset;
  }

  private void run() throws IOException, SinkException {
    List<Long> numbers = new ArrayList<>(store.segments());
    // A segment bears the number of its first item: so the one before the next is handled, too.
    while (numbers.size() > 1 && numbers.get(1) <= handled + 1) {
      store.delete(numbers.remove(0));
    }
    for (int i = 0; i < numbers.size(); i++) {
      look(numbers.get(i), i == numbers.size() - 1);
    }
    while (!segments.isEmpty() && segments.getFirst().lastSequence() <= handled) {
      store.delete(segments.removeFirst().number());
    }
  }

  /** Whether a segment begins like one, as far as its process came. */
  private boolean isBegun(long number) throws IOException {
    byte[] magic = FrameReader.magic();
    byte[] found = new byte[magic.length];
    int length = store.read(number, 0, found);
    // The machine may have died with the length of the file on disk, and nothing of its content.
    boolean isEmpty = Arrays.equals(found, new byte[magic.length]);
    return isEmpty || Arrays.equals(found, 0, length, magic, 0, length);
  }

  private void look(long number, boolean isNewest) throws IOException, SinkException {
    FrameReader reader = new FrameReader(store, number, 0);
    long last = 0;
    long begin = reader.offset();
    for (Frame frame = reader.next(); frame != null; frame = reader.next()) {
      if (frame.sequence() > handled) {
        if (backlog++ == 0) {
          firstSegment = number;
          firstOffset = Math.max(begin, FrameReader.magic().length);
        }
      }
      last = frame.sequence();
      begin = reader.offset();
    }
    long torn = store.length(number) - reader.offset();
    if (torn > 0 && (!isNewest || !isBegun(number))) {
      throw SinkException.stop(
          store.name(number)
              + " is damaged from byte "
              + reader.offset()
              + " on, or is no journal. Put back what was there; or move the file away, and the"
              + " events in it are lost");
    }
    if (torn > 0) {
      LOGGER.log(
          Level.WARNING,
          "The last "
              + torn
              + " bytes of "
              + store.name(number)
              + " were not written completely, and are cut off");
    }
    if (last == 0) {
      store.delete(number);
      return;
    }
    if (isNewest) {
      // A process that was killed may have left it unforced, also where nothing is torn; whatever
      // comes of its items must not outlive them.
      store.cutBack(number, reader.offset());
    }
    segments.addLast(new Segment(number, last, reader.offset()));
  }
}
