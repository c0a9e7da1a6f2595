package dev.durableingest.runtime.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One item as it stands in a segment: length, checksum of what follows, number, time, kind, body.
 *
 * @param sequence number of the item, from 1
 * @param millis when it was appended, by the wall clock
 * @param kind what the body is; see {@link ItemCodec}
 * @param body the item
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record Frame(long sequence, long millis, byte kind, byte[] body) {
  /** Bytes before the body. */
  static final int HEADER_BYTES = Integer.BYTES + Integer.BYTES + Long.BYTES + Long.BYTES + 1;

  private static final int CHECKED_FROM = Integer.BYTES + Integer.BYTES;

  /** An item that has no number yet: {@link #seal} gives it one. */
  static byte[] unsealed(byte kind, byte[] body) {
    ByteBuffer frame = ByteBuffer.allocate(HEADER_BYTES + body.length);
    frame.putInt(HEADER_BYTES - CHECKED_FROM + body.length);
    frame.position(HEADER_BYTES - 1);
    frame.put(kind).put(body);
    return frame.array();
  }

  /** Gives a frame its number, its time and its checksum. */
  static void seal(byte[] unsealed, long sequence, long millis) {
    ByteBuffer frame = ByteBuffer.wrap(unsealed);
    frame.putLong(CHECKED_FROM, sequence);
    frame.putLong(CHECKED_FROM + Long.BYTES, millis);
    frame.putInt(Integer.BYTES, checksum(unsealed, CHECKED_FROM, unsealed.length - CHECKED_FROM));
  }

  /** Length of the frame that begins there, checked or not; 0 when that is not even a length. */
  static long length(byte[] bytes, int offset, int limit) {
    if (limit - offset < Integer.BYTES) {
      return 0;
    }
    int rest = ByteBuffer.wrap(bytes).getInt(offset);
    return rest < HEADER_BYTES - CHECKED_FROM ? 0 : (long) CHECKED_FROM + rest;
  }

  /** The frame that begins there, or null when it is not complete, or not what was written. */
  static @Nullable Frame parse(byte[] bytes, int offset, int limit) {
    long length = length(bytes, offset, limit);
    if (length == 0 || length > limit - offset) {
      return null;
    }
    int checked = (int) length - CHECKED_FROM;
    ByteBuffer frame = ByteBuffer.wrap(bytes);
    if (frame.getInt(offset + Integer.BYTES) != checksum(bytes, offset + CHECKED_FROM, checked)) {
      return null;
    }
    byte[] body = new byte[(int) length - HEADER_BYTES];
    System.arraycopy(bytes, offset + HEADER_BYTES, body, 0, body.length);
    return new Frame(
        frame.getLong(offset + CHECKED_FROM),
        frame.getLong(offset + CHECKED_FROM + Long.BYTES),
        bytes[offset + HEADER_BYTES - 1],
        body);
  }

  /** Bytes of the frame. */
  int length() {
    return HEADER_BYTES + body.length;
  }

  private static int checksum(byte[] bytes, int offset, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, offset, length);
    return (int) checksum.getValue();
  }
}
