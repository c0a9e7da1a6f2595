package dev.durableingest.runtime.checkpoint;

import dev.durableingest.runtime.sink.SinkException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Keeps the checkpoint document of one pipeline, guarded by a lease.
 *
 * <p>The guard: a save succeeds only if incarnation, epoch and owner equal the stored ones and the
 * stored revision is the saved one minus one, compared and written in one step.
 *
 * <p>Owned by the pipeline thread.
 */
public interface CheckpointStore extends AutoCloseable {

  /** What it is, for people: the URL without secrets. */
  String description();

  /**
   * The lease that {@link #acquire} took, where it runs out unless it is renewed; empty where it
   * lasts as long as the process does.
   */
  default Optional<Lease> lease() {
    return Optional.empty();
  }

  /**
   * Says how to read what another program has left in the place of the document; without it such a
   * thing is refused. Called before {@link #acquire}; a store where no other program writes does
   * not care.
   */
  default void takeOverBy(CheckpointTakeOver translation) {}

  /**
   * Whose checkpoint the first document was made of, in words that go behind a guarantee; empty
   * where it was nobody else's. Known from {@link #acquire} on.
   */
  default Optional<String> takenOver() {
    return Optional.empty();
  }

  /** What it still has after a machine crash; known from {@link #acquire} on. */
  default StoreDurability durability() {
    return StoreDurability.SYNCED;
  }

  /**
   * Takes the lease: makes a new epoch and this owner durable, then reads the document. On the
   * first run ever, makes and saves document {@code firstRun}, which has revision 0. Never takes a
   * lost, damaged or foreign document for a first run.
   *
   * @param firstRun the document of a first run, complete but for its epoch
   * @return the stored document, with the new epoch and the owner of {@code firstRun}
   * @throws SinkException with {@link dev.durableingest.runtime.sink.Verdict.InUse} when the lease
   *     is held (the message says by whom); with {@code Stop} when the document is lost or damaged;
   *     with {@code RetrySame} when the store cannot be reached
   */
  CheckpointDocument acquire(CheckpointDocument firstRun) throws SinkException;

  /**
   * Saves the next document.
   *
   * @throws SinkException with {@code Fenced} when the guard refused; with {@code Reopen} when it
   *     is unknown whether the document was saved: ask {@link #reread}; with {@code RetrySame} when
   *     it definitely was not
   */
  void save(CheckpointDocument next) throws SinkException;

  /**
   * Replaces the document because an operator says so; guarded like {@link #save}, but for the
   * incarnation, which is a new one.
   *
   * @throws SinkException as {@link #save}; with {@code Stop} where the store cannot do so
   */
  default void replace(CheckpointDocument next) throws SinkException {
    throw SinkException.stop(
        "The checkpoint in "
            + description()
            + " cannot be set or reset. Take another --pipeline-id to begin anew.");
  }

  /**
   * Opens anew after an unknown outcome and reads the stored document. Whatever transaction was
   * open is gone.
   *
   * @throws SinkException with {@code RetrySame} when it cannot be read now
   */
  CheckpointDocument reread() throws SinkException;

  /**
   * Where the record is kept from which a commit can be repeated: guarded by the same lease, and as
   * durable as the document.
   *
   * @return empty where this store keeps none
   */
  default Optional<RedoLog> redoLog() {
    return Optional.empty();
  }

  /**
   * Keeps a copy of a document whose authority is another store. Not guarded.
   *
   * @throws SinkException when it cannot be written
   */
  void copy(CheckpointDocument document) throws SinkException;

  /**
   * Reads the document without taking the lease, also while a run holds it.
   *
   * @throws SinkException when it cannot be read
   */
  Optional<CheckpointDocument> peek() throws SinkException;

  /**
   * Where the holder of the lease says how it can be asked, for other commands on this machine; see
   * {@link OwnerFile}. Empty where the store is no place on this machine.
   */
  default Optional<Path> ownerFile() {
    return Optional.empty();
  }

  /** Releases the lease and everything else. Never throws. */
  @Override
  void close();
}
