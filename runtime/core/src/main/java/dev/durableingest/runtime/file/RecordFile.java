package dev.durableingest.runtime.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A file that holds one record, which the next one overwrites in place: a write that adds nothing
 * to the file costs one force of its data. A record that was not written to its end is told by its
 * checksum, and is none.
 *
 * <p>Owned by one thread, which must not be interrupted.
 */
public final class RecordFile implements AutoCloseable {
  private static final long MAGIC = 0x4449_5245_444f_3031L; // DIREDO01
  private static final int HEAD_BYTES = 2 * Long.BYTES + Integer.BYTES;
  // The JDK keeps a direct buffer as large as the largest write of a thread.
  private static final int WRITE_BYTES_MAX = 256 * 1024;

  private final Path path;
  private @Nullable FileChannel channel;

  /** A file that is opened, and made where it is absent, with the first write. */
  public RecordFile(Path path) {
    this.path = path;
  }

  /** The file. */
  public Path path() {
    return path;
  }

  /**
   * Puts a record in place of the one before, and forces it.
   *
   * @param record the bytes of the record, in order; the buffers are read to their ends
   * @throws IOException when it failed; there may be no record then. The next write makes a new
   *     file: after a failed force nothing can be said of the old one
   */
  public void write(List<ByteBuffer> record) throws IOException {
    boolean isDone = false;
    try {
      FileChannel out = open();
      out.position(0);
      writeFully(out, head(record));
      for (ByteBuffer part : record) {
        writeFully(out, part);
      }
      out.force(false);
      isDone = true;
    } finally {
      if (!isDone) {
        abandon();
      }
    }
  }

  /**
   * Reads the record.
   *
   * @return empty where there is none, or none that was written to its end
   */
  public Optional<byte[]> read() throws IOException {
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    try (FileChannel in = FileChannel.open(path, StandardOpenOption.READ)) {
      ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES);
      readFully(in, head);
      if (head.hasRemaining() || head.flip().getLong() != MAGIC) {
        return Optional.empty();
      }
      long length = head.getLong();
      if (length < 0 || length > in.size() - HEAD_BYTES) {
        return Optional.empty();
      }
      ByteBuffer record = ByteBuffer.allocate(Math.toIntExact(length));
      readFully(in, record);
      CRC32C checksum = new CRC32C();
      checksum.update(record.flip());
      return (int) checksum.getValue() == head.getInt()
          ? Optional.of(record.array())
          : Optional.empty();
    }
  }

  /** Releases the file. Never throws. */
  @Override
  public void close() {
    FileChannel open = channel;
    channel = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // Everything that matters is forced.
      }
    }
  }

  private FileChannel open() throws IOException {
    FileChannel open = channel;
    if (open == null) {
      Folders.create(path.toAbsolutePath().getParent());
      open = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channel = open;
      Folders.force(path.toAbsolutePath().getParent());
    }
    return open;
  }

  private void abandon() {
    close();
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // The next write says so, too.
    }
  }

  private static ByteBuffer head(List<ByteBuffer> record) {
    CRC32C checksum = new CRC32C();
    long length = 0;
    for (ByteBuffer part : record) {
      length += part.remaining();
      checksum.update(part.duplicate());
    }
    return ByteBuffer.allocate(HEAD_BYTES)
        .putLong(MAGIC)
        .putLong(length)
        .putInt((int) checksum.getValue())
        .flip();
  }

  private static void writeFully(FileChannel out, ByteBuffer part) throws IOException {
    int end = part.limit();
    while (part.position() < end) {
      part.limit(Math.min(end, part.position() + WRITE_BYTES_MAX));
      out.write(part);
    }
  }

  private static void readFully(FileChannel in, ByteBuffer into) throws IOException {
    while (into.hasRemaining() && in.read(into) >= 0) {
      // Once more.
    }
  }
}
