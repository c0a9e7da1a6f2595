package dev.durableingest.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.Entry;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.StoredValue;
import dev.durableingest.runtime.checkpoint.CheckpointStore;
import dev.durableingest.runtime.checkpoint.CheckpointTakeOver;
import dev.durableingest.runtime.checkpoint.CheckpointTakeOver.TakenOver;
import dev.durableingest.runtime.checkpoint.DocumentJson;
import dev.durableingest.runtime.sink.Finding.Outcome;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.SetParams;

/** What another program left under the key of the document is read once, and is ours from then. */
class TakeOverTest {
  private static final String KEY = "MS::moosecache::durable-ingest:numbers";
  private static final String FENCE = "durable-ingest::fence::{" + KEY + "}";
  private static final String FOREIGN = "{\"number\":41}";
  private static final CheckpointTakeOver NUMBER =
      (text, where) ->
          new TakenOver(
              Map.of("numbers", Map.of("", new Entry(new StoredValue("java.lang.Long", "41"), 0))));

  @TempDir Path folder;

  @Test
  void itIsTranslatedOnceAndItsTimeToLiveIsGone() throws Exception {
    try (RedisServer redis = RedisServer.durable(folder);
        Jedis client = redis.client()) {
      client.set(KEY, FOREIGN, SetParams.setParams().ex(3600));
      try (CheckpointStore store = open(redis, NUMBER)) {
        CheckpointDocument document = store.acquire(firstRun());
        assertThat(document.entries()).isEqualTo(NUMBER.translate("", "").entries());
        assertThat(document.revision()).isZero();
        assertThat(store.takenOver())
            .hasValueSatisfying(of -> assertThat(of).contains("took over"));
        store.save(document.toNext().events(1).build());
      }
      assertThat(client.ttl(KEY)).isEqualTo(-1);
      assertThat(DocumentJson.read(client.get(KEY)).revision()).isEqualTo(1);
      assertThat(client.hget(FENCE, "takenOver")).isEqualTo(FOREIGN);
      CheckpointTakeOver never =
          (text, where) -> {
            throw new AssertionError("asked again");
          };
      try (CheckpointStore store = open(redis, never)) {
        assertThat(store.acquire(firstRun()).revision()).isEqualTo(1);
        assertThat(store.takenOver()).isPresent();
      }
    }
  }

  @Test
  void whatIsNotUnderstoodIsLeftAsItIsAndIsNoFirstRun() throws Exception {
    try (RedisServer redis = RedisServer.durable(folder);
        Jedis client = redis.client()) {
      client.set(KEY, FOREIGN);
      CheckpointTakeOver refuses =
          (text, where) -> {
            throw SinkException.stop(where + " is not understood");
          };
      try (CheckpointStore store = open(redis, refuses)) {
        SinkException failure =
            catchThrowableOfType(SinkException.class, () -> store.acquire(firstRun()));
        assertThat(failure).hasMessageContaining(KEY).hasMessageContaining("is not understood");
        assertThat(failure.verdict()).isEqualTo(Verdict.STOP);
      }
      assertThat(new RedisCheckpointStoreProvider().check(redis.url(), "numbers").findings())
          .anyMatch(
              finding ->
                  finding.outcome() == Outcome.WEAK
                      && finding.fact().startsWith("another program's"));
      try (CheckpointStore store =
          new RedisCheckpointStoreProvider().open(redis.url(), "numbers")) {
        assertThat(catchThrowableOfType(SinkException.class, () -> store.acquire(firstRun())))
            .hasMessageContaining("is not a checkpoint that can be read");
      }
      assertThat(client.get(KEY)).isEqualTo(FOREIGN);
    }
  }

  @Test
  void aProgramThatStillWritesIsToldOf() throws Exception {
    try (RedisServer redis = RedisServer.durable(folder);
        Jedis client = redis.client()) {
      client.set(KEY, FOREIGN);
      CheckpointTakeOver meanwhile =
          (text, where) -> {
            client.set(KEY, "{\"number\":42}");
            return NUMBER.translate(text, where);
          };
      try (CheckpointStore store = open(redis, meanwhile)) {
        assertThat(catchThrowableOfType(SinkException.class, () -> store.acquire(firstRun())))
            .hasMessageContaining("stop the program that writes it first");
      }
      assertThat(client.get(KEY)).isEqualTo("{\"number\":42}");
      try (CheckpointStore store = open(redis, NUMBER)) {
        store.acquire(firstRun());
      }
      client.set(KEY, FOREIGN); // the other program writes after it was taken over
      try (CheckpointStore store = open(redis, NUMBER)) {
        assertThat(catchThrowableOfType(SinkException.class, () -> store.acquire(firstRun())))
            .hasMessageContaining("is not a checkpoint that can be read");
      }
    }
  }

  private static CheckpointStore open(RedisServer redis, CheckpointTakeOver translation)
      throws SinkException {
    CheckpointStore store = new RedisCheckpointStoreProvider().open(redis.url(), "numbers");
    store.takeOverBy(translation);
    return store;
  }

  private static CheckpointDocument firstRun() {
    return CheckpointDocument.firstRun(
        "numbers", UUID.randomUUID().toString(), UUID.randomUUID().toString(), Instant.now());
  }
}
