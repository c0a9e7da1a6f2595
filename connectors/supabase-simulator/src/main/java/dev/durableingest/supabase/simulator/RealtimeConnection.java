package dev.durableingest.supabase.simulator;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One client of Realtime. Thread-safe: the socket, the timer and the changes call it. */
final class RealtimeConnection {
  private static final String OK = "{\"status\":\"ok\",\"response\":{}}";

  private final Session session;
  private final boolean isArray;
  private final String key;
  private final Access access;
  private final Faults faults;
  private final Realtime realtime;
  private final Map<String, RealtimeChannel> channels = new ConcurrentHashMap<>();

  /**
   * @param session the socket
   * @param version {@code 1.0.0} or {@code 2.0.0}
   * @param key what the socket was opened with
   * @param realtime what all connections share
   */
  RealtimeConnection(Session session, String version, String key, Realtime realtime) {
    this.session = session;
    this.isArray = version.equals("2.0.0");
    this.key = key;
    this.access = realtime.access();
    this.faults = realtime.faults();
    this.realtime = realtime;
  }

  void receive(String text) {
    RealtimeFrame frame = RealtimeFrame.parse(text, isArray);
    RealtimeChannel channel = channels.get(frame.topic());
    switch (frame.event()) {
      case "heartbeat" ->
          send(new RealtimeFrame(null, frame.ref(), frame.topic(), "phx_reply", OK));
      case "phx_join" -> join(frame);
      case "phx_leave" -> {
        if (channel != null && channels.remove(frame.topic(), channel)) {
          send(channel.reply(frame.ref(), OK));
          send(channel.closed());
        }
      }
      case "access_token" -> {
        if (channel != null) {
          renew(channel, frame.payloadTree().path("access_token").asString(""));
        }
      }
      default -> {
        // broadcast and presence, which nobody here needs
      }
    }
  }

  private void join(RealtimeFrame frame) {
    JsonNode sent = frame.payloadTree().path("access_token");
    String token = sent.isString() ? sent.asString() : key;
    RealtimeChannel channel = new RealtimeChannel(frame, access.end(token));
    String reason = faults.nextJoinRefusal();
    String refusal = access.refusal(token);
    if (reason == null && refusal != null) {
      reason = "InvalidJWTToken: " + refusal;
    }
    if (reason != null) {
      String response = "{\"reason\":" + RealtimeFrame.quoted(reason) + "}";
      send(channel.reply(frame.ref(), "{\"status\":\"error\",\"response\":" + response + "}"));
      return;
    }
    channels.put(frame.topic(), channel);
    send(channel.reply(frame.ref(), channel.response()));
    if (channel.wantsChanges()) {
      subscribeLater(channel);
    }
  }

  private void subscribeLater(RealtimeChannel channel) {
    realtime.after(
        realtime.subscribeDelay(),
        () -> {
          if (channels.get(channel.topic()) != channel) {
            return;
          }
          if (faults.holdsSubscriptions()) {
            subscribeLater(channel);
          } else {
            subscribe(channel);
          }
        });
  }

  private void subscribe(RealtimeChannel channel) {
    for (String table : channel.tables()) {
      if (!realtime.hasTable(table)) {
        send(channel.system("postgres_changes", "error", cannotSubscribe(table)));
        return;
      }
    }
    channel.subscribe();
    send(channel.system("postgres_changes", "ok", "Subscribed to PostgreSQL"));
  }

  private static String cannotSubscribe(String table) {
    String[] parts = table.split("\\.", 2);
    return ("Unable to subscribe to changes with given parameters. Please check Realtime is"
            + " enabled for the given connect parameters: [event: *, schema: %s, table: %s,"
            + " filters: [], select: nil]")
        .formatted(parts[0], parts[1]);
  }

  /** A token for an open channel; keys that are no tokens are not looked at. */
  private void renew(RealtimeChannel channel, String token) {
    if (token.startsWith("sb_")) {
      return;
    }
    String refusal = access.refusal(token);
    if (refusal != null) {
      close(channel, refusal);
      return;
    }
    channel.extend(access.end(token));
    if (channel.isSubscribed()) {
      subscribeLater(channel);
    }
  }

  /** Closes channels whose token is over. */
  void expire(Instant now) {
    for (RealtimeChannel channel : channels.values()) {
      long seconds = channel.secondsExpired(now);
      if (seconds >= 0) {
        close(channel, "Token has expired " + seconds + " seconds ago");
      }
    }
  }

  /** Tells every channel that it is closed, and why. */
  void closeChannels(String why) {
    channels.values().forEach(channel -> close(channel, why));
  }

  private void close(RealtimeChannel channel, String why) {
    if (channels.remove(channel.topic(), channel)) {
      send(channel.system("system", "error", why));
      send(channel.closed());
    }
  }

  void tell(Change change) {
    for (RealtimeChannel channel : channels.values()) {
      @Nullable RealtimeFrame frame = channel.told(change);
      if (frame != null) {
        send(frame);
      }
    }
  }

  int subscriptions() {
    return (int) channels.values().stream().filter(RealtimeChannel::isSubscribed).count();
  }

  Stream<Instant> tokenEnds() {
    return channels.values().stream().flatMap(channel -> Stream.ofNullable(channel.end()));
  }

  /** Cuts the connection without a close frame. */
  void cut() {
    session.disconnect();
  }

  private void send(RealtimeFrame frame) {
    if (session.isOpen()) {
      session.sendText(frame.text(isArray), Callback.NOOP);
    }
  }
}
