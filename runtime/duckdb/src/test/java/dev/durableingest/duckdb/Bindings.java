package dev.durableingest.duckdb;

import dev.durableingest.annotations.OnError;
import dev.durableingest.annotations.Replay;
import dev.durableingest.runtime.ProcessResult;
import dev.durableingest.runtime.ResourceKey;
import dev.durableingest.runtime.wiring.RecordCodec;
import dev.durableingest.runtime.wiring.ResourceBinding;
import dev.durableingest.runtime.wiring.SinkTarget;
import java.util.List;

/** Wires a record type to a table as generated code would. */
final class Bindings {
  private Bindings() {}

  static <R extends Record> ResourceBinding<R, R, Long> append(
      String table, Class<R> type, RecordCodec<R> codec) {
    return bind(SinkTarget.olapTable(table, List.of(), "", List.of()), type, codec);
  }

  static <R extends Record> ResourceBinding<R, R, Long> bind(
      SinkTarget target, Class<R> type, RecordCodec<R> codec) {
    return new ResourceBinding<>(
        ResourceKey.of("some_" + target.name(), type, Long.class),
        payload -> ProcessResult.<R, Long>of(payload),
        target,
        codec,
        payload -> 100L,
        OnError.DEAD_LETTER,
        Replay.FROM_CHECKPOINT);
  }
}
