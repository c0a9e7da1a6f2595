package dev.durableingest.runtime.journal;

import dev.durableingest.runtime.file.SegmentStore;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads the frames of one segment one after the other. Owned by one thread. */
final class FrameReader {
  /** What every segment begins with, so that no other file is taken for one. */
  private static final byte[] MAGIC = {'D', 'I', 'J', 'O', 'U', 'R', 'N', '1'};

  private static final int CHUNK_BYTES = 256 * 1024;

  private final SegmentStore store;
  private final long segment;
  private byte[] chunk = new byte[0];
  private long chunkOffset;
  private int limit;
  private long offset;

  /**
   * @param offset where a frame begins; 0 for the beginning of the segment
   */
  FrameReader(SegmentStore store, long segment, long offset) {
    this.store = store;
    this.segment = segment;
    this.offset = offset;
  }

  /** The bytes that a new segment begins with. */
  static byte[] magic() {
    return MAGIC.clone();
  }

  long segment() {
    return segment;
  }

  /** Where the next frame begins. */
  long offset() {
    return offset;
  }

  /** Whether the segment begins like one; passes over that beginning. */
  boolean readMagic() throws IOException {
    load(MAGIC.length);
    boolean isOurs =
        limit >= MAGIC.length && Arrays.equals(MAGIC, Arrays.copyOf(chunk, MAGIC.length));
    if (isOurs) {
      offset = MAGIC.length;
    }
    return isOurs;
  }

  /** The next frame, or null where none is, or a damaged one. */
  @Nullable Frame next() throws IOException {
    if (offset == 0 && !readMagic()) {
      return null;
    }
    load(Frame.HEADER_BYTES);
    long length = Frame.length(chunk, at(), limit);
    if (length == 0 || offset + length > store.length(segment)) {
      limit = 0; // it may be in the middle of being written: look again the next time
      return null;
    }
    load((int) Math.min(length, Integer.MAX_VALUE - 8));
    Frame frame = Frame.parse(chunk, at(), limit);
    if (frame == null) {
      limit = 0;
      return null;
    }
    offset += frame.length();
    return frame;
  }

  private int at() {
    return (int) (offset - chunkOffset);
  }

  /** Sees to it that so many bytes from the offset on are in the chunk, if there are so many. */
  private void load(int wanted) throws IOException {
    if (offset >= chunkOffset && offset + wanted <= chunkOffset + limit) {
      return;
    }
    if (chunk.length < wanted || chunk.length > Math.max(CHUNK_BYTES, wanted)) {
      chunk = new byte[Math.max(CHUNK_BYTES, wanted)];
    }
    chunkOffset = offset;
    limit = store.read(segment, offset, chunk);
  }
}
