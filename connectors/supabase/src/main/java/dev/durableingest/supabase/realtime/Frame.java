package dev.durableingest.supabase.realtime;

import dev.durableingest.supabase.change.JsonText;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A frame of the Phoenix protocol.
 *
 * @param joinRef the join that it belongs to, or null
 * @param ref the request, or that which is answered; or null
 * @param topic the topic
 * @param event the event
 * @param payload JSON, an object
 */
record Frame(
    @Nullable String joinRef, @Nullable String ref, String topic, String event, String payload) {

  /**
   * Reads a frame.
   *
   * @throws IllegalArgumentException when it is none
   */
  static Frame parse(String text, boolean isArray) {
    if (isArray) {
      List<@Nullable String> parts = JsonText.elements(text);
      if (parts.size() != 5) {
        throw new IllegalArgumentException("A frame has five parts, not " + parts.size() + ".");
      }
      return new Frame(
          parts.get(0),
          parts.get(1),
          Objects.requireNonNullElse(parts.get(2), ""),
          Objects.requireNonNullElse(parts.get(3), ""),
          Objects.requireNonNullElse(parts.get(4), "{}"));
    }
    Map<String, @Nullable String> members = JsonText.members(text);
    return new Frame(
        members.get("join_ref"),
        members.get("ref"),
        Objects.requireNonNullElse(members.get("topic"), ""),
        Objects.requireNonNullElse(members.get("event"), ""),
        Objects.requireNonNullElse(members.get("payload"), "{}"));
  }

  String text(boolean isArray) {
    String shape =
        isArray
            ? "[%1$s,%2$s,%3$s,%4$s,%5$s]"
            : "{\"topic\":%3$s,\"event\":%4$s,\"payload\":%5$s,\"ref\":%2$s,\"join_ref\":%1$s}";
    return shape.formatted(
        JsonText.quoted(joinRef),
        JsonText.quoted(ref),
        JsonText.quoted(topic),
        JsonText.quoted(event),
        payload);
  }

  /** A member of the payload; null where it is not there. */
  @Nullable String member(String name) {
    return JsonText.members(payload).get(name);
  }
}
