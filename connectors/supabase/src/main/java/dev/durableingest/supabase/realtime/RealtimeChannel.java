package dev.durableingest.supabase.realtime;

import dev.durableingest.runtime.polling.RequestRefusedException;
import dev.durableingest.runtime.polling.Tokens;
import dev.durableingest.runtime.polling.TryAgainException;
import dev.durableingest.supabase.change.JsonText;
import dev.durableingest.supabase.replication.FeedException;
import dev.durableingest.supabase.rest.PolledTable;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The channel on which changes are told. A thread of its own sends heartbeats and new tokens, also
 * while the reader is held up by a sink that is down.
 */
final class RealtimeChannel implements AutoCloseable {
  private static final Logger LOGGER = System.getLogger(RealtimeChannel.class.getName());
  private static final String TOPIC = "realtime:durable-ingest";
  private static final String JOIN = "1";
  private static final Duration HEARTBEAT = Duration.ofSeconds(20);
  private static final Duration TOKEN_LOOK = Duration.ofMillis(500);
  private static final Duration SILENCE_MAX = HEARTBEAT.multipliedBy(3);

  private final RealtimeSocket socket;
  private final Tokens tokens;
  private final List<PolledTable> tables;
  private final AtomicInteger nextRef = new AtomicInteger(2);
  private final Thread keeper = new Thread(this::keep, "realtime-heartbeat");
  private volatile String token = "";

  RealtimeChannel(RealtimeSocket socket, Tokens tokens, List<PolledTable> tables) {
    this.socket = socket;
    this.tokens = tokens;
    this.tables = tables;
    keeper.setDaemon(true);
  }

  /** Asks for the changes of the tables; the answer comes with {@link #take}. */
  void join(String firstToken) throws FeedException, InterruptedException {
    token = firstToken;
    String changes =
        tables.stream()
            .map(
                table ->
                    "{\"event\":\"*\",\"schema\":%s,\"table\":%s}"
                        .formatted(JsonText.quoted(table.schema()), JsonText.quoted(table.name())))
            .collect(Collectors.joining(",", "[", "]"));
    String payload =
        ("{\"config\":{\"broadcast\":{\"ack\":false,\"self\":false},\"presence\":{\"key\":\"\","
                + "\"enabled\":false},\"postgres_changes\":%s,\"private\":false},"
                + "\"access_token\":%s}")
            .formatted(changes, JsonText.quoted(firstToken));
    socket.send(new Frame(JOIN, JOIN, TOPIC, "phx_join", payload));
    keeper.start();
  }

  /**
   * The next frame of the channel.
   *
   * @return null when none came in time
   * @throws FeedException when the connection is lost or silent, or the channel refused or closed
   */
  @Nullable Frame take(Duration wait) throws FeedException, InterruptedException {
    if (socket.silence().compareTo(SILENCE_MAX) > 0) {
      throw new FeedException(
          "Realtime is silent for " + SILENCE_MAX.toSeconds() + " s, heartbeats included.");
    }
    Frame frame = socket.take(wait);
    if (frame == null || !frame.topic().equals(TOPIC)) {
      return null;
    }
    switch (frame.event()) {
      case "phx_reply" -> requireOk(frame, "refuses to join");
      case "system" -> requireOk(frame, "says");
      case "phx_close", "phx_error" -> throw new FeedException("Realtime has closed the channel.");
      default -> {
        return frame;
      }
    }
    return frame;
  }

  private void requireOk(Frame frame, String verb) throws FeedException {
    if (!"error".equals(frame.member("status"))) {
      return;
    }
    String why = frame.member("message");
    if (why == null) {
      String response = frame.member("response");
      why = response == null ? "no reason" : JsonText.members(response).get("reason");
    }
    String said = String.valueOf(why);
    if (said.contains("Token has expired") || said.contains("InvalidJWTToken")) {
      tokens.refuse(token);
    }
    String wayOut =
        said.startsWith("Unable to subscribe")
            ? ". Run, for each table: ALTER PUBLICATION supabase_realtime ADD TABLE "
                + tables.get(0)
                + ";"
            : "";
    throw new FeedException("Realtime " + verb + ": " + said + wayOut);
  }

  /** Until the channel is closed: a heartbeat in its time, and a token before the old one ends. */
  private void keep() {
    long beatNanos = System.nanoTime();
    try {
      while (true) {
        Thread.sleep(TOKEN_LOOK.toMillis());
        renewToken();
        if (System.nanoTime() - beatNanos > HEARTBEAT.toNanos()) {
          beatNanos = System.nanoTime();
          socket.send(new Frame(null, ref(), "phoenix", "heartbeat", "{}"));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (FeedException e) {
      // The reader finds out by itself that the connection is lost.
      LOGGER.log(Level.DEBUG, "No heartbeat: {0}", e.getMessage());
    }
  }

  private void renewToken() throws FeedException, InterruptedException {
    try {
      String current = tokens.value();
      if (!current.equals(token)) {
        token = current;
        String payload = "{\"access_token\":" + JsonText.quoted(current) + "}";
        socket.send(new Frame(JOIN, ref(), TOPIC, "access_token", payload));
      }
    } catch (TryAgainException | RequestRefusedException e) {
      // The old token may be good for a while; when it is not, the server closes the channel.
      LOGGER.log(Level.DEBUG, "No new token: {0}", e.getMessage());
    }
  }

  private String ref() {
    return Integer.toString(nextRef.getAndIncrement());
  }

  @Override
  public void close() {
    keeper.interrupt();
  }
}
