package dev.durableingest.redis;

import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * One connection to a Redis, opened when it is needed and again after it broke. Nothing is sent
 * twice by itself: whether it was applied is for the caller to find out.
 *
 * <p>Single-threaded.
 */
final class RedisConnection implements AutoCloseable {
  /** How long a connection may take to be made, and an answer to come. */
  static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);

  /** How many times an answer's time a command may take in all: a large one has to be sent. */
  private static final int WHOLE_COMMAND = 6;

  private static final ScheduledThreadPoolExecutor LIMITS = limits();

  private final RedisUrl url;
  private final Duration timeout;
  private @Nullable Connection connection;

  /**
   * @param url where to; nothing is opened yet
   * @param timeout for the connection and for each answer
   */
  RedisConnection(RedisUrl url, Duration timeout) {
    this.url = url;
    this.timeout = timeout;
  }

  /** Where it goes, without secrets. */
  RedisUrl url() {
    return url;
  }

  /**
   * Runs a script whose repetition is harmless, or whose effect the next answer shows.
   *
   * @param arguments texts, or bytes as they are
   * @return its answer, one text or the texts of a list
   * @throws SinkException with {@code RetrySame} when there was no answer
   */
  List<String> ask(Script script, List<String> keys, Object... arguments) throws SinkException {
    return harmless(() -> run(script, keys, arguments));
  }

  /** A command whose repetition is harmless; the empty text where Redis has nothing. */
  String ask(Command command, String... arguments) throws SinkException {
    return harmless(() -> text(execute(command, List.of(arguments))));
  }

  /** A command whose repetition is harmless; empty where Redis has nothing. */
  Optional<byte[]> askBytes(Command command, String... arguments) throws SinkException {
    return harmless(() -> Optional.ofNullable((byte[]) execute(command, List.of(arguments))));
  }

  /** A command whose repetition is harmless, and whose answer is a list. */
  List<String> askList(Command command, String... arguments) throws SinkException {
    return harmless(() -> texts(execute(command, List.of(arguments))));
  }

  /**
   * Runs a script that changes something once.
   *
   * @param arguments texts, or bytes as they are
   * @return its answer, one text or the texts of a list
   * @throws SinkException with {@code Reopen} when nobody knows whether it was applied; with {@code
   *     RetrySame} when it definitely was not
   */
  List<String> run(Script script, List<String> keys, Object... arguments) throws SinkException {
    List<Object> all = new ArrayList<>(List.of(script.text(), keys.size()));
    all.addAll(keys);
    all.addAll(List.of(arguments));
    return texts(execute(Command.EVAL, all));
  }

  /** Forgets the connection; the next question makes a new one. */
  void drop() {
    Connection dropped = connection;
    connection = null;
    if (dropped != null) {
      disconnect(dropped);
    }
  }

  private static void disconnect(Connection dropped) {
    try {
      dropped.forceDisconnect();
    } catch (IOException | JedisException e) {
      // It is not used any more, whatever became of it.
    }
  }

  private static ScheduledThreadPoolExecutor limits() {
    ScheduledThreadPoolExecutor limits =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, "redis-limits");
              thread.setDaemon(true);
              return thread;
            });
    limits.setRemoveOnCancelPolicy(true);
    return limits;
  }

  @Override
  public void close() {
    drop();
  }

  private interface Question<T> {
    T ask() throws SinkException;
  }

  private static <T> T harmless(Question<T> question) throws SinkException {
    try {
      return question.ask();
    } catch (SinkException e) {
      if (e.verdict() instanceof Verdict.Reopen) {
        throw new SinkException(Verdict.RETRY_SAME, String.valueOf(e.getMessage()), e);
      }
      throw e;
    }
  }

  private @Nullable Object execute(Command command, List<?> arguments) throws SinkException {
    Connection open = connection();
    CommandArguments all = new CommandArguments(command);
    arguments.forEach(all::add);
    // A socket has a limit for reading only, and writing to a Redis that is stopped takes for ever.
    Future<?> limit =
        LIMITS.schedule(
            () -> disconnect(open), WHOLE_COMMAND * timeout.toMillis(), TimeUnit.MILLISECONDS);
    try {
      return open.executeCommand(all);
    } catch (JedisConnectionException e) {
      drop();
      throw RedisFailure.unanswered(url, e);
    } catch (JedisException e) {
      drop();
      throw RedisFailure.refused(url, e);
    } finally {
      limit.cancel(false);
    }
  }

  private Connection connection() throws SinkException {
    Connection open = connection;
    if (open == null) {
      SSLSocketFactory tls = url.isTls() ? TlsTrust.sockets(url) : null;
      try {
        open = new Connection(new RedisSockets(url, timeout, tls), config());
        if (!open.isConnected()) {
          open.connect();
        }
      } catch (JedisConnectionException e) {
        throw RedisFailure.unreachable(url, e);
      } catch (JedisException e) {
        throw RedisFailure.refused(url, e);
      }
      connection = open;
    }
    return open;
  }

  private JedisClientConfig config() {
    DefaultJedisClientConfig.Builder config =
        DefaultJedisClientConfig.builder()
            .resp2()
            .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
            .socketTimeoutMillis((int) timeout.toMillis())
            .database(url.database());
    url.login()
        .ifPresent(
            login -> {
              config.password(login.password());
              if (!login.user().isEmpty()) {
                config.user(login.user());
              }
            });
    return config.build();
  }

  private static String text(@Nullable Object answer) {
    if (answer == null) {
      return "";
    }
    return answer instanceof byte[] bytes
        ? new String(bytes, StandardCharsets.UTF_8)
        : String.valueOf(answer);
  }

  private static List<String> texts(@Nullable Object answer) {
    return answer instanceof List<?> list
        ? list.stream().map(RedisConnection::text).toList()
        : List.of(text(answer));
  }
}
