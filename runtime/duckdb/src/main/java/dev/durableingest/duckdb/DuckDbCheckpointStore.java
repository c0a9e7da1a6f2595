package dev.durableingest.duckdb;

import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.checkpoint.CheckpointStore;
import dev.durableingest.runtime.checkpoint.RedoFile;
import dev.durableingest.runtime.checkpoint.RedoLog;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The checkpoint document in a DuckDB file. The lease is the lock of the file, held from {@link
 * #acquire} to {@link #close}; within a sink its save commits the sink's rows with the document.
 *
 * <p>Because DuckDB lets one process have a file, {@link #peek} during a run works only in the
 * process of that run.
 */
final class DuckDbCheckpointStore implements CheckpointStore {
  private final Database database;
  private final DocumentTable documents;
  private final RedoFile redo;

  DuckDbCheckpointStore(Database database, String pipeline) {
    this.database = database;
    this.documents = new DocumentTable(database, pipeline);
    this.redo = new RedoFile(database.beside(".redo-" + pipeline), database::requireLock);
  }

  @Override
  public String description() {
    return database.toString();
  }

  @Override
  public CheckpointDocument acquire(CheckpointDocument firstRun) throws SinkException {
    database.open();
    try {
      documents.create();
      database.begin();
      if (!documents.raiseEpoch(firstRun.owner())) {
        if (documents.isMarked()) {
          throw documents.lost();
        }
        documents.put(firstRun);
      }
      // The new epoch and owner are durable before anything is read.
      database.commit();
      return documents.read().orElseThrow(documents::lost);
    } catch (SQLException e) {
      throw SqlFailure.using(database, "Taking the lease", e);
    } finally {
      database.rollBack();
    }
  }

  @Override
  public void save(CheckpointDocument next) throws SinkException {
    boolean isSaved;
    try {
      database.begin();
      isSaved = documents.replace(next);
    } catch (SQLException e) {
      // The rows are gone with the document; only who has read it back may write again.
      database.rollBackForReopening();
      throw new SinkException(
          Verdict.REOPEN,
          "Saving the checkpoint in " + database + " failed: " + SqlFailure.firstLine(e),
          e);
    }
    if (!isSaved) {
      database.rollBack();
      throw new SinkException(
          Verdict.FENCED,
          "Revision "
              + next.revision()
              + " of pipeline '"
              + next.pipeline()
              + "' was refused by "
              + database
              + ": another run has taken the lease. This one must stop.",
          null);
    }
    database.commit();
  }

  /** As declared. Nobody else has the file, so what is compared is still there when it is put. */
  @Override
  public void replace(CheckpointDocument next) throws SinkException {
    try {
      database.begin();
      CheckpointDocument before = documents.read().orElseThrow(documents::lost);
      if (!before.admits(next.inIncarnation(before.incarnation()))) {
        throw SinkException.stop(
            "The checkpoint in " + database + " is not the one that was read: try again");
      }
      documents.put(next);
      database.commit();
    } catch (SQLException e) {
      throw SqlFailure.using(database, "Replacing the checkpoint", e);
    } finally {
      database.rollBack();
    }
  }

  @Override
  public CheckpointDocument reread() throws SinkException {
    database.reopen();
    try {
      return documents.read().orElseThrow(documents::lost);
    } catch (SQLException e) {
      throw new SinkException(
          Verdict.RETRY_SAME,
          "The checkpoint in " + database + " cannot be read: " + SqlFailure.firstLine(e),
          e);
    }
  }

  @Override
  public void copy(CheckpointDocument document) throws SinkException {
    database.open();
    try {
      documents.create();
      database.begin();
      documents.put(document);
      database.commit();
    } catch (SQLException e) {
      throw SqlFailure.using(database, "Copying the checkpoint", e);
    } finally {
      database.rollBack();
    }
  }

  @Override
  public Optional<CheckpointDocument> peek() throws SinkException {
    boolean wasOpen = database.isOpen();
    if (!wasOpen && !database.exists()) {
      return Optional.empty();
    }
    database.open();
    try {
      return documents.isCreated() ? documents.read() : Optional.empty();
    } catch (SQLException e) {
      throw SqlFailure.using(database, "Reading the checkpoint", e);
    } finally {
      if (!wasOpen) {
        database.close();
      }
    }
  }

  @Override
  public Optional<RedoLog> redoLog() {
    return Optional.of(redo);
  }

  @Override
  public void close() {
    redo.close();
    database.close();
  }
}
