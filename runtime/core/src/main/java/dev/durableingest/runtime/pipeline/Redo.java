package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.checkpoint.CheckpointStore;
import dev.durableingest.runtime.checkpoint.RedoLog;
import dev.durableingest.runtime.deadletter.DeadLetterQueue;
import dev.durableingest.runtime.sink.RecoverableBatch;
import dev.durableingest.runtime.sink.RecoverableSink;
import dev.durableingest.runtime.sink.Sink;
import dev.durableingest.runtime.sink.SinkBatch;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkProvider.Role;
import dev.durableingest.runtime.sink.Verdict;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a commit repeatable where a sink can neither be cut back nor takes the document into its
 * transaction, but refuses a block whose token it knows: the batch is kept, with its token, before
 * it is written, and a run that finds a batch whose document was not saved commits it again, the
 * same bytes under the same token.
 *
 * <p>One record is enough, because one commit is under way at a time. Owned by the pipeline thread.
 */
final class Redo {
  private static final Logger LOGGER = System.getLogger(Redo.class.getName());

  private final Destinations destinations;
  private final Retries retries;
  private final Optional<RedoLog> log;
  private boolean isOpen;

  /** Made after the sinks are recovered. */
  Redo(Destinations destinations, Retries retries) {
    this.destinations = destinations;
    this.retries = retries;
    this.log = destinations.redoLog();
  }

  /**
   * Keeps a sealed batch, if there is a need.
   *
   * @param draft the document that is to be saved when the batch is written
   */
  void log(Batch batch, CheckpointDocument draft) throws SinkException, PipelineFailure {
    if (log.isEmpty() || batch.writesNothing()) {
      return;
    }
    Map<Role, List<ByteBuffer>> parts = new EnumMap<>(Role.class);
    destinations
        .byRole()
        .forEach(
            (role, sink) -> {
              if (batch.part(sink) instanceof RecoverableBatch part && !part.isEmpty()) {
                parts.put(role, part.encoded());
              }
            });
    List<ByteBuffer> record = new RedoRecord(draft, parts, batch.deadLetters()).encode();
    isOpen = true; // also while it is not known whether it was kept
    retries.untilDone(() -> log.get().write(record));
  }

  /** The batch that was kept is committed, or is definitely nowhere. */
  void settle() {
    isOpen = false;
  }

  /**
   * Whether a batch was kept of which a part may be in a sink: then only this batch may be saved
   * under the next revision.
   */
  boolean isOpen() {
    return isOpen;
  }

  /**
   * Commits the batch that an earlier run kept and could not commit. Sinks and dead letters are in
   * line with the document.
   *
   * @param stored the document that is stored
   * @return the document that is stored afterwards
   */
  CheckpointDocument finish(
      CheckpointDocument stored, DeadLetterQueue deadLetters, LeaseGuard lease)
      throws SinkException, PipelineFailure {
    Optional<RedoRecord> found = read();
    if (found.isEmpty() || !found.get().follows(stored)) {
      return stored; // nothing was under way, or it is committed, or an operator has begun anew
    }
    RedoRecord record = found.get();
    CommitSteps steps = new CommitSteps(destinations, deadLetters, retries, lease);
    Batch batch = Batch.again(destinations, parts(record), record.letters());
    retries.untilDone(lease::requireHeld);
    try {
      steps.write(batch, stored);
    } catch (SinkException e) {
      if (!(e.verdict() instanceof Verdict.Split)) {
        throw e;
      }
      // Nothing of it is anywhere, and its events come again: they will be judged one by one.
      LOGGER.log(Level.INFO, "The batch under way at the last end is refused: " + e.getMessage());
      return stored;
    }
    steps.append(batch);
    CheckpointDocument next =
        steps.withEnds(record.document().withLease(stored.epoch(), stored.owner()));
    steps.save(batch, next);
    return next;
  }

  private Optional<RedoRecord> read() throws SinkException, PipelineFailure {
    return log.isEmpty()
        ? Optional.empty()
        : retries.untilAnswered(() -> read(log.get(), destinations.store()));
  }

  private static Optional<RedoRecord> read(RedoLog log, CheckpointStore store)
      throws SinkException {
    Optional<byte[]> bytes = log.read();
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(RedoRecord.decode(bytes.get()));
    } catch (IOException e) {
      throw new SinkException(
          Verdict.STOP,
          "The redo record in "
              + store.description()
              + " is not of this version: run the former one once.",
          e);
    }
  }

  /**
   * Refuses a change of the document while a batch may be written in part that only a run can
   * commit: under another revision or incarnation it would be written a second time.
   *
   * @param stored the document of a store whose lease was just taken
   * @throws SinkException with {@code Stop} then
   */
  static void requireSettled(CheckpointStore store, CheckpointDocument stored)
      throws SinkException {
    Optional<RedoLog> log = store.redoLog();
    if (log.isPresent()
        && read(log.get(), store).filter(record -> record.follows(stored)).isPresent()) {
      throw SinkException.stop(
          "The last run of pipeline '"
              + stored.pipeline()
              + "' ended in the middle of a batch, of which a part may be written. Run the pipeline"
              + " once, so that the batch is committed, and then give this command again.");
    }
  }

  private Map<Sink, SinkBatch> parts(RedoRecord record) throws SinkException {
    Map<Sink, SinkBatch> parts = new HashMap<>();
    for (Map.Entry<Role, Sink> entry : destinations.byRole().entrySet()) {
      List<ByteBuffer> bytes = record.parts().get(entry.getKey());
      SinkBatch part =
          bytes != null && entry.getValue() instanceof RecoverableSink sink
              ? sink.decode(bytes.get(0).array())
              : entry.getValue().newBatch();
      parts.put(entry.getValue(), part);
    }
    return parts;
  }
}
