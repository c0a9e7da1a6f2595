package dev.durableingest.supabase.simulator;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A frame of Phoenix: an object in serializer version 1.0.0, an array in 2.0.0.
 *
 * @param joinRef the join that it belongs to, or null
 * @param ref the request that is answered, or null
 * @param topic the topic
 * @param event the event
 * @param payload JSON
 */
record RealtimeFrame(
    @Nullable String joinRef, @Nullable String ref, String topic, String event, String payload) {
  private static final JsonMapper JSON = new JsonMapper();

  static RealtimeFrame parse(String text, boolean isArray) {
    JsonNode frame = JSON.readTree(text);
    if (isArray) {
      return new RealtimeFrame(
          text(frame.get(0)),
          text(frame.get(1)),
          frame.get(2).asString(),
          frame.get(3).asString(),
          frame.get(4).toString());
    }
    return new RealtimeFrame(
        text(frame.get("join_ref")),
        text(frame.get("ref")),
        frame.path("topic").asString(""),
        frame.path("event").asString(""),
        frame.path("payload").toString());
  }

  private static @Nullable String text(@Nullable JsonNode node) {
    return node == null || node.isNull() ? null : node.asString();
  }

  JsonNode payloadTree() {
    return JSON.readTree(payload);
  }

  /** The server tells the join only in version 2.0.0. */
  String text(boolean isArray) {
    if (isArray) {
      return "[%s,%s,%s,%s,%s]"
          .formatted(quoted(joinRef), quoted(ref), quoted(topic), quoted(event), payload);
    }
    return "{\"ref\":%s,\"topic\":%s,\"payload\":%s,\"event\":%s}"
        .formatted(quoted(ref), quoted(topic), payload, quoted(event));
  }

  static String quoted(@Nullable String text) {
    return text == null ? "null" : JSON.writeValueAsString(text);
  }
}
