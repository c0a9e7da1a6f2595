package com.acme.everything;

import com.acme.everything.resources.Echoes;
import com.acme.everything.resources.Rows;
import com.acme.everything.resources.Whispers;
import dev.durableingest.annotations.OnError;
import dev.durableingest.annotations.Replay;
import dev.durableingest.runtime.pipeline.Pipeline;
import dev.durableingest.runtime.wiring.PayloadSize;
import dev.durableingest.runtime.wiring.ResourceBinding;
import dev.durableingest.runtime.wiring.SinkTarget;
import dev.durableingest.runtime.wiring.SourceBinding;
import dev.durableingest.runtime.wiring.WiringVersion;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import javax.annotation.processing.Generated;

/** Wires {@link EverythingSource} to its resources, and these to their sinks. */
@Generated("dev.durableingest.processor.DurableIngestProcessor")
public final class EverythingPipeline {
  private EverythingPipeline() {}

  /** The pipeline: a definition that can be started. */
  public static Pipeline create() {
    return create(EverythingSource::new);
  }

  /** The same, with a source that the caller makes, one for every run. */
  public static Pipeline create(Supplier<EverythingSource> source) {
    WiringVersion.require(2, EverythingPipeline.class);
    return Pipeline.of(
        new SourceBinding(
            "everything",
            source,
            new SourceBinding.Reconnect(
                Duration.ofSeconds(1), Duration.ofSeconds(120), 1.5, 0.0),
            List.<ResourceBinding<?, ?, ?>>of(bindRows(), bindEchoes(), bindWhispers())));
  }

  private static ResourceBinding<Payload, Row, String> bindRows() {
    return new ResourceBinding<Payload, Row, String>(
        EverythingResources.ROWS,
        new Rows(),
        SinkTarget.olapTable("rows", List.of("id", "day"), "total", List.of("day")),
        EverythingCodecs.RowCodec.INSTANCE,
        payload ->
            PayloadSize.OBJECT
                + PayloadSize.of(payload.text())
                + PayloadSize.of(payload.bytes())
                + PayloadSize.of(payload.row())
                + 8,
        OnError.DEAD_LETTER,
        Replay.FROM_CHECKPOINT);
  }

  private static ResourceBinding<String, Sound, Long> bindEchoes() {
    return new ResourceBinding<String, Sound, Long>(
        EverythingResources.ECHOES,
        new Echoes(),
        SinkTarget.stream("echoes", "text"),
        EverythingCodecs.SoundCodec.INSTANCE,
        PayloadSize::of,
        OnError.HALT,
        Replay.OVERLAPPING);
  }

  private static ResourceBinding<byte[], Sound, Void> bindWhispers() {
    return new ResourceBinding<byte[], Sound, Void>(
        EverythingResources.WHISPERS,
        new Whispers(),
        SinkTarget.stream("whispers", ""),
        EverythingCodecs.SoundCodec.INSTANCE,
        PayloadSize::of,
        OnError.DEAD_LETTER,
        Replay.NONE);
  }
}
