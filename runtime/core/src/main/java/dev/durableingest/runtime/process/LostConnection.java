package dev.durableingest.runtime.process;

import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Tells a lost connection from a bad event: it says nothing of the event that met it. */
final class LostConnection {
  private static final int CAUSES_MAX = 10;

  /** By name, because the runtime does not need the modules that these are in. */
  private static final Set<String> NAMES =
      Set.of(
          "java.net.http.HttpTimeoutException",
          "java.net.http.HttpConnectTimeoutException",
          "java.sql.SQLTransientConnectionException",
          "java.sql.SQLNonTransientConnectionException",
          "java.sql.SQLRecoverableException");

  private LostConnection() {}

  /** Whether a connection was lost, or could not be made, at the bottom of this. */
  static boolean is(Throwable failure) {
    @Nullable Throwable cause = failure;
    for (int i = 0; cause != null && i < CAUSES_MAX; i++) {
      if (cause instanceof SocketException
          || cause instanceof SocketTimeoutException
          || cause instanceof UnknownHostException
          || cause instanceof UnresolvedAddressException
          || cause instanceof SSLException
          || NAMES.contains(cause.getClass().getName())) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }
}
