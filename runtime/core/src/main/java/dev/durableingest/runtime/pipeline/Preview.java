package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.ProcessResult;
import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.wiring.ResourceBinding;
import dev.durableingest.runtime.wiring.SourceBinding;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run that writes nothing anywhere, saves nothing and tells its source nothing: what it would
 * have written is handed to a target. For the rest it is the run that it previews: the same loop,
 * from the same checkpoint.
 */
final class Preview {
  private final PreviewTarget target;
  private final @Nullable CheckpointDocument start;

  /** Of the event that is handled; the pipeline thread alone looks at it. */
  private Map<String, ?> checkpoints = Map.of();

  /**
   * @param target takes what would have been written
   * @param start the document that a run would go on from; null for a first run
   */
  Preview(PreviewTarget target, @Nullable CheckpointDocument start) {
    this.target = target;
    this.start = start;
  }

  /** What takes what would have been written. */
  PreviewTarget target() {
    return target;
  }

  /** The document that the run goes on from, or null. */
  @Nullable CheckpointDocument start() {
    return start;
  }

  /** The cursors of the event whose records are added to a batch. */
  Map<String, ?> checkpoints() {
    return checkpoints;
  }

  /** The same source, of whose events it is known which cursors they carry. */
  SourceBinding watched(SourceBinding source) {
    return new SourceBinding(
        source.name(),
        source.factory(),
        source.reconnect(),
        source.resources().stream().<ResourceBinding<?, ?, ?>>map(this::watched).toList());
  }

  private <P, R extends Record, C> ResourceBinding<P, R, C> watched(
      ResourceBinding<P, R, C> resource) {
    return new ResourceBinding<>(
        resource.key(),
        payload -> {
          ProcessResult<R, C> result = resource.processor().process(payload);
          checkpoints = result == null ? Map.of() : result.checkpoints();
          return result;
        },
        resource.target(),
        resource.codec(),
        resource.payloadSize(),
        resource.onError(),
        resource.replay());
  }
}
