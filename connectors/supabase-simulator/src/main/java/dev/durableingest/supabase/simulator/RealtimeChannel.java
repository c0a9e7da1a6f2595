package dev.durableingest.supabase.simulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A channel that a client has joined: which changes it wants, and until when. Thread-safe. */
final class RealtimeChannel {
  private final String topic;
  private final @Nullable String joinRef;
  private final List<Wanted> wanted;
  private volatile boolean isSubscribed;
  private volatile @Nullable Instant endsAt;

  /** One entry of {@code postgres_changes}: what it matches, and the number it was given. */
  private record Wanted(long id, JsonNode entry) {
    boolean matches(Change change) {
      String event = entry.path("event").asString("*");
      String table = entry.path("table").asString("*");
      return (event.equals("*") || event.equals(change.type()))
          && entry.path("schema").asString("public").equals(change.schema())
          && (table.equals("*") || table.equals(change.table()))
          && passesFilter(change.row());
    }

    /** Of the filters the equality, {@code column=eq.value}. */
    private boolean passesFilter(@Nullable JsonNode row) {
      String filter = entry.path("filter").asString("");
      int at = filter.indexOf("=eq.");
      return at < 0
          || (row != null
              && row.path(filter.substring(0, at)).asString("").equals(filter.substring(at + 4)));
    }
  }

  RealtimeChannel(RealtimeFrame join, @Nullable Instant endsAt) {
    this.topic = join.topic();
    this.joinRef = join.joinRef();
    this.endsAt = endsAt;
    List<Wanted> entries = new ArrayList<>();
    for (JsonNode entry : join.payloadTree().path("config").path("postgres_changes")) {
      entries.add(new Wanted((entry.toString() + topic).hashCode() & 0x7fffffffL, entry));
    }
    this.wanted = List.copyOf(entries);
  }

  String topic() {
    return topic;
  }

  boolean wantsChanges() {
    return !wanted.isEmpty();
  }

  /** Tables that are asked for by name. */
  List<String> tables() {
    return wanted.stream()
        .filter(entry -> entry.entry().has("table"))
        .map(
            entry ->
                entry.entry().path("schema").asString("public")
                    + "."
                    + entry.entry().path("table").asString(""))
        .toList();
  }

  void subscribe() {
    isSubscribed = true;
  }

  boolean isSubscribed() {
    return isSubscribed;
  }

  void extend(@Nullable Instant end) {
    endsAt = end;
  }

  /** When its token ends; null where it does not. */
  @Nullable Instant end() {
    return endsAt;
  }

  /** For how many seconds its token is over; negative while it is not. */
  long secondsExpired(Instant now) {
    Instant end = endsAt;
    return end == null || end.isAfter(now) ? -1 : now.getEpochSecond() - end.getEpochSecond();
  }

  /** What a join is answered: the entries in their order, each with its number. */
  String response() {
    List<String> entries = new ArrayList<>();
    for (Wanted entry : wanted) {
      entries.add("{\"id\":" + entry.id() + "," + entry.entry().toString().substring(1));
    }
    return "{\"status\":\"ok\",\"response\":{\"postgres_changes\":["
        + String.join(",", entries)
        + "]}}";
  }

  /** The change as this channel is told it; null where it does not want it. */
  @Nullable RealtimeFrame told(Change change) {
    List<String> ids =
        wanted.stream()
            .filter(entry -> entry.matches(change))
            .map(entry -> Long.toString(entry.id()))
            .toList();
    if (!isSubscribed || ids.isEmpty()) {
      return null;
    }
    String payload = "{\"data\":" + change.data() + ",\"ids\":[" + String.join(",", ids) + "]}";
    return new RealtimeFrame(null, null, topic, "postgres_changes", payload);
  }

  RealtimeFrame reply(@Nullable String ref, String payload) {
    return new RealtimeFrame(joinRef, ref, topic, "phx_reply", payload);
  }

  RealtimeFrame system(String extension, String status, String message) {
    String payload =
        "{\"message\":%s,\"status\":\"%s\",\"extension\":\"%s\",\"channel\":%s}"
            .formatted(
                RealtimeFrame.quoted(message),
                status,
                extension,
                RealtimeFrame.quoted(topic.replaceFirst("^realtime:", "")));
    return new RealtimeFrame(joinRef, null, topic, "system", payload);
  }

  RealtimeFrame closed() {
    return new RealtimeFrame(joinRef, joinRef, topic, "phx_close", "{}");
  }
}
