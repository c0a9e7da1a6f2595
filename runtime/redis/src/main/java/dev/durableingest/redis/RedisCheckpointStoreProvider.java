package dev.durableingest.redis;

import dev.durableingest.runtime.checkpoint.CheckpointStore;
import dev.durableingest.runtime.checkpoint.CheckpointStoreProvider;
import dev.durableingest.runtime.checkpoint.StoreCheck;
import dev.durableingest.runtime.sink.Finding;
import dev.durableingest.runtime.sink.SinkException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.Protocol.Command;

/** Opens {@code redis://host:port} as a checkpoint store that several machines may share. */
public final class RedisCheckpointStoreProvider implements CheckpointStoreProvider {

  /** Called by {@link java.util.ServiceLoader}. */
  public RedisCheckpointStoreProvider() {}

  @Override
  public String scheme() {
    return "redis";
  }

  @Override
  public CheckpointStore open(URI url, String pipeline) throws SinkException {
    return new RedisCheckpointStore(RedisUrl.parse(url), pipeline);
  }

  @Override
  public StoreCheck check(URI url, String pipeline) {
    List<Finding> findings = new ArrayList<>();
    try (RedisConnection connection =
        new RedisConnection(RedisUrl.parse(url), RedisConnection.ANSWER_TIMEOUT)) {
      ServerFacts facts = ServerFacts.of(connection);
      findings.addAll(facts.findings());
      slowness(connection).ifPresent(findings::add);
      try (RedisCheckpointStore store = new RedisCheckpointStore(RedisUrl.parse(url), pipeline)) {
        findings.add(
            store.isForeign()
                ? Finding.weak(
                    "checkpoint",
                    "another program's: a run takes it over where a profile can read it, and"
                        + " refuses it otherwise")
                : StoreCheck.found(store.peek()));
      } catch (SinkException e) {
        findings.add(Finding.fails("checkpoint", e));
      }
      return new StoreCheck(facts.durability(), findings);
    } catch (SinkException e) {
      findings.add(Finding.fails("--checkpoints", e));
      return new StoreCheck(null, findings);
    }
  }

  /**
   * What is to be said where the lease could not be renewed in time; the quicker of two answers.
   */
  private static Optional<Finding> slowness(RedisConnection connection) throws SinkException {
    long nanos = Math.min(answerNanos(connection), answerNanos(connection));
    Duration patience = RedisLease.patience(connection.url());
    if (nanos <= patience.toNanos()) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.weak(
            "Redis lease",
            "an answer takes "
                + Duration.ofNanos(nanos).toMillis()
                + " ms, and a renewal that takes longer than "
                + patience.toMillis()
                + " ms, a third of the lease, is given up, so that a run does not move: give it a"
                + " longer lease than ?lease="
                + connection.url().lease().toSeconds()
                + "s"));
  }

  private static long answerNanos(RedisConnection connection) throws SinkException {
    long start = System.nanoTime();
    connection.askList(Command.TIME);
    return System.nanoTime() - start;
  }

  @Override
  public boolean keepsRedoLog() {
    return true;
  }
}
