package dev.durableingest.redis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * Connects to the first address of a host that answers, resolved anew each time. Every connection
 * has a limit for its making and for each answer, so that one that is half-open is given up.
 */
final class RedisSockets implements JedisSocketFactory {
  /** What is said where the other side waits for a command in plain text. */
  static final String NO_HANDSHAKE = "no answer to the handshake";

  private final RedisUrl url;
  private final int timeoutMillis;
  private final @Nullable SSLSocketFactory tls;

  /**
   * @param timeout for each address, for the handshake and for each answer
   * @param tls makes an encrypted connection of a plain one, or null
   */
  RedisSockets(RedisUrl url, Duration timeout, @Nullable SSLSocketFactory tls) {
    this.url = url;
    this.timeoutMillis = (int) timeout.toMillis();
    this.tls = tls;
  }

  @Override
  public Socket createSocket() {
    try {
      Socket plain = connect();
      return tls == null ? plain : encrypt(plain, tls);
    } catch (IOException e) {
      throw new JedisConnectionException(e.getMessage(), e);
    }
  }

  private Socket connect() throws IOException {
    IOException failure = new IOException("the name has no address");
    for (InetAddress address : InetAddress.getAllByName(url.host())) {
      Socket socket = new Socket();
      try {
        socket.setKeepAlive(true);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(timeoutMillis);
        socket.connect(new InetSocketAddress(address, url.port()), timeoutMillis);
        return socket;
      } catch (IOException e) {
        socket.close();
        failure = e;
      }
    }
    throw failure;
  }

  private Socket encrypt(Socket plain, SSLSocketFactory factory) throws IOException {
    SSLSocket socket = (SSLSocket) factory.createSocket(plain, url.host(), url.port(), true);
    try {
      // The certificate must be for the host that was asked for.
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return socket;
    } catch (SocketTimeoutException e) {
      socket.close();
      throw new SSLException(NO_HANDSHAKE, e);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }
}
