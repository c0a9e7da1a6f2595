package dev.durableingest.clickhouse;

import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says what is the matter where no answer came, and what to do about it. */
final class ConnectionFailure {
  private ConnectionFailure() {}

  static SinkException of(ClickHouseUrl url, IOException failure) {
    if (cause(failure, UnresolvedAddressException.class) != null) {
      return retry(
          "There is no host '" + url.host() + "': check --olap, or the name service", failure);
    }
    if (cause(failure, CertificateException.class) != null) {
      return stop(
          "The certificate of "
              + url
              + " is not accepted ("
              + reason(failure)
              + "). Name a host that is in it, and trust its authority with"
              + " -Djavax.net.ssl.trustStore=FILE.",
          failure);
    }
    if (cause(failure, SSLException.class) != null) {
      return retry(
          "No TLS with "
              + url
              + " ("
              + reason(failure)
              + "): leave ssl=true out, or name the port that speaks it, 8443 by default",
          failure);
    }
    if (cause(failure, HttpTimeoutException.class) != null) {
      return retry(
          "ClickHouse at "
              + url
              + " does not answer in time"
              + (url.isSecure() ? "; if that port speaks no TLS, leave ssl=true out" : ""),
          failure);
    }
    if (cause(failure, ConnectException.class) != null) {
      return retry(
          "ClickHouse at " + url + " cannot be reached: start it, or check host and port in --olap",
          failure);
    }
    return retry(
        "The connection to ClickHouse at "
            + url
            + " broke ("
            + reason(failure)
            + (url.isSecure() ? ")" : "); if that port speaks TLS, add ?ssl=true"),
        failure);
  }

  private static SinkException retry(String message, IOException failure) {
    return new SinkException(Verdict.RETRY_SAME, message, failure);
  }

  private static SinkException stop(String message, IOException failure) {
    return new SinkException(Verdict.STOP, message, failure);
  }

  private static <T extends Throwable> @Nullable T cause(Throwable failure, Class<T> type) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (type.isInstance(at)) {
        return type.cast(at);
      }
    }
    return null;
  }

  /** What the innermost cause says. */
  private static String reason(Throwable failure) {
    Throwable innermost = failure;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    String message = innermost.getMessage();
    return message == null || message.isBlank()
        ? innermost.getClass().getSimpleName()
        : message.lines().findFirst().orElse(message);
  }
}
