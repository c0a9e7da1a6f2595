package dev.durableingest.runtime.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A lock that one process holds for its life, by an operating system lock on a file of its own.
 *
 * <p>POSIX drops such a lock when any descriptor of the file is closed in the process. So nothing
 * but this class ever opens a lock file, and this class does not open one that this process holds:
 * it looks by the file's inode, without a descriptor, first. Who holds it stands in a second file,
 * {@code <name>.owner}, which is only for people. The lock file is never deleted.
 *
 * <p>Thread-safe.
 */
public final class LockFile implements AutoCloseable {
  private static final Set<String> DISTRUSTED_TYPES =
      Set.of(
          "9p",
          "afs",
          "beegfs",
          "ceph",
          "cifs",
          "davfs",
          "glusterfs",
          "gpfs",
          "lustre",
          "ncpfs",
          "nfs",
          "nfs4",
          "smb",
          "smb2",
          "smb3",
          "smbfs",
          "vboxsf");

  private static final Pattern PROCESS_ID = Pattern.compile(", process (\\d{1,18}),");

  // Guards the two collections, and with them the step from looking to opening.
  private static final Object PROCESS = new Object();
  private static final Set<Object> HELD = new HashSet<>();
  // Closing one of these, which a garbage collection would do, drops a lock that another class
  // loader of this process holds.
  private static final List<FileChannel> NEVER_CLOSED = new ArrayList<>();

  private final Path path;
  private final Object key;
  private final FileChannel channel;
  private final FileLock lock;
  private boolean isOpen = true;

  private LockFile(Path path, Object key, FileChannel channel, FileLock lock) {
    this.path = path;
    this.key = key;
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
    synchronized (PROCESS) {
      Object existing = key(path);
      if (existing != null && HELD.contains(existing)) {
        return Optional.empty();
      }
      FileChannel channel =
          FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = lock(channel);
      if (lock == null) {
        return Optional.empty();
      }
      Object key = key(path);
      if (key == null || HELD.contains(key)) {
        // Somebody deleted or replaced the file in this very moment: what is locked has no name.
        channel.close();
        return Optional.empty();
      }
      HELD.add(key);
      writeOwner(path, holder);
      return Optional.of(new LockFile(path, key, channel, lock));
    }
  }

  /** Who holds the lock, as far as the file beside it says. */
  public static String holder(Path path) {
    try {
      String owner = Files.readString(ownerFile(path), StandardCharsets.UTF_8).strip();
      return owner.isEmpty() ? "an unknown process" : owner;
    } catch (IOException e) {
      return "an unknown process";
    }
  }

  /**
   * Who holds the lock, as far as can be told without opening it: a process that is alive and says
   * so.
   */
  public static Optional<String> liveHolder(Path path) {
    String holder = holder(path);
    Matcher process = PROCESS_ID.matcher(holder);
    return process.find() && ProcessHandle.of(Long.parseLong(process.group(1))).isPresent()
        ? Optional.of(holder)
        : Optional.empty();
  }

  /**
   * The type of the file system that a folder is on, if locks there are not to be trusted: they may
   * hold on one machine only, or not at all.
   *
   * @param folder an existing folder
   */
  public static Optional<String> distrustedType(Path folder) throws IOException {
    String type = Files.getFileStore(folder).type();
    return isDistrusted(type) ? Optional.of(type) : Optional.empty();
  }

  static boolean isDistrusted(String type) {
    String name = type.toLowerCase(Locale.ROOT);
    return DISTRUSTED_TYPES.contains(name) || name.startsWith("fuse");
  }

  /**
   * Whether this is still the lock that the next process would ask for: it was not closed, and
   * nobody deleted or replaced the file.
   */
  public boolean isHeld() {
    synchronized (PROCESS) {
      return isOpen && lock.isValid() && key.equals(key(path));
    }
  }

  /** Releases the lock; again, does nothing. Never throws. */
  @Override
  public void close() {
    synchronized (PROCESS) {
      if (!isOpen) {
        return;
      }
      isOpen = false;
      try (channel) {
        if (key.equals(key(path))) {
          Files.deleteIfExists(ownerFile(path));
        }
        lock.release();
      } catch (IOException e) {
        // The descriptor is closed in any case, and with it the lock is gone.
      }
      HELD.remove(key);
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        channel.close();
      }
      return lock;
    } catch (OverlappingFileLockException e) {
      NEVER_CLOSED.add(channel);
      return null;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** What tells the file from every other one; null when it does not exist. Opens nothing. */
  private static @Nullable Object key(Path path) {
    try {
      Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
      return key == null ? path.toRealPath() : key;
    } catch (IOException e) {
      return null;
    }
  }

  private static void writeOwner(Path path, String holder) {
    String owner =
        holder
            + ", process "
            + ProcessHandle.current().pid()
            + ", since "
            + Instant.now().truncatedTo(ChronoUnit.SECONDS);
    try {
      Files.writeString(ownerFile(path), owner + "\n", StandardCharsets.UTF_8);
    } catch (IOException e) {
      // The lock holds all the same; whoever is refused is told less. A wrong name is worse.
      ownerFile(path).toFile().delete();
    }
  }

  private static Path ownerFile(Path lockFile) {
    return lockFile.resolveSibling(lockFile.getFileName() + ".owner");
  }
}
