package dev.durableingest.testkit.world;

import dev.durableingest.testkit.schedule.Choices;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The bytes of a journal's segments, of which the first so many would survive the machine. */
public final class JournalDisk {
  /** Bytes before the first frame of a segment. */
  private static final int MAGIC_BYTES = 8;

  /** Where a frame has its number; its length stands first and does not count itself. */
  private static final int SEQUENCE_AT = 8;

  private final TreeMap<Long, Bytes> segments = new TreeMap<>();

  private static final class Bytes {
    private byte[] content = new byte[0];
    private int forced;
  }

  /** The numbers of the segments there are, ascending. */
  public List<Long> numbers() {
    return new ArrayList<>(segments.keySet());
  }

  /** Bytes of a segment. */
  public long length(long number) throws IOException {
    return of(number).content.length;
  }

  /** Bytes of all segments. */
  public long bytes() {
    return segments.values().stream().mapToLong(bytes -> bytes.content.length).sum();
  }

  /** Reads bytes of a segment; returns how many. */
  public int read(long number, long offset, byte[] into) throws IOException {
    byte[] content = of(number).content;
    int length = (int) Math.max(0, Math.min(into.length, content.length - offset));
    System.arraycopy(content, (int) Math.min(offset, content.length), into, 0, length);
    return length;
  }

  /** Makes a segment, whose name is durable. */
  public void create(long number) {
    segments.put(number, new Bytes());
  }

  /** Appends to a segment. */
  public void append(long number, byte[] more, int length) throws IOException {
    Bytes bytes = of(number);
    byte[] longer = Arrays.copyOf(bytes.content, bytes.content.length + length);
    System.arraycopy(more, 0, longer, bytes.content.length, length);
    bytes.content = longer;
  }

  /** Makes a segment survive the machine. */
  public void force(long number) throws IOException {
    of(number).forced = of(number).content.length;
  }

  /** Cuts a segment back. */
  public void cutBack(long number, long length) throws IOException {
    Bytes bytes = of(number);
    bytes.content = Arrays.copyOf(bytes.content, (int) length);
    bytes.forced = Math.min(bytes.forced, (int) length);
  }

  /** Deletes a segment. */
  public void delete(long number) {
    segments.remove(number);
  }

  /** The machine dies; the kernel has written so many of the bytes that were not forced. */
  public void loseUnforced(Choices choices) {
    for (Bytes bytes : segments.values()) {
      int unforced = bytes.content.length - bytes.forced;
      if (unforced > 0) {
        int kept = choices.pick(3) * unforced / 2;
        bytes.content = Arrays.copyOf(bytes.content, bytes.forced + kept);
        bytes.forced = bytes.content.length;
      }
    }
  }

  /** Removes the frames up to this number, as somebody does who takes them for handled. */
  public void dropUpTo(long sequence) {
    for (Map.Entry<Long, Bytes> segment : segments.entrySet()) {
      byte[] content = segment.getValue().content;
      int from = Math.min(MAGIC_BYTES, content.length);
      while (from + SEQUENCE_AT + Long.BYTES <= content.length
          && ByteBuffer.wrap(content).getLong(from + SEQUENCE_AT) <= sequence) {
        from += ByteBuffer.wrap(content).getInt(from) + SEQUENCE_AT;
      }
      remove(segment.getValue(), Math.min(from, content.length));
    }
  }

  /** Removes the oldest frame there is, as somebody does who needs its room. */
  public void dropOldest() {
    for (Bytes bytes : segments.values()) {
      if (bytes.content.length > MAGIC_BYTES) {
        int frame = ByteBuffer.wrap(bytes.content).getInt(MAGIC_BYTES) + SEQUENCE_AT;
        remove(bytes, Math.min(bytes.content.length, MAGIC_BYTES + frame));
        return;
      }
    }
  }

  private static void remove(Bytes bytes, int end) {
    int magic = Math.min(MAGIC_BYTES, bytes.content.length);
    byte[] shorter = Arrays.copyOf(bytes.content, magic + bytes.content.length - end);
    System.arraycopy(bytes.content, end, shorter, magic, bytes.content.length - end);
    bytes.forced = Math.max(0, bytes.forced - (end - magic));
    bytes.content = shorter;
  }

  private Bytes of(long number) throws IOException {
    Bytes bytes = segments.get(number);
    if (bytes == null) {
      throw new IOException("There is no segment " + number);
    }
    return bytes;
  }
}
