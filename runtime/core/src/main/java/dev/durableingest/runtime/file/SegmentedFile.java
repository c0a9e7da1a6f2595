package dev.durableingest.runtime.file;

import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkPosition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Lines in a folder of its own, in files of bounded size that sort by name, with an end that can be
 * recorded and come back to.
 *
 * <p>Everything up to {@link #position} is durable. What was appended since may be taken back by
 * {@link #undo}, and is, before the next append.
 *
 * <p>Owned by one thread.
 */
public final class SegmentedFile implements AutoCloseable {
  private final Segments segments;
  private final LockFile lock;
  private final OldSegments old;
  private final long segmentBytesMax;
  private SinkPosition position = new SinkPosition("", 0, 0);
  private SinkPosition positionBefore = position;
  private long segment;
  private @Nullable AppendFile file;
  private boolean isDirty;
  private boolean startsAnew;

  private SegmentedFile(Segments segments, LockFile lock, OldSegments old, long segmentBytesMax) {
    this.segments = segments;
    this.lock = lock;
    this.old = old;
    this.segmentBytesMax = segmentBytesMax;
  }

  /**
   * Takes the folder; touches no data.
   *
   * @param url where the folder is and whether locks are trusted there
   * @param what what the lines are, for people: "stream 'ticker'"
   * @param holder who takes the folder, for people
   * @param retention which lines are kept
   * @param clock the wall clock, by which they grow old
   * @throws SinkException with {@code Stop} when somebody else has the folder
   */
  public static SegmentedFile open(
      FileUrl url, String what, String holder, Retention retention, Clock clock)
      throws SinkException {
    Segments segments = new Segments(url.folder(), what);
    LockFile lock = FolderLock.acquire(url.folder(), url.trustsLocks(), what, holder);
    return new SegmentedFile(
        segments, lock, new OldSegments(segments, retention, clock), retention.segmentBytesMax());
  }

  /**
   * Brings the lines in line with what is recorded, and makes the end the position. A torn last
   * line is cut in any case.
   *
   * @param recorded where they ended, or null when nothing is recorded: then complete lines stay
   * @param keepsLines whether complete lines beyond the recorded end stay, because nobody would
   *     write them again
   * @throws SinkException with {@code Stop} when these are not the lines that were recorded
   */
  public void recover(@Nullable SinkPosition recorded, boolean keepsLines) throws SinkException {
    closeFile();
    try {
      String identity = segments.identity(recorded);
      Segments.End end =
          recorded == null || keepsLines
              ? segments.cutTornLine(recorded)
              : segments.cutBackTo(recorded);
      position = new SinkPosition(identity, end.segment(), end.bytes());
      positionBefore = position;
      segment = end.segment();
      startsAnew = end.wasCut();
      isDirty = false;
      old.recovered(position);
      if (segments.exists(end.segment())) {
        file = AppendFile.open(segments.path(end.segment()), end.bytes());
      }
    } catch (IOException e) {
      throw FileFailure.of(segments.folder(), e);
    }
  }

  /** Whether these are the lines that a position speaks of, as far as the folder's name tells. */
  public boolean isRecordedBy(SinkPosition recorded) throws SinkException {
    try {
      return segments.hasIdentity(recorded.identity());
    } catch (IOException e) {
      throw FileFailure.of(segments.folder(), e);
    }
  }

  /**
   * Appends complete lines, in place of what was appended since the last {@link #commit}. They are
   * durable after {@link #force}.
   */
  public void append(ByteBuffer lines) throws SinkException {
    if (!lock.isHeld()) {
      throw SinkException.stop(
          "The folder "
              + segments.folder()
              + " was removed or replaced while it was written to: put it back, then start again");
    }
    undo();
    isDirty = true;
    long next = segment;
    try {
      AppendFile target = file;
      if (target == null || isFull(target, lines.remaining())) {
        next = target == null ? segment : segment + 1;
        target = startSegment(next);
      }
      target.append(lines);
    } catch (IOException e) {
      // Frees the disk at once; should it fail, the next append does it first.
      takeBackQuietly();
      throw FileFailure.of(segments.path(next), e);
    }
  }

  /** Makes what was appended durable. {@link #commit} then makes its end the position. */
  public void force() throws SinkException {
    AppendFile target = file;
    if (target == null) {
      return;
    }
    try {
      target.force();
    } catch (IOException e) {
      throw FileFailure.ofForce(target.path(), e);
    }
  }

  /** The end of what was appended and forced becomes the position. */
  public void commit() {
    AppendFile target = file;
    positionBefore = position;
    if (target != null) {
      position = new SinkPosition(position.identity(), segment, target.length());
    }
    isDirty = false;
  }

  /** Takes back what was appended since the last {@link #commit}. */
  public void undo() throws SinkException {
    AppendFile target = file;
    if (!isDirty || target == null) {
      return;
    }
    try {
      target.cutBackTo(segment == position.segment() ? position.bytes() : 0);
      isDirty = false;
    } catch (IOException e) {
      throw target.isBroken()
          ? FileFailure.ofForce(target.path(), e)
          : FileFailure.of(target.path(), e);
    }
  }

  /** Takes back what the last {@link #commit} made the end; only the last can be taken back. */
  public void undoCommit() throws SinkException {
    isDirty |= !position.equals(positionBefore);
    position = positionBefore;
    undo();
  }

  /** Where everything that is durable and committed ends. */
  public SinkPosition position() {
    return position;
  }

  /** {@link #position} is recorded for ever: what need not be kept any more is deleted. */
  public void recorded() {
    old.delete(position);
  }

  /** The folder. */
  public Path folder() {
    return segments.folder();
  }

  @Override
  public void close() {
    try {
      closeFile();
    } finally {
      lock.close();
    }
  }

  private boolean isFull(AppendFile target, int more) {
    boolean isFull = target.length() + more > segmentBytesMax || old.isNewestFull();
    return startsAnew || (target.length() > 0 && isFull);
  }

  private AppendFile startSegment(long number) throws IOException {
    AppendFile next = AppendFile.open(segments.path(number), 0);
    closeFile();
    file = next;
    segment = number;
    startsAnew = false;
    return next;
  }

  private void takeBackQuietly() {
    try {
      undo();
    } catch (SinkException e) {
      isDirty = true;
    }
  }

  private void closeFile() {
    AppendFile open = file;
    file = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // Everything in it that counts was forced.
      }
    }
  }
}
