package dev.durableingest.supabase.simulator;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * A Supabase project on loopback: PostgREST at {@code /rest/v1}, Realtime at {@code /realtime/v1},
 * over a database whose tables it finds there. Thread-safe.
 */
public final class SupabaseSimulator implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final int THREADS_MAX = 64;

  private final Access access;
  private final Faults faults = new Faults();
  private final RestApi rest;
  private final Realtime realtime;
  private final Javalin server;

  /**
   * Starts to listen.
   *
   * @throws SQLException when the database cannot be read by logical decoding
   */
  public SupabaseSimulator(SimulatorSettings settings) throws SQLException {
    Database database = new Database(settings.jdbcUrl());
    this.access = new Access(settings.apiKey(), settings.clock());
    this.rest = new RestApi(database, access, faults, settings.rowsMax());
    this.realtime = new Realtime(database, access, faults, settings.subscribeDelay());
    this.server = Javalin.create(config -> configure(config, settings.port()));
    server.start();
  }

  private void configure(JavalinConfig config, int port) {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS_MAX, 4);
    threads.setName("supabase-server");
    threads.setDaemon(true);
    config.jetty.threadPool = threads;
    config.jetty.host = HOST;
    config.jetty.port = port;
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.jetty.modifyWebSocketServletFactory(factory -> factory.setIdleTimeout(Duration.ZERO));
    rest.addTo(config);
    realtime.addTo(config);
  }

  /** The project's address. */
  public URI url() {
    return URI.create("http://" + HOST + ":" + server.port());
  }

  /** How it misbehaves. */
  public Faults faults() {
    return faults;
  }

  /** A token that is good for so long, signed by the project. */
  public String issueToken(Duration lifetime) {
    return access.issue(lifetime);
  }

  /** Cuts every socket of Realtime, without a word. */
  public void cutSockets() {
    realtime.forEach(RealtimeConnection::cut);
  }

  /**
   * Closes every channel of Realtime, and says why, such as {@code Too many messages per second}.
   */
  public void closeChannels(String why) {
    realtime.forEach(connection -> connection.closeChannels(why));
  }

  /** How many channels are told changes now. */
  public int subscriptions() {
    return realtime.subscriptions();
  }

  /** When the first token ends of the channels that are open now; empty where none ends. */
  public Optional<Instant> tokensEnd() {
    return realtime.tokensEnd();
  }

  /** How many requests for rows were answered. */
  public long rowRequests() {
    return rest.requests();
  }

  /** Stops listening; the database stays as it is. */
  @Override
  public void close() {
    try {
      realtime.close();
    } catch (SQLException e) {
      throw new IllegalStateException("The simulator's connection cannot be closed.", e);
    } finally {
      server.stop();
    }
  }
}
