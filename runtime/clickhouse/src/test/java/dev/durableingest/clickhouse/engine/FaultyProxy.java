package dev.durableingest.clickhouse.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * Stands between a sink and an engine, and loses, delays or swallows the engine's answers after the
 * engine has done what it was asked. Requests pass unharmed.
 */
public final class FaultyProxy implements AutoCloseable {
  private static final String HEAD_END = "\r\n\r\n";

  /** What never comes. */
  public enum Swallowed {
    /** All comes. */
    NOTHING,
    /** No byte of an answer comes. */
    ANSWERS,
    /** What follows the head of an answer does not come. */
    BODIES
  }

  private final Relay relay;
  private final Random random;
  private volatile double lost;
  private volatile long delayMillis;
  private volatile Swallowed swallowed = Swallowed.NOTHING;

  /**
   * @param target port of the engine
   * @param seed which answers are lost
   */
  public FaultyProxy(int target, long seed) throws IOException {
    this.random = new Random(seed);
    ServerSocket server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    this.relay = new Relay(server, target, this::passSome);
  }

  /** Where it listens, on loopback. */
  public int port() {
    return relay.port();
  }

  /** Loses this share of the answers from now on. */
  public void lose(double share) {
    lost = share;
  }

  /** Holds back every answer for so long from now on. */
  public void delay(long millis) {
    delayMillis = millis;
  }

  /**
   * Swallows this from now on, and keeps the connection open, as a machine does that has lost its
   * network.
   */
  public void swallow(Swallowed what) {
    swallowed = what;
  }

  @Override
  public void close() throws IOException {
    relay.close();
  }

  private void passSome(InputStream answers, OutputStream client)
      throws IOException, InterruptedException {
    byte[] bytes = new byte[64 * 1024];
    for (int count = answers.read(bytes); count >= 0; count = answers.read(bytes)) {
      Thread.sleep(delayMillis);
      if (random.nextDouble() < lost) {
        return;
      }
      client.write(bytes, 0, passed(bytes, count));
      client.flush();
    }
  }

  /** How much of what was read still comes. */
  private int passed(byte[] bytes, int count) {
    return switch (swallowed) {
      case NOTHING -> count;
      case ANSWERS -> 0;
      case BODIES -> {
        String text = new String(bytes, 0, count, StandardCharsets.ISO_8859_1);
        yield text.startsWith("HTTP/") ? text.indexOf(HEAD_END) + HEAD_END.length() : 0;
      }
    };
  }
}
