package dev.durableingest.runtime.journal;

import dev.durableingest.runtime.file.SegmentStore;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * Segments of a machine that may crash: what was not forced is gone then. A process that dies takes
 * nothing with it.
 */
final class ForgetfulSegments implements SegmentStore {
  private final TreeMap<Long, Content> segments = new TreeMap<>();
  private long newest = -1;

  private static final class Content {
    private byte[] bytes = {};
    private int forced;
  }

  /** The process dies: the next one made none of the segments. */
  ForgetfulSegments afterProcessCrash() {
    newest = -1;
    return this;
  }

  /** The machine dies. */
  ForgetfulSegments afterMachineCrash() {
    segments
        .values()
        .forEach(content -> content.bytes = Arrays.copyOf(content.bytes, content.forced));
    return afterProcessCrash();
  }

  @Override
  public String description() {
    return "memory";
  }

  @Override
  public String identity() {
    return "forgetful";
  }

  @Override
  public List<Long> segments() {
    return List.copyOf(segments.keySet());
  }

  @Override
  public String name(long segment) {
    return "segment " + segment;
  }

  @Override
  public long length(long segment) {
    return content(segment).bytes.length;
  }

  @Override
  public int read(long segment, long offset, byte[] into) {
    byte[] bytes = content(segment).bytes;
    int length = (int) Math.max(0, Math.min(into.length, bytes.length - offset));
    System.arraycopy(bytes, (int) Math.min(offset, bytes.length), into, 0, length);
    return length;
  }

  @Override
  public void create(long segment) {
    force();
    segments.put(segment, new Content());
    newest = segment;
  }

  @Override
  public void append(byte[] bytes) {
    Content content = content(newest);
    ByteArrayOutputStream longer = new ByteArrayOutputStream();
    longer.writeBytes(content.bytes);
    longer.writeBytes(bytes);
    content.bytes = longer.toByteArray();
  }

  @Override
  public void force() {
    if (newest >= 0) {
      content(newest).forced = content(newest).bytes.length;
    }
  }

  @Override
  public void cutBack(long segment, long length) {
    Content content = content(segment);
    content.bytes = Arrays.copyOf(content.bytes, (int) length);
    content.forced = segment == newest ? Math.min(content.forced, (int) length) : (int) length;
  }

  @Override
  public void delete(long segment) {
    segments.remove(segment);
  }

  @Override
  public boolean isHeld() {
    return true;
  }

  @Override
  public boolean isBroken() {
    return false;
  }

  @Override
  public void close() {}

  private Content content(long segment) {
    Content content = segments.get(segment);
    if (content == null) {
      throw new IllegalArgumentException("No segment " + segment);
    }
    return content;
  }
}
