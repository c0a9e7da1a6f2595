package dev.durableingest.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.checkpoint.CheckpointStore;
import dev.durableingest.runtime.checkpoint.CheckpointUrls;
import dev.durableingest.runtime.checkpoint.StoreDurability;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** The document, its fence and its lease, in a real Redis. */
@Timeout(600)
final class RedisCheckpointStoreTest {
  private static final String DOCUMENT = "MS::moosecache::durable-ingest:p";
  private static final String FENCE = "durable-ingest::fence::{" + DOCUMENT + "}";

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

  @Test
  void keepsOneJsonObjectWithoutATimeToLiveUnderTheKeyThatMooseCacheReads() throws Exception {
    try (CheckpointStore store = open();
        Jedis client = redis.client()) {
      CheckpointDocument first = store.acquire(firstRun("a"));
      assertThat(first.epoch()).isEqualTo(1);
      client.expire(DOCUMENT, 3_600);
      store.save(next(first));
      assertThat(client.get(DOCUMENT)).startsWith("{").contains("\"revision\":1").endsWith("}");
      assertThat(client.ttl(DOCUMENT)).as("no time to live").isEqualTo(-1);
      assertThat(store.durability()).isEqualTo(StoreDurability.SYNCED);
    }
    try (Jedis client = redis.client()) {
      assertThat(client.keys("*")).containsExactlyInAnyOrder(DOCUMENT, FENCE);
      assertThat(client.keys("MS::moosecache::*")).containsExactly(DOCUMENT);
    }
  }

  @Test
  void goesOnWhereTheLastRunLeftOff() throws Exception {
    CheckpointDocument saved;
    try (CheckpointStore store = open()) {
      saved = next(next(store.acquire(firstRun("a")), store), store);
    }
    try (CheckpointStore store = open()) {
      CheckpointDocument found = store.acquire(firstRun("b"));
      assertThat(found).isEqualTo(saved.withLease(2, "b"));
      assertThat(store.peek()).contains(found);
    }
  }

  @Test
  void keepsPipelinesAndPrefixesApart() throws Exception {
    try (CheckpointStore one = open();
        CheckpointStore two = open(redis.url("prefix=other", "key-prefix=X"))) {
      one.acquire(firstRun("a"));
      two.acquire(firstRun("b"));
      try (Jedis client = redis.client()) {
        assertThat(client.keys("MS::*")).containsExactly(DOCUMENT);
        assertThat(client.keys("X::*")).containsExactly("X::moosecache::other:p");
      }
    }
  }

  @Test
  void refusesASecondRunUntilTheLeaseRunsOutAndThenFencesTheFirst() throws Exception {
    URI url = redis.url("lease=600s");
    try (CheckpointStore first = open(url);
        CheckpointStore second = open(url)) {
      CheckpointDocument document = first.acquire(firstRun("a"));
      fails(Verdict.InUse.class, () -> second.acquire(firstRun("b")))
          .contains("are in use by process " + ProcessHandle.current().pid() + " on ")
          .contains("whose lease runs out in");
      redis.letLeaseRunOut(FENCE, Duration.ofSeconds(2));
      CheckpointDocument taken = acquireOnceFree(second, firstRun("b"));
      assertThat(taken.epoch()).isEqualTo(2);
      fails(Verdict.Fenced.class, () -> first.save(next(document)))
          .contains("was taken by process");
      fails(Verdict.Fenced.class, () -> first.lease().orElseThrow().renew());
      assertThat(first.reread()).isEqualTo(document.withLease(2, "b"));
      second.save(next(taken));
      assertThat(first.peek()).contains(next(taken));
    }
  }

  @Test
  void aLeaseThatRanOutAndThatNobodyTookIsStillTheRuns() throws Exception {
    try (CheckpointStore store = open()) {
      CheckpointDocument document = store.acquire(firstRun("a"));
      redis.letLeaseRunOut(FENCE, Duration.ZERO);
      store.lease().orElseThrow().renew();
      store.save(next(document));
    }
  }

  @Test
  void releasesTheLeaseOnClose() throws Exception {
    try (CheckpointStore store = open()) {
      store.acquire(firstRun("a"));
      assertThat(store.lease().orElseThrow().length()).isEqualTo(Duration.ofSeconds(15));
    }
    try (CheckpointStore store = open()) {
      assertThat(store.acquire(firstRun("b")).epoch()).isEqualTo(2);
    }
  }

