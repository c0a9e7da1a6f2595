package dev.durableingest.clickhouse;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Bytes in pieces of one size, the last one shorter; grows without moving what is there. */
final class Pieces extends OutputStream {
  private static final int PIECE_BYTES = 128 * 1024;

  private final List<byte[]> full = new ArrayList<>();
  private byte[] last = new byte[PIECE_BYTES];
  private int lastLength;
  private long length;

  @Override
  public void write(int value) {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) {
    int from = offset;
    int left = count;
    while (left > 0) {
      if (lastLength == PIECE_BYTES) {
        full.add(last);
        last = new byte[PIECE_BYTES];
        lastLength = 0;
      }
      int now = Math.min(left, PIECE_BYTES - lastLength);
      System.arraycopy(bytes, from, last, lastLength, now);
      lastLength += now;
      from += now;
      left -= now;
    }
    length += count;
  }

  long length() {
    return length;
  }

  /** Everything, in order; nothing may be written afterwards. */
  List<byte[]> toPieces() {
    List<byte[]> pieces = new ArrayList<>(full);
    pieces.add(lastLength == PIECE_BYTES ? last : Arrays.copyOf(last, lastLength));
    return pieces;
  }
}
