package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.checkpoint.CheckpointTakeOver;
import dev.durableingest.runtime.deadletter.DeadLetterCopy;
import dev.durableingest.runtime.wiring.SourceBinding;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The wiring of one source, its resources, sinks and store: a definition that can be started. A
 * generated {@code XyzPipeline} makes one. Immutable and thread-safe; may be started several times,
 * one after the other.
 */
public final class Pipeline {
  private final SourceBinding source;
  private final @Nullable CheckpointTakeOver takeOver;
  private final DeadLetterCopy.@Nullable Opener letterCopy;
  private final @Nullable Preview preview;

  private Pipeline(
      SourceBinding source,
      @Nullable CheckpointTakeOver takeOver,
      DeadLetterCopy.@Nullable Opener letterCopy,
      @Nullable Preview preview) {
    this.source = source;
    this.takeOver = takeOver;
    this.letterCopy = letterCopy;
    this.preview = preview;
  }

  /** The pipeline of a source; generated code calls this. */
  public static Pipeline of(SourceBinding source) {
    return new Pipeline(source, null, null, null);
  }

  /** The same, whose resources go elsewhere, or in another form. */
  public Pipeline withSource(SourceBinding rewired) {
    return new Pipeline(rewired, takeOver, letterCopy, preview);
  }

  /** The same, which goes on from the checkpoint of another program where it finds one. */
  public Pipeline takingOver(CheckpointTakeOver translation) {
    return new Pipeline(source, translation, letterCopy, preview);
  }

  /** The same, whose dead letters are told in another place, too. */
  public Pipeline copyingDeadLetters(DeadLetterCopy.Opener copy) {
    return new Pipeline(source, takeOver, copy, preview);
  }

  /**
   * The same, whose runs write nothing anywhere, save nothing and acknowledge nothing: what they
   * would have written is handed to a target.
   *
   * @param target takes it
   * @param start the checkpoint from which a run would go on; null for a first run
   */
  public Pipeline previewing(PreviewTarget target, @Nullable CheckpointDocument start) {
    Preview previewed = new Preview(target, start);
    return new Pipeline(previewed.watched(source), null, null, previewed);
  }

  /** What is wired. */
  public SourceBinding source() {
    return source;
  }

  /** How the checkpoint of another program is read; empty where none is expected. */
  Optional<CheckpointTakeOver> takeOver() {
    return Optional.ofNullable(takeOver);
  }

  /** Where dead letters are told, too; empty for nowhere. */
  Optional<DeadLetterCopy.Opener> letterCopy() {
    return Optional.ofNullable(letterCopy);
  }

  /** What a run of it runs on. */
  Machine machine(PipelineOptions options) {
    String pipeline = options.pipelineId().orElse(source.name());
    return preview == null
        ? new LocalMachine(this, options)
        : new PreviewMachine(source, pipeline, preview);
  }

  /**
   * Starts the pipeline on threads of its own.
   *
   * @return the run, at once; whether it could open its destinations is seen by its status
   */
  public PipelineRun start(PipelineOptions options) {
    return PipelineRun.start(this, options);
  }
}
