package dev.durableingest.coinbase.simulator;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinBindException;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.api.Session;

/** The sockets of the exchange: the feed at {@code /}, REST and the control port beside it. */
final class FeedServer {
  private static final String HOST = "127.0.0.1";
  private static final int THREADS_MAX = 64;

  private final Exchange exchange;
  private final Map<Session, Connection> connections = new ConcurrentHashMap<>();
  private final AtomicInteger opened = new AtomicInteger();
  private final Javalin server;
  private final int port;

  /** Starts to listen; port 0 takes a free one. */
  FeedServer(Exchange exchange, int port, Consumer<JavalinConfig> control) {
    this.exchange = exchange;
    requireFree(port);
    this.server =
        Javalin.create(
            config -> {
              configure(config, port);
              control.accept(config);
            });
    try {
      server.start();
    } catch (JavalinBindException e) {
      throw taken(port, e);
    }
    this.port = server.port();
  }

  /** Asks before the web server does, which would fill the log with what is one line of news. */
  private static void requireFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      socket.bind(new InetSocketAddress(loopback, port));
    } catch (IOException e) {
      throw taken(port, e);
    }
  }

  private static UncheckedIOException taken(int port, Exception cause) {
    String message =
        "Port "
            + port
            + " on "
            + HOST
            + " cannot be listened at; it may be in use."
            + " Choose another, or 0 for any that is free.";
    return new UncheckedIOException(message, new IOException(message, cause));
  }

  /** The port that was taken; still so after the stop. */
  int port() {
    return port;
  }

  String host() {
    return HOST;
  }

  int connectionCount() {
    return connections.size();
  }

  /** Does something to every open connection. */
  void forEach(Consumer<Connection> action) {
    connections.values().forEach(action);
  }

  void stop() {
    connections.forEach(
        (session, connection) -> {
          connection.end();
          session.disconnect();
        });
    server.stop();
  }

  private void configure(JavalinConfig config, int port) {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS_MAX, 4);
    threads.setName("exchange-server");
    threads.setDaemon(true);
    config.jetty.threadPool = threads;
    config.jetty.host = HOST;
    config.jetty.port = port;
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.jetty.modifyWebSocketServletFactory(factory -> factory.setIdleTimeout(Duration.ZERO));
    config.routes.ws("/", this::feed);
    config.routes.get("/products/{product}/trades", new TradeList(exchange));
    config.routes.exception(
        HttpResponseException.class,
        (e, context) -> {
          context.status(e.getStatus()).contentType("application/json; charset=utf-8");
          context.result(Json.object("message", String.valueOf(e.getMessage())));
        });
  }

  private void feed(WsConfig feed) {
    feed.onConnect(this::connect);
    feed.onMessage(
        message -> {
          Connection connection = connections.get(message.session);
          if (connection != null) {
            connection.receive(message.message());
          }
        });
    feed.onClose(closed -> disconnected(closed));
    feed.onError(failed -> disconnected(failed));
  }

  private void connect(WsContext client) {
    Connection connection = new Connection(client.session, opened.incrementAndGet(), exchange);
    exchange.counters().connectionOpened();
    connections.put(client.session, connection);
    connection.start();
  }

  private void disconnected(WsContext client) {
    Connection connection = connections.remove(client.session);
    if (connection != null) {
      connection.end();
    }
  }
}
