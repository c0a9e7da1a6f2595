package dev.durableingest.clickhouse.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Stands between clients and an engine: requests pass unharmed, answers as whoever made it says.
 */
final class Relay implements AutoCloseable {
  private final ServerSocket server;
  private final int target;
  private final Answers answers;

  /** How answers pass. */
  interface Answers {

    /** Passes what comes, until it ends; returning earlier cuts the connection. */
    void pass(InputStream engine, OutputStream client) throws IOException, InterruptedException;
  }

  /**
   * @param server where clients connect; closed with the relay
   * @param target port of the engine, on loopback
   */
  Relay(ServerSocket server, int target, Answers answers) {
    this.server = server;
    this.target = target;
    this.answers = answers;
    daemon(this::accept);
  }

  /** Where it listens. */
  int port() {
    return server.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        daemon(() -> serve(client));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket engine = new Socket(InetAddress.getLoopbackAddress(), target)) {
      daemon(() -> passRequests(client, engine));
      answers.pass(engine.getInputStream(), client.getOutputStream());
    } catch (IOException | InterruptedException e) {
      // One side is gone, or spoke another protocol, and the other is closed with this method.
    }
  }

  private static void passRequests(Socket client, Socket engine) {
    try {
      client.getInputStream().transferTo(engine.getOutputStream());
      engine.shutdownOutput();
    } catch (IOException e) {
      try {
        engine.close(); // so that nobody waits for an answer
      } catch (IOException ignored) {
        // It is gone, too.
      }
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "relay");
    thread.setDaemon(true);
    thread.start();
  }
}
