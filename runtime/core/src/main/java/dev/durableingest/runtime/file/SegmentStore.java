package dev.durableingest.runtime.file;

import java.io.IOException;
import java.util.List;

/**
 * Numbered segments of bytes, the newest of which is appended to. What a journal is written into:
 * the real one is a folder, the simulator has another.
 *
 * <p>One thread appends, makes and cuts; another may force; a third may read what was appended
 * before. Interrupts harm nothing.
 */
public interface SegmentStore extends AutoCloseable {

  /** Where it is, for people. */
  String description();

  /** Its random name, given to it when it was made. */
  String identity() throws IOException;

  /** The numbers of the segments there are, ascending. */
  List<Long> segments() throws IOException;

  /** Name of a segment, for people. */
  String name(long segment);

  /** Bytes of a segment. */
  long length(long segment) throws IOException;

  /**
   * Reads bytes of a segment.
   *
   * @return how many were read; fewer than wanted only at the end
   */
  int read(long segment, long offset, byte[] into) throws IOException;

  /**
   * Makes the segment that is appended to from now on. The one before is forced first, so that only
   * the newest can have lost bytes with the machine; the name is durable when this returns.
   */
  void create(long segment) throws IOException;

  /**
   * Appends to the newest segment that was made; survives a process crash when this returns.
   *
   * @throws IOException when it failed; a part of the bytes may be there: cut it back
   */
  void append(byte[] bytes) throws IOException;

  /** Makes everything appended so far survive a machine crash. */
  void force() throws IOException;

  /**
   * Cuts a segment to this length, which may be the one that it has. Of a segment that this process
   * did not make, all that is left survives a machine crash when this returns; of its newest, with
   * the next {@link #force}.
   */
  void cutBack(long segment, long length) throws IOException;

  /** Deletes a segment. */
  void delete(long segment) throws IOException;

  /** Whether the place is still this process' own. */
  boolean isHeld();

  /**
   * Whether a force has failed: then nobody knows what is there, and nothing is written any more.
   */
  boolean isBroken();

  /** Releases everything; forces nothing. Never throws. */
  @Override
  void close();
}
