package dev.durableingest.runtime.status;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.durableingest.runtime.pipeline.Health;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Answers over HTTP how a run stands, by the server of the JDK. Thread-safe.
 *
 * <p>It is open before the run starts, so that a port that is taken is told before anything is
 * done; {@link #show} then says what it speaks of.
 */
public final class StatusServer implements AutoCloseable {
  private static final int THREADS = 4;
  private static final int BACKLOG = 32;

  static {
    // Someone who connects and says nothing may not keep a thread for ever; in seconds.
    setUnlessSet("sun.net.httpserver.maxReqTime", "10");
    setUnlessSet("sun.net.httpserver.maxRspTime", "30");
  }

  private final HttpServer server;
  private final ExecutorService executor;
  private final AtomicReference<@Nullable Subject> subject = new AtomicReference<>();

  private StatusServer(HttpServer server, ExecutorService executor) {
    this.server = server;
    this.executor = executor;
  }

  /**
   * Opens the server.
   *
   * @param host what it is bound to, a name or an address of this machine
   * @param port the port; 0 for one that is free
   * @throws IOException when the port is taken, or the host is not this machine
   */
  public static StatusServer open(String host, int port) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName(host), port), BACKLOG);
    ExecutorService executor =
        Executors.newFixedThreadPool(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "durable-ingest-status");
              thread.setDaemon(true);
              return thread;
            });
    StatusServer opened = new StatusServer(server, executor);
    server.createContext("/", opened::handle);
    server.setExecutor(executor);
    server.start();
    return opened;
  }

  /** From now on it speaks of this run. */
  public void show(Subject run) {
    subject.set(run);
  }

  /** Where it is: {@code http://127.0.0.1:8080}. */
  public URI address() {
    InetAddress bound = server.getAddress().getAddress();
    InetAddress shown = bound.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : bound;
    String host = shown.getHostAddress();
    return URI.create(
        "http://"
            + (shown instanceof Inet6Address ? "[" + host + "]" : host)
            + ":"
            + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      boolean isHead = exchange.getRequestMethod().equals("HEAD");
      Answer answer =
          isHead || exchange.getRequestMethod().equals("GET")
              ? answer(exchange.getRequestURI().getPath())
              : Answer.text(405, "Only GET and HEAD are answered.");
      exchange.getResponseHeaders().set("Content-Type", answer.type());
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
      exchange.sendResponseHeaders(answer.code(), isHead ? -1 : answer.body().length);
      if (!isHead) {
        try (OutputStream body = exchange.getResponseBody()) {
          body.write(answer.body());
        }
      }
    }
  }

  private Answer answer(String path) throws IOException {
    Subject run = subject.get();
    if (path.equals("/healthz")) {
      return Answer.text(200, "ok");
    }
    if (run == null) {
      return Answer.text(503, "The pipeline is not started yet.");
    }
    return switch (path) {
      case "/" -> Answer.of(200, "text/html; charset=utf-8", dashboard());
      case "/readyz" -> ready(run.health().get(), run);
      case "/metrics" ->
          Answer.of(200, "text/plain; version=0.0.4; charset=utf-8", MetricsText.of(run));
      case "/api/status" -> Answer.json(StatusJson.of(run));
      case "/api/registry" ->
          run.registry()
              .get()
              .map(Answer::json)
              .orElseGet(() -> Answer.text(404, "There is no registry on the class path."));
      default ->
          Answer.text(
              404, "There is /, /healthz, /readyz, /metrics, /api/status and /api/registry.");
    };
  }

  private static Answer ready(Health health, Subject run) {
    String reason = health.reason();
    return reason == null ? Answer.text(200, "ready") : Answer.text(503, run.hide().apply(reason));
  }

  private static String dashboard() throws IOException {
    try (InputStream page = StatusServer.class.getResourceAsStream("dashboard.html")) {
      if (page == null) {
        throw new IOException("dashboard.html is not in the jar");
      }
      return new String(page.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  private static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
