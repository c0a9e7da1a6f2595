package dev.durableingest.runtime.file;

import dev.durableingest.runtime.sink.SinkException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Segments as files of a folder that this process has to itself. Files are written by a source's
 * threads, which are interrupted, and an interrupt closes a {@code FileChannel}; so this is the one
 * place that uses none.
 */
public final class SegmentFolder implements SegmentStore {
  private static final Pattern NAME = Pattern.compile("0(\\d{19})\\.journal");

  private final Path folder;
  private final LockFile lock;
  // Held while the file is forced or replaced, never while it is appended to.
  private final Object forcing = new Object();
  private volatile @Nullable Segment newest;
  private volatile boolean isBroken;

  private SegmentFolder(Path folder, LockFile lock) {
    this.folder = folder;
    this.lock = lock;
  }

  private record Segment(long number, RandomAccessFile file) {}

  /**
   * Takes the folder; touches no data.
   *
   * @param what its use, for people
   * @param holder who takes it, for people
   * @throws SinkException with {@code Stop} when somebody else has the folder
   */
  public static SegmentFolder open(FileUrl url, String what, String holder) throws SinkException {
    LockFile lock = FolderLock.acquire(url.folder(), url.trustsLocks(), what, holder);
    return new SegmentFolder(url.folder(), lock);
  }

  @Override
  public String description() {
    return folder.toString();
  }

  @Override
  public String identity() throws IOException {
    Path file = folder.resolve(".identity");
    if (!Files.exists(file)) {
      Folders.replace(file, UUID.randomUUID() + "\n");
    }
    return Files.readString(file, StandardCharsets.UTF_8).strip();
  }

  @Override
  public List<Long> segments() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> NAME.matcher(file.getFileName().toString()))
          .filter(Matcher::matches)
          .map(name -> Long.valueOf(name.group(1)))
          .sorted()
          .toList();
    }
  }

  @Override
  public String name(long segment) {
    return path(segment).toString();
  }

  @Override
  public long length(long segment) throws IOException {
    return Files.size(path(segment));
  }

  @Override
  public int read(long segment, long offset, byte[] into) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path(segment).toFile(), "r")) {
      file.seek(offset);
      int length = 0;
      int more;
      while (length < into.length && (more = file.read(into, length, into.length - length)) > 0) {
        length += more;
      }
      return length;
    }
  }

  @Override
  public void create(long segment) throws IOException {
    requireUsable();
    synchronized (forcing) {
      Segment before = newest;
      if (before != null) {
        sync(before);
      }
      Path path = path(segment);
      RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
      try {
        file.setLength(0);
        Folders.force(folder.toAbsolutePath());
      } catch (IOException e) {
        file.close();
        Files.deleteIfExists(path);
        throw e;
      }
      newest = new Segment(segment, file);
      if (before != null) {
        before.file().close();
      }
    }
  }

  @Override
  public void append(byte[] bytes) throws IOException {
    requireUsable();
    Segment target = newest;
    if (target == null) {
      throw new IllegalStateException("No segment was made");
    }
    target.file().write(bytes);
  }

  @Override
  public void force() throws IOException {
    requireUsable();
    synchronized (forcing) {
      Segment target = newest;
      if (target != null) {
        sync(target);
      }
    }
  }

  @Override
  public void cutBack(long segment, long length) throws IOException {
    requireUsable();
    Segment target = newest;
    if (target != null && target.number() == segment) {
      target.file().setLength(length);
      target.file().seek(length);
      return;
    }
    try (AppendFile file = AppendFile.open(path(segment), length)) {
      isBroken = true; // unless the force answers
      file.force();
      isBroken = false;
    }
  }

  @Override
  public void delete(long segment) throws IOException {
    Segment target = newest;
    if (target != null && target.number() == segment) {
      synchronized (forcing) {
        newest = null;
        target.file().close();
      }
    }
    Files.deleteIfExists(path(segment));
  }

  @Override
  public boolean isHeld() {
    return lock.isHeld();
  }

  @Override
  public boolean isBroken() {
    return isBroken;
  }

  @Override
  public void close() {
    synchronized (forcing) {
      Segment target = newest;
      newest = null;
      if (target != null) {
        try {
          target.file().close();
        } catch (IOException e) {
          // What was appended is with the system; only a force could promise more.
        }
      }
    }
    lock.close();
  }

  /** After a failed force nobody knows what is there: nothing is written from then on. */
  private void sync(Segment segment) throws IOException {
    try {
      segment.file().getFD().sync();
    } catch (IOException e) {
      isBroken = true;
      throw e;
    }
  }

  private void requireUsable() throws IOException {
    if (isBroken) {
      throw new IOException("An earlier force of a file in " + folder + " failed");
    }
  }

  private Path path(long segment) {
    return folder.resolve(String.format(Locale.ROOT, "%020d.journal", segment));
  }
}
