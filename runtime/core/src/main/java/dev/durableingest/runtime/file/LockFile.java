package dev.durableingest.runtime.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A lock that one process holds for its life, by an operating system lock on a file of its own.
 *
 * <p>POSIX drops such a lock when any descriptor of the file is closed in the process, so nothing
 * but this class ever opens a lock file. Who holds it stands in a second file, {@code
 * <name>.owner}, which is only for people. The lock file is never deleted.
 */
public final class LockFile implements AutoCloseable {
  private final FileChannel channel;
  private final FileLock lock;
  private final AtomicBoolean open = new AtomicBoolean(true);

  private LockFile(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Takes the lock, or says that somebody else has it.
   *
   * @param path the lock file; made where it is absent, with its folders
   * @param holder who takes it, for people: "pipeline 'coinbase'"
   * @return empty when it is held, by this process or another
   * @throws IOException when the file cannot be made or opened
   */
  public static Optional<LockFile> tryAcquire(Path path, String holder) throws IOException {
    Folders.create(path.toAbsolutePath().getParent());
    FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Held by this very process, and closing this descriptor would drop that lock: leave it open.
      return Optional.empty();
    }
    if (lock == null) {
      channel.close();
      return Optional.empty();
    }
    String owner = holder + ", process " + ProcessHandle.current().pid() + ", since ";
    Files.writeString(ownerFile(path), owner + Instant.now() + "\n", StandardCharsets.UTF_8);
    return Optional.of(new LockFile(channel, lock));
  }

  /** Who holds the lock, as far as the file beside it says. */
  public static String holder(Path path) {
    try {
      return Files.readString(ownerFile(path), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "an unknown process";
    }
  }

  /** Releases the lock; again, does nothing. Never throws. */
  @Override
  public void close() {
    if (open.compareAndSet(true, false)) {
      try (channel) {
        lock.release();
      } catch (IOException e) {
        // The descriptor is closed in any case, and with it the lock is gone.
      }
    }
  }

  private static Path ownerFile(Path lockFile) {
    return lockFile.resolveSibling(lockFile.getFileName() + ".owner");
  }
}
