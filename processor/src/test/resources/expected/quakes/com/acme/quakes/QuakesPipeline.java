package com.acme.quakes;

import com.acme.quakes.resources.Earthquakes;
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

/** Wires {@link QuakesSource} to its resources, and these to their sinks. */
@Generated("dev.durableingest.processor.DurableIngestProcessor")
public final class QuakesPipeline {
  private QuakesPipeline() {}

  /** The pipeline: a definition that can be started. */
  public static Pipeline create(QuakesConfig config) {
    return create(config, () -> new QuakesSource(config));
  }

  /** The same, with a source that the caller makes, one for every run. */
  public static Pipeline create(QuakesConfig config, Supplier<QuakesSource> source) {
    WiringVersion.require(2, QuakesPipeline.class);
    return Pipeline.of(
        new SourceBinding(
            "quakes",
            source,
            new SourceBinding.Reconnect(
                Duration.ofMillis(500), Duration.ofSeconds(30), 2.0, 0.2),
            List.<ResourceBinding<?, ?, ?>>of(bindEarthquakes())));
  }

  private static ResourceBinding<QuakePayload, QuakeRow, QuakeCursor> bindEarthquakes() {
    return new ResourceBinding<QuakePayload, QuakeRow, QuakeCursor>(
        QuakesResources.EARTHQUAKES,
        new Earthquakes(),
        SinkTarget.olapTable("earthquakes", "region", "id"),
        QuakesCodecs.QuakeRowCodec.INSTANCE,
        payload ->
            PayloadSize.OBJECT
                + PayloadSize.of(payload.region())
                + PayloadSize.of(payload.time())
                + 16,
        OnError.DEAD_LETTER,
        Replay.FROM_CHECKPOINT);
  }
}
