package dev.durableingest.runtime.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that is appended to, forced, and cut back.
 *
 * <p>After a failed {@link #force} the kernel may have dropped the pages and the next force would
 * say that all is well: so the file is broken from then on, and every call says so. It is broken,
 * too, when an interrupt of its thread has closed it.
 *
 * <p>Owned by one thread, which must not be interrupted.
 */
public final class AppendFile implements AutoCloseable {
  // The JDK keeps a direct buffer as large as the largest write of a thread.
  private static final int WRITE_BYTES_MAX = 256 * 1024;

  private final Path path;
  private final FileChannel channel;
  private long length;
  private boolean broken;

  private AppendFile(Path path, FileChannel channel, long length) {
    this.path = path;
    this.channel = channel;
    this.length = length;
  }

  /**
   * Opens a file, made where it is absent, and cuts it to this length. A file that was made and
   * whose name could not be forced is removed again.
   *
   * @throws IOException when it cannot be opened, or is shorter than this
   */
  public static AppendFile open(Path path, long length) throws IOException {
    boolean isNew = !Files.exists(path);
    FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.size() < length) {
        throw new IOException(
            path + " has " + channel.size() + " bytes, but " + length + " are recorded");
      }
      if (channel.size() > length) {
        channel.truncate(length);
        channel.force(true);
      }
      channel.position(length);
      if (isNew) {
        Folders.force(path.toAbsolutePath().getParent());
      }
      return new AppendFile(path, channel, length);
    } catch (IOException e) {
      channel.close();
      if (isNew) {
        Files.deleteIfExists(path);
      }
      throw e;
    }
  }

  /** Appends bytes; they survive a process crash when this returns, a machine crash when forced. */
  public void append(byte[] bytes) throws IOException {
    append(ByteBuffer.wrap(bytes));
  }

  /**
   * Appends the remaining bytes of a buffer.
   *
   * @throws IOException when it failed; a part of the bytes may be there: {@link #cutBackTo} the
   *     length before
   */
  public void append(ByteBuffer bytes) throws IOException {
    requireUsable();
    int end = bytes.limit();
    try {
      while (bytes.position() < end) {
        bytes.limit(Math.min(end, bytes.position() + WRITE_BYTES_MAX));
        length += channel.write(bytes);
      }
    } catch (ClosedChannelException e) {
      broken = true;
      throw e;
    } finally {
      bytes.limit(end);
    }
  }

  /** Makes everything appended so far survive a machine crash. */
  public void force() throws IOException {
    requireUsable();
    try {
      channel.force(false);
    } catch (IOException e) {
      broken = true;
      throw e;
    }
  }

  /** Cuts the file back to a length it has had. */
  public void cutBackTo(long wanted) throws IOException {
    requireUsable();
    channel.truncate(wanted);
    channel.position(wanted);
    length = wanted;
  }

  /** Length of the file, in bytes. */
  public long length() {
    return length;
  }

  /** Whether nothing can be said of this file any more, and nothing is written to it. */
  public boolean isBroken() {
    return broken;
  }

  /** The file. */
  public Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private void requireUsable() throws IOException {
    if (broken) {
      throw new IOException("An earlier force of " + path + " failed; nothing is written to it");
    }
  }
}
