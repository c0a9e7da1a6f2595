package dev.durableingest.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Forwards connections to a port of this machine: at once, slowly, or not; or cuts them. */
final class Proxy implements AutoCloseable {
  private final ServerSocket server;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile long pauseMillis;
  private volatile boolean isRefusing;
  private volatile boolean isSilent;

  Proxy(int target) throws IOException {
    this.target = target;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Waits so long before each piece that is forwarded; 0 for not at all. */
  void slowDown(long millis) {
    pauseMillis = millis;
  }

  /** Closes every connection. What is under way is lost. */
  void cut() {
    List<Socket> open = new ArrayList<>(sockets);
    open.forEach(Proxy::close);
  }

  /** Closes every connection, and new ones at once, until told otherwise. */
  void refuse(boolean refuse) {
    isRefusing = refuse;
    if (refuse) {
      cut();
    }
  }

  /**
   * Accepts, reads and never answers, as a machine does that has lost its network. Connections that
   * were open meanwhile stay so for ever.
   */
  void silence(boolean silence) {
    isSilent = silence;
  }

  @Override
  public void close() throws IOException {
    server.close();
    cut();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        try {
          Socket broker = new Socket(InetAddress.getLoopbackAddress(), target);
          sockets.add(client);
          sockets.add(broker);
          start(() -> forward(client, broker));
          start(() -> forward(broker, client));
          if (isRefusing) {
            cut();
          }
        } catch (IOException e) {
          close(client); // the broker is down
        }
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void forward(Socket from, Socket to) {
    byte[] buffer = new byte[64 << 10];
    boolean isLost = false;
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (pauseMillis > 0) {
          Thread.sleep(pauseMillis);
        }
        isLost |= isSilent;
        if (!isLost) {
          out.write(buffer, 0, read);
        }
      }
    } catch (IOException | InterruptedException e) {
      // Cut.
    } finally {
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is as good as closed.
    }
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "proxy");
    thread.setDaemon(true);
    thread.start();
  }
}
