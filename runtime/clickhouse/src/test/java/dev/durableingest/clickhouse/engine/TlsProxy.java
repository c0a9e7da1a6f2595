package dev.durableingest.clickhouse.engine;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Ends TLS before an engine, with a certificate of its own making. */
public final class TlsProxy implements AutoCloseable {
  /** The password of {@link #store}. */
  public static final String STORE_PASSWORD = "changeit";

  private final Relay relay;
  private final Path store;

  private TlsProxy(Relay relay, Path store) {
    this.relay = relay;
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
    return new TlsProxy(new Relay(server, target, InputStream::transferTo), store);
  }

  /** Where it listens, on loopback. */
  public int port() {
    return relay.port();
  }

  /** The key store with its certificate, which serves as a trust store. */
  public Path store() {
    return store;
  }

  @Override
  public void close() throws IOException {
    relay.close();
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
}
