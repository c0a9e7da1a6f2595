package dev.durableingest.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * A real socket on loopback that gives no answer, so that a client without a timeout waits for
 * ever: for the tests of connectors and sinks. Owned by one thread; clients may be anywhere.
 */
public final class UnansweringServer implements AutoCloseable {
  private static final int CONNECT_MILLIS = 500;
  private static final int HELD_MAX = 64;

  private final ServerSocket server;
  private final List<Socket> held = new ArrayList<>();

  private UnansweringServer(int backlog) throws IOException {
    server = new ServerSocket(0, backlog, InetAddress.getLoopbackAddress());
  }

  /** Takes every connection, and never says a word: what is left of a server that has hung. */
  public static UnansweringServer silent() throws IOException {
    return new UnansweringServer(HELD_MAX);
  }

  /**
   * Does not even answer a connect: an address behind which there is no machine any more.
   *
   * @throws IOException also where this system answers all the same
   */
  public static UnansweringServer absent() throws IOException {
    UnansweringServer absent = new UnansweringServer(1);
    try {
      absent.fill();
      return absent;
    } catch (IOException e) {
      absent.close();
      throw e;
    }
  }

  /**
   * Its address.
   *
   * @param scheme such as {@code http} or {@code ws}
   */
  public URI url(String scheme) {
    String host = server.getInetAddress().getHostAddress();
    return URI.create(scheme + "://" + host + ":" + server.getLocalPort());
  }

  /** Releases it; clients that still wait are told that the connection is lost. */
  @Override
  public void close() throws IOException {
    for (Socket socket : held) {
      socket.close();
    }
    server.close();
  }

  /** Once its queue of connections that nobody takes is full, the system passes over connects. */
  private void fill() throws IOException {
    InetSocketAddress address =
        new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    while (held.size() < HELD_MAX) {
      Socket socket = new Socket();
      held.add(socket);
      try {
        socket.connect(address, CONNECT_MILLIS);
      } catch (SocketTimeoutException e) {
        return;
      }
    }
    throw new IOException("This system answers connects although nobody takes them");
  }
}
