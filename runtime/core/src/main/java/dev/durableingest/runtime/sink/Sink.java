package dev.durableingest.runtime.sink;

import dev.durableingest.runtime.wiring.SinkTarget;
import java.util.Map;

/**
 * One opened destination of a pipeline: all its streams or all its tables behind one URL.
 *
 * <p>Owned by the pipeline thread; only {@link #close} may come from another one, when the pipeline
 * thread is dead.
 */
public interface Sink extends AutoCloseable {

  /** What it is, for people: the URL without secrets. */
  String description();

  /** By which means it can be brought in line with the document. */
  SinkKind kind();

  /**
   * By which means one stream or table can be brought in line; differs from {@link #kind} where a
   * destination treats some of them differently. Asked after {@link #recover}.
   */
  default SinkKind kind(SinkTarget target) {
    return kind();
  }

  /**
   * Brings the destination in line with the document: creates what is missing, compares what is
   * there, cuts back what the document does not know. Called once, before the first {@link #write}.
   *
   * @param recorded the positions in the document, by sink name; a sink that is not in it is new
   * @throws SinkException with {@link Verdict.Stop} when the destination is not the one the
   *     document speaks of, or cannot hold the records
   */
  void recover(Map<String, SinkPosition> recorded) throws SinkException;

  /** A new, empty batch. Several may exist; they are written one after the other. */
  SinkBatch newBatch();

  /**
   * Makes the records of a batch durable; for a {@link TransactionalSink}, writes them into a
   * transaction that saving the document commits. After an exception the same batch may be written
   * again: the sink first removes what the failed attempt left.
   *
   * @throws SinkException with what to do about it
   */
  void write(SinkBatch batch) throws SinkException;

  /**
   * Takes back the batch that was written last and whose document was not saved, because another
   * sink has definitely refused its part. Only asked of sinks that are {@link
   * SinkKind#TRANSACTIONAL} or {@link SinkKind#UNDO}.
   *
   * @throws SinkException with what to do about it; asking again is harmless
   */
  default void undo() throws SinkException {
    throw new UnsupportedOperationException(description() + " cannot take back what it took");
  }

  /** Where everything written so far ends, by sink name; goes into the next document. */
  Map<String, SinkPosition> positions();

  /**
   * The document that records {@link #positions} is saved. Must not fail and must not take long:
   * for those who wait to read what is committed.
   */
  default void documentSaved() {}

  /** Releases everything; nothing that was not written is written. Never throws. */
  @Override
  void close();
}