  @Test
  void comparesIncarnationEpochOwnerAndRevisionAtEachSave() throws Exception {
    try (CheckpointStore store = open()) {
      CheckpointDocument document = next(store.acquire(firstRun("a")), store);
      CheckpointDocument good = next(document);
      fails(Verdict.Fenced.class, () -> store.save(good.withLease(2, "a")));
      fails(Verdict.Fenced.class, () -> store.save(good.withLease(1, "b")));
      fails(Verdict.Fenced.class, () -> store.save(document));
      fails(Verdict.Stop.class, () -> store.save(next(good))).contains("lost its newest writes");
      fails(Verdict.Fenced.class, () -> store.save(good.inIncarnation("other")));
      store.save(good);
    }
  }

  @Test
  void aDocumentThatWasDeletedIsNeverAFirstRun() throws Exception {
    try (CheckpointStore store = open();
        Jedis client = redis.client()) {
      CheckpointDocument document = next(store.acquire(firstRun("a")), store);
      client.del(DOCUMENT);
      store.save(next(document)); // the run itself knows better, and puts it back
      assertThat(store.peek()).contains(next(document));
      client.del(DOCUMENT);
    }
    try (CheckpointStore store = open()) {
      fails(Verdict.Stop.class, () -> store.acquire(firstRun("b")))
          .contains(DOCUMENT + " in redis://127.0.0.1:")
          .contains("is missing, although one was saved: cache.clear()", "another ?prefix=");
      fails(Verdict.Stop.class, store::peek).contains("is missing");
      fails(Verdict.Stop.class, () -> store.acquire(firstRun("b")));
    }
  }

  @Test
  void anOlderCopyThatWasPutBackIsNoticed() throws Exception {
    try (CheckpointStore store = open();
        Jedis client = redis.client()) {
      CheckpointDocument document = next(store.acquire(firstRun("a")), store);
      String older = client.get(DOCUMENT);
      next(document, store);
      client.set(DOCUMENT, older);
    }
    try (CheckpointStore store = open()) {
      fails(Verdict.Stop.class, () -> store.acquire(firstRun("b")))
          .contains("an older copy was put back");
    }
  }

  @Test
  void somethingElseUnderItsKeyIsLeftAlone() throws Exception {
    try (CheckpointStore store = open();
        Jedis client = redis.client()) {
      client.set(DOCUMENT, "{\"cursor\":7}");
      fails(Verdict.Stop.class, () -> store.acquire(firstRun("a")))
          .contains("is not a checkpoint that can be read");
      assertThat(client.get(DOCUMENT)).isEqualTo("{\"cursor\":7}");
      assertThat(client.exists(FENCE)).isFalse();
      client.del(DOCUMENT);
      client.lpush(DOCUMENT, "mine");
      fails(Verdict.Stop.class, () -> store.acquire(firstRun("a")))
          .contains("has something else under the key");
    }
  }

  @Test
  void goesOnFromADocumentWhoseFenceIsLost() throws Exception {
    CheckpointDocument saved;
    try (CheckpointStore store = open()) {
      saved = next(store.acquire(firstRun("a")), store);
    }
    try (CheckpointStore store = open();
        Jedis client = redis.client()) {
      client.del(FENCE);
      CheckpointDocument found = store.acquire(firstRun("b"));
      assertThat(found).isEqualTo(saved.withLease(2, "b"));
      store.save(next(found));
    }
  }

  /** The save reaches Redis, which is stopped before it can answer; then it goes on. */
  @Test
  void readsBackWhetherASaveWithoutAnAnswerWasApplied() throws Exception {
    try (CheckpointStore store = open()) {
      CheckpointDocument document = next(store.acquire(firstRun("a")), store);
      redis.pause();
      fails(Verdict.Reopen.class, () -> store.save(next(document))).contains("gave no answer");
      redis.resume();
      assertThat(store.reread()).isEqualTo(next(document));
      store.save(next(next(document)));
    }
  }

  @Test
  void readsBackThatASaveWasNotApplied() throws Exception {
    try (CheckpointStore store = open()) {
      CheckpointDocument document = next(store.acquire(firstRun("a")), store);
      redis.kill();
      fails(Verdict.Reopen.class, () -> store.save(next(document)));
      fails(Verdict.RetrySame.class, store::reread).contains("cannot be reached");
      redis.launch();
      assertThat(store.reread()).isEqualTo(document);
      store.save(next(document));
    }
  }

