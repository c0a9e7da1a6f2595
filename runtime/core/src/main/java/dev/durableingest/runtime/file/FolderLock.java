package dev.durableingest.runtime.file;

import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Takes a folder for one process, by the file {@code LOCK} in it. */
public final class FolderLock {
  private FolderLock() {}

  /**
   * Makes the folder where it is absent, and takes it.
   *
   * @param folder the folder
   * @param trustsLocks whether locks are relied upon on any file system
   * @param what the folder's use, for people: "stream 'ticker'"
   * @param holder who takes it, for people: "pipeline 'coinbase'"
   * @throws SinkException with {@code InUse} when somebody has it; with {@code Stop} when locks are
   *     not to be trusted there; with {@code RetrySame} when it cannot be made
   */
  public static LockFile acquire(Path folder, boolean trustsLocks, String what, String holder)
      throws SinkException {
    Path file = folder.resolve("LOCK");
    try {
      Folders.create(folder.toAbsolutePath());
      Optional<String> type =
          trustsLocks ? Optional.empty() : LockFile.distrustedType(folder.toAbsolutePath());
      if (type.isPresent()) {
        throw SinkException.stop(distrusted(folder, what, type.get()));
      }
      Optional<LockFile> lock = LockFile.tryAcquire(file, holder);
      if (lock.isEmpty()) {
        throw new SinkException(
            Verdict.IN_USE,
            "The folder of " + what + ", " + folder + ", is in use by " + LockFile.holder(file),
            null);
      }
      return lock.get();
    } catch (IOException e) {
      throw FileFailure.of(file, e);
    }
  }

  static String distrusted(Path folder, String what, String type) {
    return "The folder of "
        + what
        + ", "
        + folder
        + ", is on a file system of type "
        + type
        + ", where a lock may not keep a second machine out. Use a local disk; or add"
        + " ?locks=trusted to the URL, if no other machine will ever write there";
  }
}
