package dev.durableingest.clickhouse.engine;

import java.io.IOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for servers of tests: none of those that the system gives to connections, which one of them
 * could take before a server does, or while a server is down.
 */
public final class FreePort {
  private static final int FROM = 10_000;
  private static final int TO = 32_000;

  private FreePort() {}

  /** A port that nobody listens at. */
  public static int find() throws IOException {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(FROM, TO);
      try (ServerSocket socket = new ServerSocket(port)) {
        return socket.getLocalPort();
      } catch (BindException e) {
        // Somebody listens there.
      }
    }
  }
}
