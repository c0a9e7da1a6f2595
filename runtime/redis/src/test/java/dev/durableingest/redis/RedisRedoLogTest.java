package dev.durableingest.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.checkpoint.CheckpointStore;
import dev.durableingest.runtime.checkpoint.CheckpointUrls;
import dev.durableingest.runtime.checkpoint.RedoLog;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** The record from which a commit can be repeated, in a real Redis. */
@Timeout(600)
final class RedisRedoLogTest {
  private static final String DOCUMENT = "MS::moosecache::durable-ingest:p";

  @TempDir Path folder;
  private RedisServer redis;

  @BeforeEach
  void start() throws Exception {
    redis = RedisServer.durable(folder);
  }

  @AfterEach
  void stop() throws Exception {
    redis.close();
  }

  /** Every byte there is, in pieces, larger than any buffer on the way. */
  @Test
  void isThereForTheNextRunThoughRedisIsKilled() throws Exception {
    byte[] record = new byte[5_000_000];
    new Random(1).nextBytes(record);
    try (CheckpointStore store = open(redis.url())) {
      store.acquire(firstRun("a"));
      RedoLog log = store.redoLog().orElseThrow();
      assertThat(log.read()).isEmpty();
      log.write(List.of(ByteBuffer.wrap(record, 0, 7), ByteBuffer.wrap(record, 7, 4_999_993)));
      redis.kill();
      redis.launch();
    }
    try (CheckpointStore store = open(redis.url())) {
      store.acquire(firstRun("b"));
      assertThat(store.redoLog().orElseThrow().read()).contains(record);
    }
  }

  @Test
  void takesNothingOfARunThatLostItsLease() throws Exception {
    URI url = redis.url();
    try (CheckpointStore first = open(url);
        CheckpointStore second = open(url)) {
      first.acquire(firstRun("a"));
      write(first, 1);
      redis.letLeaseRunOut("durable-ingest::fence::{" + DOCUMENT + "}", Duration.ZERO);
      second.acquire(firstRun("b"));
      write(second, 2);
      assertThat(refusal(first)).isEqualTo(Verdict.FENCED);
      assertThat(second.redoLog().orElseThrow().read()).contains(new byte[] {2});
    }
  }

  /** What was sent over a connection that was given up may still arrive, and too late. */
  @Test
  void aRecordThatComesAfterItsDocumentTakesNoOthersPlace() throws Exception {
    RedisUrl url = RedisUrl.parse(redis.url());
    try (CheckpointStore store = open(redis.url());
        RedisConnection connection = new RedisConnection(url, RedisConnection.ANSWER_TIMEOUT)) {
      CheckpointDocument stored = store.acquire(firstRun("a"));
      RedisRedoLog late = new RedisRedoLog(connection, url, "p");
      late.follow(stored);
      write(store, 1);
      store.save(stored.toNext().build());
      write(store, 2);
      try {
        late.write(List.of(ByteBuffer.wrap(new byte[] {1})));
        throw new AssertionError("It was taken");
      } catch (SinkException e) {
        assertThat(store.redoLog().orElseThrow().read()).contains(new byte[] {2});
      }
    }
  }

  /** More than the buffers on the way hold is sent to a Redis that reads nothing. */
  @Test
  void givesUpOnARedisThatIsStopped() throws Exception {
    RedisUrl url = RedisUrl.parse(redis.url());
    try (CheckpointStore store = open(redis.url());
        RedisConnection connection = new RedisConnection(url, Duration.ofMillis(200))) {
      RedisRedoLog log = new RedisRedoLog(connection, url, "p");
      log.follow(store.acquire(firstRun("a")));
      writeOnceItAnswers(log, 1);
      redis.pause();
      try {
        log.write(List.of(ByteBuffer.allocate(50_000_000)));
        throw new AssertionError("It was taken");
      } catch (SinkException e) {
        assertThat(e.verdict()).as(e.getMessage()).isEqualTo(Verdict.RETRY_SAME);
      }
      redis.resume();
      assertThat(store.redoLog().orElseThrow().read()).contains(new byte[] {1});
    }
  }

  @Test
  void waitsForMemory() throws Exception {
    try (CheckpointStore store = open(redis.url());
        Jedis client = redis.client()) {
      store.acquire(firstRun("a"));
      client.configSet("maxmemory", "1");
      assertThat(refusal(store)).isEqualTo(Verdict.RETRY_SAME);
      client.configSet("maxmemory", "0");
      write(store, 3);
      assertThat(store.redoLog().orElseThrow().read()).contains(new byte[] {3});
    }
  }

  private static void write(CheckpointStore store, int content) throws SinkException {
    store.redoLog().orElseThrow().write(List.of(ByteBuffer.wrap(new byte[] {(byte) content})));
  }

  /** Over a connection whose patience is short. */
  private static void writeOnceItAnswers(RedoLog log, int content) throws Exception {
    while (true) {
      try {
        log.write(List.of(ByteBuffer.wrap(new byte[] {(byte) content})));
        return;
      } catch (SinkException e) {
        assertThat(e.verdict()).as(e.getMessage()).isEqualTo(Verdict.RETRY_SAME);
      }
    }
  }

  private static Verdict refusal(CheckpointStore store) {
    try {
      write(store, 9);
    } catch (SinkException e) {
      assertThat(e.getMessage()).hasLineCount(1);
      return e.verdict();
    }
    throw new AssertionError("It was taken");
  }

  private static CheckpointStore open(URI url) throws SinkException {
    return CheckpointUrls.provider(url).open(url, "p");
  }

  private static CheckpointDocument firstRun(String owner) {
    return CheckpointDocument.firstRun("p", "first", owner, Instant.EPOCH);
  }
}
