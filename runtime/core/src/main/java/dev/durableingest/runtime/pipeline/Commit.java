package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.Gap;
import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.sink.SinkException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A closed batch, what the document is to say of it, and what became of both. The document was
 * drafted when the batch was closed, so that it says exactly what the batch holds, whatever is
 * handled while it is committed. Carried out by one thread, made and read by the pipeline thread.
 */
final class Commit {
  private final Batch batch;
  private final CheckpointDocument before;
  private final CheckpointDocument draft;
  private final List<Gap> closedGaps;
  private @Nullable CheckpointDocument saved;
  private @Nullable Throwable failure;

  /**
   * @param before the document that is stored
   * @param draft the one that follows it, but for where sinks and dead letters will end
   * @param closedGaps the gaps that the events of the batch have closed
   */
  Commit(
      Batch batch, CheckpointDocument before, CheckpointDocument draft, List<Gap> closedGaps) {
    this.batch = batch;
    this.before = before;
    this.draft = draft;
    this.closedGaps = closedGaps;
  }

  Batch batch() {
    return batch;
  }

  CheckpointDocument before() {
    return before;
  }

  CheckpointDocument draft() {
    return draft;
  }

  List<Gap> closedGaps() {
    return closedGaps;
  }

  /** Its document is durable. */
  void save(CheckpointDocument document) {
    saved = document;
  }

  /** The document that was saved; null when none was. */
  @Nullable CheckpointDocument saved() {
    return saved;
  }

  /** It did not get to its end. */
  void fail(Throwable cause) {
    failure = cause;
  }

  /**
   * Says on the pipeline thread how it ended.
   *
   * @throws SinkException with {@code Split} when a sink has definitely refused its part; then
   *     nothing of the batch is anywhere
   */
  void requireDone() throws SinkException, PipelineFailure {
    Throwable cause = failure;
    if (cause instanceof SinkException refusal) {
      throw refusal;
    }
    if (cause instanceof PipelineFailure end) {
      throw end;
    }
    if (cause instanceof RuntimeException mistake) {
      throw mistake;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    if (cause != null || saved == null) {
      throw new IllegalStateException("A commit ended without an outcome", cause);
    }
  }
}
