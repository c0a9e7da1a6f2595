package dev.durableingest.runtime.journal;

import dev.durableingest.runtime.checkpoint.CheckpointDocument.JournalMark;
import dev.durableingest.runtime.file.FileFailure;
import dev.durableingest.runtime.file.SegmentStore;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import dev.durableingest.runtime.source.Intake;
import dev.durableingest.runtime.source.QueueItem;
import dev.durableingest.runtime.time.Time;
import dev.durableingest.runtime.wiring.ResourceBinding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The intake journal: everything that the source says, in order, in segments that are deleted when
 * a saved document has passed them. How far that is stands in the document and nowhere else.
 *
 * <p>Threads: the queue's lock guards everything but {@link #read}, which belongs to the pipeline
 * thread, and {@link #force}, which any may call.
 */
public final class Journal implements Intake, AutoCloseable {
  private static final byte[] NOTHING = {};

  private final SegmentStore store;
  private final String identity;
  private final ItemCodec codec;
  private final JournalLimits limits;
  private final Time time;
  private final long backlog;
  private final JournalSegments segments;
  private final JournalReader reader;
  private long lastSequence;
  private long handled;
  private boolean isTorn;
  private volatile boolean needsForce;
  private volatile @Nullable String problem;
  private volatile @Nullable SinkException failure;

  private Journal(
      SegmentStore store,
      String identity,
      ItemCodec codec,
      JournalLimits limits,
      Time time,
      JournalScan scan) {
    this.store = store;
    this.identity = identity;
    this.codec = codec;
    this.limits = limits;
    this.time = time;
    this.backlog = scan.backlog();
    this.lastSequence = scan.lastSequence();
    this.handled = scan.handled();
    this.segments = new JournalSegments(store, scan.segments());
    this.reader = new JournalReader(store, segments, codec, time);
    reader.moveTo(scan.firstSegment(), scan.firstOffset());
  }

  /**
   * Opens what earlier runs left, and cuts off what one of them did not write completely.
   *
   * @param store where it is, taken for this process; belongs to the journal from now on
   * @param mark how far it was handled, as the document says; null where there never was one
   * @param resources the resources of the source
   * @param limits how large it may become
   * @param time the clocks
   * @throws SinkException with {@code Stop} when it is not the one that the document speaks of, or
   *     is damaged
   */
  public static Journal open(
      SegmentStore store,
      @Nullable JournalMark mark,
      Map<String, ResourceBinding<?, ?, ?>> resources,
      JournalLimits limits,
      Time time)
      throws SinkException {
    String identity = identity(store);
    boolean isSame = mark != null && mark.identity().equals(identity);
    if (mark != null && !isSame && !mark.isDrained()) {
      throw SinkException.stop(
          "The journal in "
              + store.description()
              + " is not the one of the checkpoint, which may hold events that are not handled yet."
              + " Give --journal the folder of the last run");
    }
    long handled = mark == null ? 0 : mark.sequence();
    JournalScan scan = JournalScan.of(store, isSame ? handled : 0);
    if (!isSame && scan.backlog() > 0) {
      throw SinkException.stop(
          "The journal in "
              + store.description()
              + " holds "
              + scan.backlog()
              + " events that the checkpoint knows nothing of: it belongs to another one. Give"
              + " --checkpoints or --olap of the run that wrote it, or --journal another folder");
    }
    Journal journal = new Journal(store, identity, new ItemCodec(resources), limits, time, scan);
    // Numbers grow for ever, also from one journal to the next.
    journal.lastSequence = Math.max(journal.lastSequence, handled);
    journal.handled = Math.max(journal.handled, handled);
    return journal;
  }

  /** Its random name, for the document. */
  public String identity() {
    return identity;
  }

  /** How many items earlier runs left that are not handled. */
  public long backlog() {
    return backlog;
  }

  /** Where it is, for people. */
  public String description() {
    return store.description();
  }

  @Override
  public Stored store(QueueItem item) {
    try {
      return new Stored(item, codec.write(item));
    } catch (SinkException e) {
      if (!(item instanceof QueueItem.Event<?> event)) {
        failure = e;
        return new Stored(item, NOTHING);
      }
      // What cannot be kept would be lost: it is set aside, with what can be shown of it.
      byte[] shown = shown(event.payload()).getBytes(StandardCharsets.UTF_8);
      return store(new QueueItem.Rejected(event.resource(), shown, e));
    }
  }

  @Override
  public Answer append(Stored stored) {
    if (failure != null) {
      return Answer.FAILED;
    }
    byte[] frame = stored.bytes();
    try {
      if (stored.item().isEvent() && !hasRoomFor(frame.length)) {
        problem = "The journal is full: it has its " + limits.bytesMax() + " bytes";
        return Answer.NO_ROOM;
      }
      prepare();
      Frame.seal(frame, lastSequence + 1, time.now().toEpochMilli());
      isTorn = true;
      segments.append(frame, lastSequence + 1);
      isTorn = false;
      lastSequence++;
      needsForce = true;
      if (limits.forceInterval().isZero()) {
        store.force();
      }
      problem = null;
      return Answer.APPENDED;
    } catch (IOException e) {
      return failed(FileFailure.of(Path.of(store.description()), e), e);
    }
  }

  @Override
  public long lastSequence() {
    return lastSequence;
  }

  @Override
  public void startReadingAtEnd() {
    reader.moveTo(segments.last(), segments.lastBytes());
  }

  @Override
  public Read read(int itemsMax, long bytesMax) throws SinkException {
    return reader.read(itemsMax, bytesMax);
  }

  @Override
  public void passed(long sequence) {
    handled = Math.max(handled, sequence);
    segments.deleteUpTo(handled);
    problem = null;
  }

  @Override
  public boolean dropsWhenFull() {
    return limits.dropsWhenFull();
  }

  @Override
  public long bytes() {
    return segments.bytes();
  }

  @Override
  public @Nullable String problem() {
    return problem;
  }

  @Override
  public @Nullable SinkException failure() {
    return failure;
  }

  /** Makes everything appended so far survive a machine crash. Any thread. */
  public void force() {
    if (!needsForce || failure != null) {
      return;
    }
    needsForce = false;
    try {
      store.force();
    } catch (IOException e) {
      failed(FileFailure.of(Path.of(store.description()), e), e);
    }
  }

  /**
   * The same, before something relies on it.
   *
   * @throws SinkException with {@code Stop} when a force has failed: nobody knows what is there
   */
  public void requireForced() throws SinkException {
    force();
    SinkException known = failure;
    if (known != null && store.isBroken()) {
      throw known;
    }
  }

  /** Deletes what was handled, and releases everything. Never throws. */
  @Override
  public void close() {
    force();
    if (lastSequence <= handled && failure == null) {
      try {
        segments.deleteNewest();
      } catch (IOException e) {
        // The next run finds it handled, and deletes it.
      }
    }
    store.close();
  }

  private boolean hasRoomFor(int more) throws IOException {
    if (segments.bytes() + more <= limits.bytesMax()) {
      return true;
    }
    if (lastSequence > handled) {
      return false;
    }
    segments.deleteNewest();
    return true;
  }

  /** Sees to it that there is a segment to append to, and nothing torn at its end. */
  private void prepare() throws IOException {
    if (isTorn) {
      segments.cutBackNewest();
      isTorn = false;
    }
    if (segments.newestBytes() > 0 && segments.newestBytes() < limits.segmentBytes()) {
      return;
    }
    if (!store.isHeld()) {
      failure =
          SinkException.stop(
              "The folder "
                  + store.description()
                  + " was removed or replaced while it was written to: put it back, then start"
                  + " again");
      throw new IOException("no longer held");
    }
    isTorn = true;
    segments.start(lastSequence + 1, FrameReader.magic());
    isTorn = false;
  }

  private Answer failed(SinkException known, IOException cause) {
    if (store.isBroken()) {
      failure = FileFailure.ofForce(Path.of(store.description()), cause);
    } else if (failure == null && !(known.verdict() instanceof Verdict.RetrySame)) {
      failure = known;
    }
    problem = known.getMessage();
    return failure == null ? Answer.NO_ROOM : Answer.FAILED;
  }

  private static String identity(SegmentStore store) throws SinkException {
    try {
      return store.identity();
    } catch (IOException e) {
      throw FileFailure.of(Path.of(store.description()), e);
    }
  }

  private static String shown(Object payload) {
    try {
      return payload.toString();
    } catch (RuntimeException | StackOverflowError e) {
      return "(its toString fails with " + e.getClass().getName() + ")";
    }
  }
}
