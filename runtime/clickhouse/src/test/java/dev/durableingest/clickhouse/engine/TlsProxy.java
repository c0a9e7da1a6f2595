package dev.durableingest.clickhouse.engine;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Ends TLS before an engine, with a certificate of its own making. */
public final class TlsProxy implements AutoCloseable {
  /** The password of {@link #store}. */
  public static final String STORE_PASSWORD = "changeit";

  private final ServerSocket server;
  private final int target;
  private final Path store;

  private TlsProxy(ServerSocket server, int target, Path store) {
    this.server = server;
    this.target = target;
    this.store = store;
  }

  /**
   * Starts one.
   *
   * @param target port of the engine
   * @param host whom the certificate is for
   * @param folder where its key is kept
   */
  public static TlsProxy start(int target, String host, Path folder) throws Exception {
    Path store = folder.resolve(host + ".p12");
    make(store, host);
    char[] password = STORE_PASSWORD.toCharArray();
    KeyStore keys = KeyStore.getInstance(store.toFile(), password);
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    ServerSocket server =
        context
            .getServerSocketFactory()
            .createServerSocket(0, 64, InetAddress.getLoopbackAddress());
    TlsProxy proxy = new TlsProxy(server, target, store);
    daemon(proxy::accept);
    return proxy;
  }

  /** Where it listens, on loopback. */
  public int port() {
    return server.getLocalPort();
  }

  /** The key store with its certificate, which serves as a trust store. */
  public Path store() {
    return store;
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
      answers.transferTo(client.getOutputStream());
      requests.interrupt();
    } catch (IOException e) {
      // One side is gone, or spoke no TLS, and the other is closed with this method.
    }
  }

  private static void pass(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      try {
        to.close(); // the handshake failed, or one side is gone
      } catch (IOException ignored) {
        // It is gone, too.
      }
    }
  }

  private static void make(Path store, String host) throws Exception {
    Files.deleteIfExists(store);
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "engine",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + host,
                "-ext",
                "SAN=dns:" + host,
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                STORE_PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (keytool.waitFor() != 0) {
      throw new IllegalStateException("keytool made no certificate");
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "tls-proxy");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
