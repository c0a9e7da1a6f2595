package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.source.QueueItem;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Handles an item of the queue, again where its failure asks for that, up to so many attempts.
 * Owned by the pipeline thread.
 */
final class EventRetries {
  private final Processing processing;
  private final Retries waits;
  private final int attemptsMax;
  private final Processing.Attempt firstAttempt;

  /** What is done before the first wait, so that other events do not wait as well. */
  interface BeforeWait {
    void settle() throws SinkException, PipelineFailure;
  }

  EventRetries(Processing processing, Retries waits, int attemptsMax) {
    this.processing = processing;
    this.waits = waits;
    this.attemptsMax = attemptsMax;
    this.firstAttempt = new Processing.Attempt(1, attemptsMax <= 1, null);
  }

  /**
   * Handles one item; after an exception the batch holds everything before it, and nothing of it.
   *
   * @param refusal what a sink said of its records, or null
   * @param batch the batch that is open then
   * @param before what is done before a wait; may open another batch
   * @throws SinkException with {@code Stop} when a position has no stored form
   * @throws PipelineFailure when the item is one that the pipeline may not pass
   */
  void apply(
      QueueItem item, @Nullable SinkException refusal, Supplier<Batch> batch, BeforeWait before)
      throws SinkException, PipelineFailure {
    for (int number = 1; ; number++) {
      boolean isFirstOfUnrefused = number == 1 && refusal == null;
      Processing.Attempt attempt =
          isFirstOfUnrefused
              ? firstAttempt // nearly always, so it is not made for each event
              : new Processing.Attempt(number, number >= attemptsMax, refusal);
      try {
        processing.apply(item, attempt, batch.get());
        waits.reset();
        return;
      } catch (TryLater e) {
        before.settle();
        waits.pauseBefore(e);
      }
    }
  }
}
