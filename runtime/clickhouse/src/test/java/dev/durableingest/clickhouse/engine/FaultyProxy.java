package dev.durableingest.clickhouse.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;

/**
 * Stands between a sink and an engine, and loses some of the engine's answers after the engine has
 * done what it was asked. Requests pass unharmed.
 */
public final class FaultyProxy implements AutoCloseable {
  private final ServerSocket server;
  private final int target;
  private final Random random;
  private volatile double lost;
  private volatile long delayMillis;

  /**
   * @param target port of the engine
   * @param seed which answers are lost
   */
  public FaultyProxy(int target, long seed) throws IOException {
    this.server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    this.target = target;
    this.random = new Random(seed);
    daemon(this::accept);
  }

  /** Where it listens, on loopback. */
  public int port() {
    return server.getLocalPort();
  }

  /** Loses this share of the answers from now on. */
  public void lose(double share) {
    lost = share;
  }

  /** Holds back every answer for so long from now on. */
  public void delay(long millis) {
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
        Socket engine = new Socket(InetAddress.getLoopbackAddress(), target)) {
      Thread requests = daemon(() -> pass(client, engine));
      InputStream answers = engine.getInputStream();
      OutputStream out = client.getOutputStream();
      byte[] bytes = new byte[64 * 1024];
      for (int count = answers.read(bytes); count >= 0; count = answers.read(bytes)) {
        Thread.sleep(delayMillis);
        if (random.nextDouble() < lost) {
          break;
        }
        out.write(bytes, 0, count);
        out.flush();
      }
      requests.interrupt();
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

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "proxy");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
