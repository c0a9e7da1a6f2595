package dev.durableingest.runtime.status;

import dev.durableingest.runtime.pipeline.Health;
import dev.durableingest.runtime.pipeline.PipelineMetrics;
import dev.durableingest.runtime.pipeline.PipelineStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** The status of a run as one JSON object. Stateless and thread-safe. */
final class StatusJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private StatusJson() {}

  static String of(Subject subject) {
    PipelineStatus status = subject.status().get();
    Health health = subject.health().get();
    PipelineMetrics metrics = subject.metrics().get();
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("source", subject.source());
    fields.put("pipeline", subject.pipeline());
    fields.put("state", status.state().name());
    fields.put("ready", health.isReady());
    fields.put("reason", hidden(health.reason(), subject.hide()));
    fields.put("stage", health.stage() == null ? null : health.stage().toString());
    fields.put("guarantee", status.guarantee());
    fields.put("attempt", status.attempt());
    fields.put("received", status.received());
    fields.put("events", status.handled());
    fields.put("records", status.records());
    fields.put("batches", metrics.batches());
    fields.put("deadLetters", status.deadLetters());
    fields.put("revision", status.revision());
    fields.put("lastCheckpoint", String.valueOf(status.lastCheckpoint()));
    fields.replace("lastCheckpoint", "null", null);
    fields.put("lagMillis", status.lag().toMillis());
    fields.put("sourceLagBytes", status.sourceLag().bytes());
    fields.put("sourceLagEvents", status.sourceLag().events());
    fields.put("sourceLagMillis", status.sourceLag().millis());
    fields.put("queueItems", metrics.queueItems());
    fields.put("queueBytes", metrics.queueBytes());
    fields.put("journalBytes", metrics.journalBytes());
    fields.put("gaps", metrics.gaps());
    Map<String, Long> stalls = new LinkedHashMap<>();
    metrics.stalls().forEach((stage, count) -> stalls.put(stage.toString(), count));
    fields.put("stalls", stalls);
    return MAPPER.writeValueAsString(fields);
  }

  private static @Nullable String hidden(@Nullable String text, UnaryOperator<String> hide) {
    return text == null ? null : hide.apply(text);
  }
}
