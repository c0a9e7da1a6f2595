package dev.durableingest.runtime.checkpoint.file;

import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.checkpoint.CheckpointStore;
import dev.durableingest.runtime.checkpoint.DocumentException;
import dev.durableingest.runtime.checkpoint.RedoFile;
import dev.durableingest.runtime.checkpoint.RedoLog;
import dev.durableingest.runtime.file.FileFailure;
import dev.durableingest.runtime.file.FileUrl;
import dev.durableingest.runtime.file.FolderLock;
import dev.durableingest.runtime.file.Folders;
import dev.durableingest.runtime.file.LockFile;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the document of one pipeline in {@code DIR/<pipeline>/checkpoint.json}. The lease is a lock
 * on the folder, held until {@link #close}; it has no time in it.
 *
 * <p>The file {@code MARKER} says that there has been a document, so that a lost one is never taken
 * for a first run.
 *
 * <p>Owned by the pipeline thread; {@link #peek} may be called on another store, in any process.
 */
final class FileCheckpointStore implements CheckpointStore {
  private static final String MARKED_PENDING = "The first checkpoint is being written.\n";
  private static final String MARKED_WRITTEN = "A checkpoint was written here.\n";

  private final FileUrl url;
  private final String pipeline;
  private final Path documentFile;
  private final Path copyFile;
  private final Path marker;
  private final RedoFile redo;
  private @Nullable LockFile lock;
  // What is in the file, as far as is known; null before the lease and after an unknown outcome.
  private @Nullable CheckpointDocument stored;

  FileCheckpointStore(FileUrl url, String pipeline) {
    Path folder = url.folder().resolve(pipeline);
    this.url = new FileUrl(folder, url.trustsLocks());
    this.pipeline = pipeline;
    this.documentFile = folder.resolve("checkpoint.json");
    this.copyFile = folder.resolve("copy.json");
    this.marker = folder.resolve("MARKER");
    this.redo = new RedoFile(folder.resolve("redo"), this::requireLease);
  }

  @Override
  public String description() {
    return url.description();
  }

  @Override
  public CheckpointDocument acquire(CheckpointDocument firstRun) throws SinkException {
    if (lock == null) {
      String who = "pipeline '" + pipeline + "'";
      lock = FolderLock.acquire(url.folder(), url.trustsLocks(), "the checkpoints of " + who, who);
    }
    try {
      Optional<CheckpointDocument> found = read(documentFile);
      CheckpointDocument next =
          found.isPresent()
              ? found.get().withLease(found.get().epoch() + 1, firstRun.owner())
              : firstRun.withLease(1, firstRun.owner());
      if (found.isEmpty()) {
        requireNeverWritten();
        Folders.replace(marker, MARKED_PENDING);
      }
      Folders.replace(documentFile, DocumentFile.format(next));
      if (!isMarked(MARKED_WRITTEN)) {
        Folders.replace(marker, MARKED_WRITTEN);
      }
      stored = next;
      return next;
    } catch (IOException e) {
      throw FileFailure.of(documentFile, e);
    }
  }

  @Override
  public void save(CheckpointDocument next) throws SinkException {
    saveAs(next, next.incarnation());
  }

  @Override
  public void replace(CheckpointDocument next) throws SinkException {
    CheckpointDocument before = stored;
    saveAs(next, before == null ? next.incarnation() : before.incarnation());
  }

  /** Saves a document that takes the place of one of this incarnation. */
  private void saveAs(CheckpointDocument next, String incarnation) throws SinkException {
    requireLease();
    CheckpointDocument before = stored;
    if (before == null) {
      throw new SinkException(
          Verdict.REOPEN, "It is not known what " + documentFile + " holds: read it first", null);
    }
    if (!before.admits(next.inIncarnation(incarnation))) {
      throw new SinkException(
          Verdict.FENCED,
          "Checkpoint of pipeline '"
              + pipeline
              + "' refused: revision "
              + next.revision()
              + " of epoch "
              + next.epoch()
              + " does not follow revision "
              + before.revision()
              + " of epoch "
              + before.epoch()
              + " in "
              + documentFile,
          null);
    }
    Path staged = stage(next);
    stored = null;
    try {
      Folders.swapIn(staged, documentFile);
    } catch (IOException e) {
      throw new SinkException(
          Verdict.REOPEN,
          "It is not known whether the checkpoint was saved: "
              + FileFailure.describe(documentFile, e),
          e);
    }
    stored = next;
  }

  /**
   * As declared. What is read is written once more: a name whose force has failed may be gone after
   * a machine crash, and forcing it again would prove nothing.
   */
  @Override
  public CheckpointDocument reread() throws SinkException {
    requireLease();
    stored = null;
    CheckpointDocument found = read(documentFile).orElseThrow(this::lost);
    try {
      Folders.replace(documentFile, DocumentFile.format(found));
    } catch (IOException e) {
      throw FileFailure.of(documentFile, e);
    }
    stored = found;
    return found;
  }

  @Override
  public Optional<RedoLog> redoLog() {
    return Optional.of(redo);
  }

  /** As declared; in a file of its own, so that no run ever takes the copy for the authority. */
  @Override
  public void copy(CheckpointDocument document) throws SinkException {
    try {
      Folders.create(url.folder().toAbsolutePath());
      Folders.replace(copyFile, DocumentFile.format(document));
    } catch (IOException e) {
      throw FileFailure.of(copyFile, e);
    }
  }

  @Override
  public Optional<CheckpointDocument> peek() throws SinkException {
    Optional<CheckpointDocument> found = read(documentFile);
    if (found.isPresent()) {
      return found;
    }
    try {
      requireNeverWritten();
    } catch (IOException e) {
      throw FileFailure.of(marker, e);
    }
    return read(copyFile);
  }

  @Override
  public void close() {
    LockFile held = lock;
    lock = null;
    stored = null;
    redo.close();
    if (held != null) {
      held.close();
    }
  }

  private Path stage(CheckpointDocument next) throws SinkException {
    try {
      return Folders.stage(documentFile, DocumentFile.format(next));
    } catch (IOException e) {
      throw FileFailure.of(documentFile, e);
    }
  }

  private Optional<CheckpointDocument> read(Path file) throws SinkException {
    try {
      Optional<CheckpointDocument> found = DocumentFile.read(file);
      if (found.isPresent() && !found.get().pipeline().equals(pipeline)) {
        throw SinkException.stop(
            file + " is the checkpoint of pipeline '" + found.get().pipeline() + "': move it away");
      }
      return found;
    } catch (DocumentException e) {
      throw new SinkException(
          Verdict.STOP,
          file
              + " is damaged ("
              + e.getMessage()
              + "). Put back a copy of it together with the data of the same moment, or begin anew"
              + " with 'checkpoint reset'",
          e);
    } catch (IOException e) {
      throw FileFailure.of(file, e);
    }
  }

  private void requireLease() throws SinkException {
    LockFile held = lock;
    if (held == null) {
      throw new IllegalStateException("The lease was not acquired");
    }
    if (!held.isHeld()) {
      throw new SinkException(
          Verdict.FENCED,
          "The lock in " + url.folder() + " was removed or replaced: another runner may be at work",
          null);
    }
  }

  private void requireNeverWritten() throws IOException, SinkException {
    // A first run that died before its document was complete has done nothing yet.
    if (Files.exists(marker) && !isMarked(MARKED_PENDING)) {
      throw lost();
    }
  }

  private boolean isMarked(String wanted) throws IOException {
    return Files.exists(marker)
        && Arrays.equals(Files.readAllBytes(marker), wanted.getBytes(StandardCharsets.UTF_8));
  }

  private SinkException lost() {
    return SinkException.stop(
        documentFile
            + " is missing, although one was written. Put it back together with the data of the"
            + " same moment, or begin anew with 'checkpoint reset'");
  }
}
