package dev.durableingest.runtime.deadletter;

import dev.durableingest.runtime.checkpoint.CheckpointDocument.DeadLetters;
import dev.durableingest.runtime.checkpoint.GapHistory;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkPosition;
import java.util.List;

/** Dead letters that are kept in one place and told in another. Owned by the pipeline thread. */
public final class CopiedDeadLetters implements DeadLetterQueue {
  private final DeadLetterQueue kept;
  private final DeadLetterCopy copy;

  /**
   * @param kept what keeps them, and is asked when they are read
   * @param copy what they are told to as well
   */
  public CopiedDeadLetters(DeadLetterQueue kept, DeadLetterCopy copy) {
    this.kept = kept;
    this.copy = copy;
  }

  @Override
  public void recover(DeadLetters recorded) throws SinkException {
    kept.recover(recorded);
  }

  @Override
  public void append(List<DeadLetter> letters) throws SinkException {
    kept.append(letters);
    if (!letters.isEmpty()) {
      copy.append(letters);
    }
  }

  @Override
  public void mark(List<DeadLetterMark> marks) throws SinkException {
    kept.mark(marks);
  }

  @Override
  public void documentSaved() throws SinkException {
    kept.documentSaved();
  }

  @Override
  public SinkPosition position() {
    return kept.position();
  }

  @Override
  public GapHistory gapHistory() {
    return kept.gapHistory();
  }

  @Override
  public void close() {
    copy.close();
    kept.close();
  }
}
