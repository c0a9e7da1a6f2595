package dev.durableingest.redis;

import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import redis.clients.jedis.exceptions.JedisException;

/** Makes one clear line and a verdict of what Redis, or the way to it, says. */
final class RedisFailure {
  /** What waiting mends, by the first word of the answer, and what to tell meanwhile. */
  private static final Map<String, String> PASSING =
      Map.of(
          "LOADING", "is reading its data after a restart",
          "BUSY", "is busy with somebody's script",
          "MASTERDOWN", "has lost its primary",
          "CLUSTERDOWN", "is in a cluster that is down",
          "TRYAGAIN", "is moving keys",
          "NOREPLICAS", "has too few replicas to take writes",
          "OOM", "has reached its maxmemory and takes no writes: give it memory, or free some",
          "MISCONF", "cannot write to its disk and takes no writes: free space there");

  /** What somebody has to change, by the first word of the answer, and how. */
  private static final Map<String, String> LASTING =
      Map.of(
          "WRONGPASS", "refuses this user and password",
          "NOAUTH", "wants a password: write redis://:password@host",
          "NOPERM",
              "does not allow this user what a checkpoint needs: +eval +get +set +hset +hmget"
                  + " +time +info on its keys",
          "READONLY", "is a read-only replica: name the primary",
          "MOVED", "is a node of a cluster, which is not supported: name a single primary",
          "ASK", "is a node of a cluster, which is not supported: name a single primary",
          "WRONGTYPE", "has something else under the key of the checkpoint: name another ?prefix=");

  /** How a Redis before 7 says NOPERM of a command inside a script. */
  private static final String NO_RIGHT_IN_SCRIPT = "The user executing the script can't";

  private static final Pattern CLOSED =
      Pattern.compile("end of stream|Connection reset|Broken pipe");

  private RedisFailure() {}

  /** No connection could be made. */
  static SinkException unreachable(RedisUrl url, JedisException failure) {
    Throwable root = root(failure);
    if (root instanceof UnknownHostException) {
      return stop(url + ": there is no host '" + url.host() + "'. Check the name.", failure);
    }
    if (cause(failure, SSLException.class) instanceof SSLException tls) {
      return stop(tls(url, firstLine(root), firstLine(tls)), failure);
    }
    if (CLOSED.matcher(firstLine(root)).find()) {
      return retry(
          url + " closed the connection at once: does it want TLS? Then write rediss://", failure);
    }
    String why =
        root instanceof SocketTimeoutException
            ? "gave no answer within " + RedisConnection.ANSWER_TIMEOUT.toSeconds() + " s"
            : "cannot be reached: " + firstLine(root);
    return retry(url + " " + why + ". Is it running, and is this its port?", failure);
  }

  /** The connection broke, or no answer came: nobody knows whether the command was applied. */
  static SinkException unanswered(RedisUrl url, JedisException failure) {
    Throwable root = root(failure);
    String why =
        root instanceof SocketTimeoutException ? "gave no answer in time" : firstLine(root);
    return new SinkException(Verdict.REOPEN, url + ": " + why, failure);
  }

  /** Whether there was no answer in time, and no other trouble. */
  static boolean isTimeout(SinkException failure) {
    return root(failure) instanceof SocketTimeoutException;
  }

  /** Redis answered with an error, and has changed nothing. */
  static SinkException refused(RedisUrl url, JedisException failure) {
    String said = firstLine(failure);
    // An error inside a script is told with the script's name around it.
    for (Map.Entry<String, String> known : PASSING.entrySet()) {
      if (isAbout(said, known.getKey())) {
        return retry(url + " " + known.getValue(), failure);
      }
    }
    for (Map.Entry<String, String> known : LASTING.entrySet()) {
      if (isAbout(said, known.getKey())) {
        return stop(url + " " + known.getValue() + ".", failure);
      }
    }
    if (said.contains("DB index is out of range")) {
      return stop(url + " has no database of this number: it begins with 0.", failure);
    }
    return stop(url + " refused: " + said + ".", failure);
  }

  private static boolean isAbout(String said, String word) {
    return said.startsWith(word + " ")
        || said.contains("-" + word + " ")
        || said.contains(": " + word + " ")
        || (word.equals("NOPERM") && said.contains(NO_RIGHT_IN_SCRIPT));
  }

  private static String tls(RedisUrl url, String root, String said) {
    String both = root + " " + said;
    if (both.contains("certification path") || both.contains("PKIX")) {
      return url
          + " has a certificate that nobody vouches for. Name the PEM file of its authority:"
          + " ?ca=file.pem";
    }
    if (both.contains("subject alternative") || both.contains("No name matching")) {
      return url + " has a certificate for another host: " + root + ". Use the name in it.";
    }
    if (both.contains("Unsupported or unrecognized") || both.contains(RedisSockets.NO_HANDSHAKE)) {
      return url + " does not speak TLS on this port. Write redis://, or name its TLS port.";
    }
    return url + ": no TLS connection: " + said + ".";
  }

  private static <T extends Throwable> Throwable cause(Throwable failure, Class<T> type) {
    Throwable at = failure;
    while (!type.isInstance(at) && at.getCause() != null) {
      at = at.getCause();
    }
    return at;
  }

  private static Throwable root(Throwable failure) {
    Throwable at = failure;
    while (at.getCause() != null) {
      at = at.getCause();
    }
    // Where every address of a name was tried, the attempts are beside the exception, not below.
    return at.getSuppressed().length > 0 ? root(at.getSuppressed()[0]) : at;
  }

  private static String firstLine(Throwable failure) {
    String message = failure.getMessage();
    if (message == null || message.isBlank()) {
      return failure.getClass().getSimpleName();
    }
    return message.strip().lines().findFirst().orElse(message).replaceAll("[.!]$", "");
  }

  private static SinkException stop(String message, Exception cause) {
    return new SinkException(Verdict.STOP, message, cause);
  }

  private static SinkException retry(String message, Exception cause) {
    return new SinkException(Verdict.RETRY_SAME, message, cause);
  }
}
