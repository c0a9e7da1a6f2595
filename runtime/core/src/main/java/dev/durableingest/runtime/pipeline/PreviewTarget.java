package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.deadletter.DeadLetter;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.wiring.ResourceBinding;
import java.util.Map;

/** Takes what a run would have written. Called on the pipeline thread, in order. */
public interface PreviewTarget {

  /**
   * A record that would have been written.
   *
   * @param resource its resource
   * @param record the record, which has passed its codec's check
   * @param checkpoints the cursors that its event carries, by partition
   * @throws SinkException with {@code Stop} when nobody takes it any more
   */
  <R extends Record> void record(
      ResourceBinding<?, R, ?> resource, R record, Map<String, ?> checkpoints) throws SinkException;

  /**
   * An event that would have been set aside.
   *
   * @throws SinkException with {@code Stop} when nobody takes it any more
   */
  void deadLetter(DeadLetter letter) throws SinkException;
}
