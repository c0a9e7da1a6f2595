package dev.durableingest.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Stands between a client and a Redis, and holds its answers back: for a while, or for ever without
 * closing a connection, as a machine does that has lost its network. Commands pass unharmed.
 */
final class SilentProxy implements AutoCloseable {
  private final ServerSocket server;
  private final int target;
  private volatile boolean swallows;
  private volatile long delayMillis;

  /** Listens on loopback, before a Redis at this port. */
  SilentProxy(int target) throws IOException {
    this.server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    this.target = target;
    daemon(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Whether no answer comes any more. */
  void swallow(boolean isOn) {
    swallows = isOn;
  }

  /** Holds back every answer for so long from now on. */
  void delay(long millis) {
    delayMillis = millis;
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
        Socket redis = new Socket(InetAddress.getLoopbackAddress(), target)) {
      daemon(() -> pass(client, redis));
      InputStream answers = redis.getInputStream();
      OutputStream out = client.getOutputStream();
      byte[] bytes = new byte[64 * 1024];
      for (int count = answers.read(bytes); count >= 0; count = answers.read(bytes)) {
        Thread.sleep(delayMillis);
        if (!swallows) {
          out.write(bytes, 0, count);
          out.flush();
        }
      }
    } catch (IOException | InterruptedException e) {
      // One side is gone, and the other is closed with this method.
    }
  }

  private static void pass(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      // One side is gone.
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "proxy");
    thread.setDaemon(true);
    thread.start();
  }
}
