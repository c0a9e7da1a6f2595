package dev.durableingest.runtime.deadletter;

import dev.durableingest.runtime.checkpoint.CheckpointDocument.DeadLetters;
import dev.durableingest.runtime.checkpoint.GapHistory;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkPosition;
import java.util.List;

/** Where dead letters are kept. Owned by the pipeline thread. */
public interface DeadLetterQueue extends AutoCloseable {

  /**
   * Cuts off what the document does not know: its events come again.
   *
   * @throws SinkException with {@code Stop} when these are not the letters that it speaks of
   */
  void recover(DeadLetters recorded) throws SinkException;

  /**
   * Makes letters durable. After an exception nothing of them is left, or is cut off before the
   * next attempt.
   *
   * @throws SinkException with what to do about it; the events may not pass
   */
  void append(List<DeadLetter> letters) throws SinkException;

  /**
   * Makes durable what was done with letters. After an exception nothing of it is left, or is cut
   * off before the next attempt.
   *
   * @throws SinkException with what to do about it
   */
  default void mark(List<DeadLetterMark> marks) throws SinkException {
    throw SinkException.stop("These dead letters cannot be marked");
  }

  /**
   * The document of what was appended and marked is saved: for those who can take nothing back, and
   * so make marks durable only now. A crash before leaves the letter to be dealt with again.
   *
   * @throws SinkException with what to do about it
   */
  default void documentSaved() throws SinkException {}

  /** Where the letters end; goes into the next document. */
  SinkPosition position();

  /** Where closed gaps are noted: beside the letters, and closed with them; or nowhere. */
  default GapHistory gapHistory() {
    return GapHistory.none();
  }

  /** Releases everything. Never throws. */
  @Override
  void close();
}
