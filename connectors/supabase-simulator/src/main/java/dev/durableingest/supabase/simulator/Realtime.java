package dev.durableingest.supabase.simulator;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.websocket.api.Session;

/** The Realtime server: its socket at {@code /realtime/v1/websocket}. */
final class Realtime implements AutoCloseable {
  private static final String PATH = "/realtime/v1/websocket";
  private static final long EXPIRY_MILLIS = 100;
  private static final int FRAME_BYTES_MAX = 5_000_000;

  private final Database database;
  private final Access access;
  private final Faults faults;
  private final Duration subscribeDelay;
  private final Map<Session, RealtimeConnection> connections = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "realtime-timer");
            thread.setDaemon(true);
            return thread;
          });
  private final ChangeFeed changes;
  private final ScheduledFuture<?> expiry;

  Realtime(Database database, Access access, Faults faults, Duration subscribeDelay)
      throws SQLException {
    this.database = database;
    this.access = access;
    this.faults = faults;
    this.subscribeDelay = subscribeDelay;
    this.changes = new ChangeFeed(database, faults, this::tell);
    this.expiry =
        timer.scheduleWithFixedDelay(
            () -> forEach(connection -> connection.expire(access.now())),
            EXPIRY_MILLIS,
            EXPIRY_MILLIS,
            TimeUnit.MILLISECONDS);
  }

  Access access() {
    return access;
  }

  Faults faults() {
    return faults;
  }

  Duration subscribeDelay() {
    return subscribeDelay;
  }

  /** Does something after a while, unless the server is closed before. */
  void after(Duration delay, Runnable action) {
    ScheduledFuture<?> unused = timer.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  void addTo(JavalinConfig config) {
    config.routes.wsBeforeUpgrade(PATH, this::requireAccess);
    config.routes.ws(PATH, this::listen);
  }

  private void requireAccess(Context context) {
    String refusal = access.refusal(context.queryParam("apikey"));
    if (faults.refusesHandshake()) {
      refuse(context, 429, "Too many connected users");
    } else if (refusal != null) {
      refuse(context, 401, refusal);
    }
  }

  private static void refuse(Context context, int status, String why) {
    context.status(status).contentType("application/json; charset=utf-8");
    context.result("{\"error\":" + RealtimeFrame.quoted(why) + "}");
    context.skipRemainingHandlers();
  }

  private void listen(WsConfig socket) {
    socket.onConnect(this::connect);
    socket.onMessage(
        message -> {
          RealtimeConnection connection = connections.get(message.session);
          if (connection != null) {
            connection.receive(message.message());
          }
        });
    socket.onClose(closed -> connections.remove(closed.session));
    socket.onError(failed -> connections.remove(failed.session));
  }

  private void connect(WsContext client) {
    client.session.setMaxTextMessageSize(FRAME_BYTES_MAX);
    String version = client.queryParam("vsn");
    String key = client.queryParam("apikey");
    connections.put(
        client.session,
        new RealtimeConnection(
            client.session, version == null ? "1.0.0" : version, key == null ? "" : key, this));
  }

  /** Whether a table is in the publication. */
  boolean hasTable(String table) {
    String sql =
        "select 1 from pg_publication_tables where pubname = ?"
            + " and schemaname || '.' || tablename = ?";
    try (Connection connection = database.connect();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, ChangeFeed.PUBLICATION);
      statement.setString(2, table);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    } catch (SQLException e) {
      return false;
    }
  }

  private void tell(Change change) {
    forEach(connection -> connection.tell(change));
  }

  /** Does something to every open connection. */
  void forEach(Consumer<RealtimeConnection> action) {
    connections.values().forEach(action);
  }

  /** How many channels are told changes. */
  int subscriptions() {
    return connections.values().stream().mapToInt(RealtimeConnection::subscriptions).sum();
  }

  Optional<Instant> tokensEnd() {
    return connections.values().stream()
        .flatMap(RealtimeConnection::tokenEnds)
        .min(Comparator.naturalOrder());
  }

  @Override
  public void close() throws SQLException {
    expiry.cancel(true);
    timer.shutdownNow();
    forEach(RealtimeConnection::cut);
    changes.close();
  }
}
