package dev.durableingest.coinbase;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A REST interface of which a test writes every answer. */
public final class RestServer implements AutoCloseable {
  /** Answers one request. */
  @FunctionalInterface
  public interface Behaviour {
    void answer(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  private RestServer(HttpServer server) {
    this.server = server;
  }

  public static RestServer start(Behaviour behaviour) throws IOException {
    RestServer rest =
        new RestServer(
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    rest.server.setExecutor(rest.threads);
    rest.server.createContext(
        "/",
        exchange -> {
          rest.requests.add(exchange.getRequestURI().toString());
          behaviour.answer(exchange);
          exchange.close();
        });
    rest.server.start();
    return rest;
  }

  /** Sends a whole answer. */
  public static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Path and query of what was asked for. */
  public List<String> requests() {
    return requests;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