  @Test
  void stopsWhenRedisLostWhatItHadAnsweredFor() throws Exception {
    try (CheckpointStore store = open()) {
      CheckpointDocument second = next(next(store.acquire(firstRun("a")), store), store);
      long appended = Files.size(redis.folder().resolve("appendonly.aof"));
      CheckpointDocument fourth = next(next(second, store), store);
      redis.kill();
      cut(appended);
      redis.launch();
      fails(Verdict.Reopen.class, () -> store.save(next(fourth)));
      fails(Verdict.Stop.class, store::reread)
          .contains("has revision 2 of pipeline 'p' after it had answered for")
          .contains("set appendfsync always");
    }
    try (CheckpointStore store = open()) {
      assertThat(store.acquire(firstRun("b")).revision()).isEqualTo(2);
    }
  }

  /** Redis comes back without the take-over, and gives the same epoch out a second time. */
  @Test
  void anEpochThatIsHandedOutTwiceLetsNobodyIn() throws Exception {
    URI url = redis.url();
    try (CheckpointStore first = open(url);
        CheckpointStore second = open(url)) {
      next(first.acquire(firstRun("a")), first);
      redis.letLeaseRunOut(FENCE, Duration.ZERO);
      long appended = Files.size(redis.folder().resolve("appendonly.aof"));
      CheckpointDocument forgotten = second.acquire(firstRun("b"));
      redis.kill();
      cut(appended);
      redis.launch();
      try (CheckpointStore third = open(url)) {
        CheckpointDocument taken = third.acquire(firstRun("c"));
        assertThat(taken.epoch()).isEqualTo(forgotten.epoch());
        fails(Verdict.Reopen.class, () -> second.save(next(forgotten)));
        fails(Verdict.Fenced.class, () -> second.save(next(forgotten)));
        third.save(next(taken));
      }
    }
  }

  @Test
  void stopsWhenTheDatabaseWasEmptiedDuringTheRun() throws Exception {
    try (CheckpointStore store = open();
        Jedis client = redis.client()) {
      CheckpointDocument document = next(store.acquire(firstRun("a")), store);
      client.flushAll();
      fails(Verdict.Stop.class, () -> store.save(next(document))).contains("was emptied");
      fails(Verdict.Stop.class, store::reread).contains("was emptied");
    }
  }

  @Test
  void keepsACopyWithoutALease() throws Exception {
    try (CheckpointStore copy = open();
        CheckpointStore other = open()) {
      CheckpointDocument document = next(firstRun("a"));
      copy.copy(document);
      assertThat(other.peek()).contains(document);
    }
  }

  private void cut(long bytes) throws Exception {
    try (RandomAccessFile file =
        new RandomAccessFile(redis.folder().resolve("appendonly.aof").toFile(), "rw")) {
      file.setLength(bytes);
    }
  }

  private CheckpointStore open() throws SinkException {
    return open(redis.url());
  }

  private static CheckpointStore open(URI url) throws SinkException {
    return CheckpointUrls.provider(url).open(url, "p");
  }

  /** Takes the lease as soon as the one that somebody has runs out. */
  private static CheckpointDocument acquireOnceFree(
      CheckpointStore store, CheckpointDocument firstRun) throws Exception {
    while (true) {
      try {
        return store.acquire(firstRun);
      } catch (SinkException e) {
        assertThat(e.verdict()).as(e.getMessage()).isInstanceOf(Verdict.InUse.class);
        Thread.sleep(50);
      }
    }
  }

  private static CheckpointDocument firstRun(String owner) {
    return CheckpointDocument.firstRun("p", "first", owner, Instant.EPOCH);
  }

  private static CheckpointDocument next(CheckpointDocument document) {
    return document.toNext().events(document.events() + 10).build();
  }

  private static CheckpointDocument next(CheckpointDocument document, CheckpointStore store)
      throws SinkException {
    CheckpointDocument next = next(document);
    store.save(next);
    return next;
  }

  private static AbstractStringAssert<?> fails(
      Class<? extends Verdict> verdict, ThrowingCallable call) {
    SinkException[] thrown = new SinkException[1];
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SinkException.class,
            e -> {
              assertThat(e.verdict()).as(e.getMessage()).isInstanceOf(verdict);
              thrown[0] = e;
            });
    assertThat(thrown[0].getMessage()).doesNotContain("\n");
    return assertThat(thrown[0].getMessage());
  }
}
