package dev.durableingest.runtime.file;

import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a failed file operation means, and what to do about it. */
public final class FileFailure {
  private static final long FULL_BELOW_BYTES = 64 * 1024;

  // Where the kernel shows itself: nobody can make a file there, and no room is free, ever.
  private static final Set<String> KERNEL_TYPES =
      Set.of("proc", "sysfs", "cgroup", "cgroup2", "debugfs", "securityfs", "tracefs");

  // Said of a path that can never be, as the JDK and an English system say it.
  private static final List<String> NEVER =
      List.of("Operation not permitted", "File name too long", "Too many levels of symbolic");

  private FileFailure() {}

  /**
   * The verdict on a failure that has definitely not had its effect, or whose effect is undone
   * before the next attempt.
   *
   * @param path what was read or written
   */
  public static SinkException of(Path path, IOException failure) {
    if (failure instanceof ClosedChannelException) {
      return new SinkException(
          Verdict.STOP,
          path + " was closed by an interrupt of the thread that writes it: start again",
          failure);
    }
    Verdict verdict = needsSomebody(path, failure) ? Verdict.STOP : Verdict.RETRY_SAME;
    return new SinkException(verdict, describe(path, failure), failure);
  }

  /** Whether waiting does not help: somebody has to change the disk, the owner or the path. */
  private static boolean needsSomebody(Path path, IOException failure) {
    return failure instanceof AccessDeniedException
        || failure instanceof FileAlreadyExistsException
        || failure instanceof NotDirectoryException
        || kernelType(path).isPresent()
        || NEVER.stream().anyMatch(reason(failure)::contains)
        || isReadOnly(path, reason(failure));
  }

  /** The verdict on a file whose force has failed. */
  public static SinkException ofForce(Path path, IOException failure) {
    return new SinkException(
        Verdict.STOP,
        path
            + " could not be forced to the disk ("
            + reason(failure)
            + "); what was written last may be lost, so nothing more is written to it. Check the"
            + " disk, then start again: what no checkpoint knows is cut off and written anew",
        failure);
  }

  /** One line: what is wrong with this file, as far as the system says. */
  public static String describe(Path path, IOException failure) {
    String reason = reason(failure);
    Optional<String> kernelType = kernelType(path);
    if (kernelType.isPresent()) {
      return kernelKeepsNoFiles(path, kernelType.get());
    }
    if (isDiskFull(path, reason)) {
      return "disk full: " + path;
    }
    if (isReadOnly(path, reason)) {
      return path + " cannot be written: its file system is mounted read-only";
    }
    if (failure instanceof AccessDeniedException) {
      return path + " cannot be opened: permission denied; check who owns it";
    }
    if (failure instanceof FileAlreadyExistsException || failure instanceof NotDirectoryException) {
      return path + " cannot be made: a part of its path is a file, and a folder is needed there";
    }
    if (failure instanceof NoSuchFileException) {
      return path + " cannot be opened: it, or its folder, does not exist";
    }
    return path + " cannot be read or written: " + reason;
  }

  private static String reason(IOException failure) {
    String reason =
        failure instanceof FileSystemException detailed
            ? detailed.getReason()
            : failure.getMessage();
    return reason == null || reason.isBlank() ? failure.getClass().getSimpleName() : reason;
  }

  // The system's messages are in the user's language, so the file system is asked as well.
  private static boolean isDiskFull(Path path, String reason) {
    if (reason.contains("No space left") || reason.contains("quota exceeded")) {
      return true;
    }
    FileStore store = store(path);
    try {
      return store != null && !store.isReadOnly() && store.getUsableSpace() < FULL_BELOW_BYTES;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isReadOnly(Path path, String reason) {
    FileStore store = store(path);
    return reason.contains("Read-only file system") || (store != null && store.isReadOnly());
  }

  /** One line: why nothing can be kept in a file system of the kernel's own. */
  static String kernelKeepsNoFiles(Path path, String type) {
    return path
        + " cannot be made: its file system, "
        + type
        + ", shows the kernel and keeps no files; name a folder on a disk";
  }

  /** The type of the file system that a path is or would be on, if it is the kernel's own. */
  static Optional<String> kernelType(Path path) {
    return Optional.ofNullable(store(path)).map(FileStore::type).filter(KERNEL_TYPES::contains);
  }

  private static @Nullable FileStore store(Path path) {
    Path existing = path.toAbsolutePath();
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    try {
      return existing == null ? null : Files.getFileStore(existing);
    } catch (IOException e) {
      return null;
    }
  }
}
