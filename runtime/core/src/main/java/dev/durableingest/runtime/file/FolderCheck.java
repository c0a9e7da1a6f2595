package dev.durableingest.runtime.file;

import dev.durableingest.runtime.sink.Finding;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Looks at a folder that a run would write to, and leaves it as it is. */
public final class FolderCheck {
  private static final long MEBIBYTE = 1L << 20;
  private static final long TOO_LITTLE_BYTES = 16 * MEBIBYTE;

  private FolderCheck() {}

  /**
   * Whether a run could keep its files there.
   *
   * @param what the folder's use, for people
   * @param url where the folder is and whether locks are trusted there
   */
  public static Finding of(String what, FileUrl url) {
    Path folder = url.folder().toAbsolutePath();
    Path existing = folder;
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (existing == null || !Files.isDirectory(existing)) {
      return Finding.fails(what, existing + " is a file, and a folder is needed there");
    }
    Optional<String> kernelType = FileFailure.kernelType(existing);
    if (kernelType.isPresent()) {
      return Finding.fails(what, FileFailure.kernelKeepsNoFiles(folder, kernelType.get()));
    }
    if (!Files.isWritable(existing)) {
      return Finding.fails(what, existing + " cannot be written by this user: check who owns it");
    }
    try {
      Optional<String> type =
          url.trustsLocks() ? Optional.empty() : LockFile.distrustedType(existing);
      if (type.isPresent()) {
        return Finding.fails(what, FolderLock.distrusted(folder, what, type.get()));
      }
      FileStore store = Files.getFileStore(existing);
      if (store.isReadOnly()) {
        return Finding.fails(what, folder + " is on a file system that is mounted read-only");
      }
      if (store.getUsableSpace() < TOO_LITTLE_BYTES) {
        return Finding.fails(what, "disk full: " + free(store) + " at " + folder);
      }
      Optional<String> holder = LockFile.liveHolder(folder.resolve("LOCK"));
      if (holder.isPresent()) {
        return Finding.weak(what, url.folder() + " is in use by " + holder.get());
      }
      String state = existing.equals(folder) ? " can be written" : " can be made";
      return Finding.ok(what, url.folder() + state + ", " + free(store) + "; forced to the disk");
    } catch (IOException e) {
      return Finding.fails(what, FileFailure.describe(folder, e));
    }
  }

  private static String free(FileStore store) throws IOException {
    return String.format(Locale.ROOT, "%,d MiB free", store.getUsableSpace() / MEBIBYTE);
  }
}
