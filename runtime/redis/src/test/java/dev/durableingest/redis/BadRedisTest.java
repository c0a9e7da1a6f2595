package dev.durableingest.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.checkpoint.CheckpointStore;
import dev.durableingest.runtime.checkpoint.CheckpointUrls;
import dev.durableingest.runtime.checkpoint.StoreCheck;
import dev.durableingest.runtime.checkpoint.StoreDurability;
import dev.durableingest.runtime.sink.Finding;
import dev.durableingest.runtime.sink.Finding.Outcome;
import dev.durableingest.runtime.sink.SinkException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** Each Redis that cannot be used is one clear line with the way out; each weak one says so. */
@Timeout(600)
final class BadRedisTest {
  @TempDir Path folder;

  @Test
  void aUrlThatCannotBeUnderstood() {
    refused("redis:host").contains("names no host").contains("redis://user:password@host:6379/0");
    refused("redis://me@host").contains("has a user but no password").doesNotContain("me@");
    refused("redis://host/one").contains("has '/one' where the number of a database may stand");
    refused("redis://host?prefx=a").contains("unknown setting 'prefx'");
    refused("redis://host?prefix=a%2Ab").contains("has a prefix that is not letters");
    refused("redis://host?lease=soon").contains("whole seconds such as 15s");
  }

  @Test
  void aHostThatDoesNotExist() {
    refused("redis://no-such-host.invalid").contains("there is no host 'no-such-host.invalid'");
  }

  @Test
  void aPortThatNobodyListensAt() throws Exception {
    refused("redis://127.0.0.1:" + RedisServer.freePort())
        .contains("cannot be reached: Connection refused")
        .contains("Is it running, and is this its port?");
  }

  @Test
  void aPasswordThatIsWrongMissingOrNotWanted() throws Exception {
    try (RedisServer redis = RedisServer.start(folder, "--requirepass", "secret-word")) {
      refused(redis.url().toString()).contains("wants a password");
      refused("redis://:wrong-word@127.0.0.1:" + redis.port())
          .contains("refuses this user and password")
          .doesNotContain("wrong-word");
      acquire("redis://:secret-word@127.0.0.1:" + redis.port()).close();
    }
    try (RedisServer redis = RedisServer.start(folder)) {
      refused(redis.url() + "/99").contains("has no database of this number");
    }
  }

  @Test
  void aUserWithoutTheRights() throws Exception {
    try (RedisServer redis = RedisServer.start(folder);
        Jedis client = redis.client()) {
      client.aclSetUser("reader", "on", ">reader-word", "~*", "+get", "+info", "+select");
      refused("redis://reader:reader-word@127.0.0.1:" + redis.port())
          .contains("does not allow this user what a checkpoint needs");
    }
  }

  @Test
  void aReplica() throws Exception {
    Path second = Files.createDirectory(folder.resolve("replica"));
    try (RedisServer primary = RedisServer.durable(folder);
        RedisServer replica =
            RedisServer.start(second, "--replicaof", "127.0.0.1", "" + primary.port())) {
      awaitInfo(replica, "master_link_status:up");
      refused(replica.url().toString())
          .contains("is a read-only replica of 127.0.0.1:" + primary.port() + ": name the primary");
      awaitInfo(primary, "connected_slaves:1");
      StoreCheck check = check(primary.url().toString());
      assertThat(check.durability()).isEqualTo(StoreDurability.NEWEST_MAY_BE_LOST);
      assertThat(check.findings()).anyMatch(f -> f.fact().contains("primary with 1 replicas"));
    }
  }

  @Test
  void aRedisThatEvictsKeysThatHaveNoTimeToLive() throws Exception {
    try (RedisServer redis =
        RedisServer.start(folder, "--maxmemory", "20mb", "--maxmemory-policy", "allkeys-lru")) {
      refused(redis.url().toString()).contains("evicts any key").contains("set noeviction");
    }
    try (RedisServer redis =
        RedisServer.start(folder, "--maxmemory", "20mb", "--maxmemory-policy", "volatile-lru")) {
      assertThat(failures(redis.url().toString())).isEmpty();
    }
  }

  @Test
  void saysHowDurableItIs() throws Exception {
    try (RedisServer redis = RedisServer.durable(folder)) {
      StoreCheck check = check(redis.url().toString());
      assertThat(check.durability()).isEqualTo(StoreDurability.SYNCED);
      assertThat(check.findings()).extracting(Finding::outcome).containsOnly(Outcome.OK);
      try (Jedis client = redis.client()) {
        assertThat(client.keys("*")).as("check writes nothing").isEmpty();
      }
    }
    isAsDurable(StoreDurability.NEWEST_MAY_BE_LOST, "appendfsync everysec", "--appendonly", "yes");
    isAsDurable(
        StoreDurability.NEWEST_MAY_BE_LOST,
        "appendfsync no",
        "--appendonly",
        "yes",
        "--appendfsync",
        "no");
    isAsDurable(StoreDurability.VOLATILE, "forgets every checkpoint");
    isAsDurable(
        StoreDurability.NEWEST_MAY_BE_LOST, "goes back to its last snapshot", "--save", "60", "1");
  }

  @Test
  void aTlsPortAndAPlainOneTakenForEachOther() throws Exception {
    TlsFiles tls = TlsFiles.make(folder, "localhost");
    int port = RedisServer.freePort();
    try (RedisServer redis = RedisServer.start(folder, port, tls.settings(port))) {
      refused("redis://localhost:" + redis.port())
          .contains("does it want TLS? Then write rediss://");
      refused("rediss://localhost:" + port).contains("?ca=file.pem");
      refused("rediss://127.0.0.1:" + port + "?ca=" + tls.certificate())
          .contains("has a certificate for another host");
      refused("rediss://localhost:" + port + "?ca=" + folder.resolve("missing.pem"))
          .contains("The certificates in");
      acquire("rediss://localhost:" + port + "?ca=" + tls.certificate()).close();
    }
    try (RedisServer redis = RedisServer.start(folder)) {
      refused("rediss://127.0.0.1:" + redis.port())
          .contains("does not speak TLS on this port. Write redis://");
    }
  }

  private void isAsDurable(StoreDurability durability, String fact, String... settings)
      throws Exception {
    Path own = Files.createTempDirectory(folder, "redis");
    try (RedisServer redis = RedisServer.start(own, settings)) {
      StoreCheck check = check(redis.url().toString());
      assertThat(check.durability()).isEqualTo(durability);
      assertThat(check.findings()).anyMatch(finding -> finding.fact().contains(fact));
      try (CheckpointStore store = acquire(redis.url().toString())) {
        assertThat(store.durability()).isEqualTo(durability);
      }
    }
  }

  private static void awaitInfo(RedisServer redis, String part) throws InterruptedException {
    try (Jedis client = redis.client()) {
      while (!client.info("replication").contains(part)) {
        Thread.sleep(20);
      }
    }
  }

  /** What {@code check} says of it and what a run says, which must be the same kind of no. */
  private static AbstractStringAssert<?> refused(String url) {
    assertThat(failures(url)).as("check of " + url).isNotEmpty();
    try {
      acquire(url).close();
    } catch (SinkException e) {
      assertThat(e.getMessage()).doesNotContain("\n").doesNotContain("Exception");
      return assertThat(e.getMessage());
    }
    throw new AssertionError(url + " was not refused");
  }

  private static List<Finding> failures(String url) {
    return check(url).findings().stream().filter(f -> f.outcome() == Outcome.FAILS).toList();
  }

  /** A check waits for seconds only, and a busy machine may take longer: it is asked again then. */
  private static StoreCheck check(String url) {
    while (true) {
      StoreCheck check = new RedisCheckpointStoreProvider().check(URI.create(url), "p");
      if (check.findings().stream().noneMatch(f -> f.fact().contains("gave no answer"))) {
        return check;
      }
    }
  }

  private static CheckpointStore acquire(String text) throws SinkException {
    URI url = URI.create(text);
    CheckpointStore store = CheckpointUrls.provider(url).open(url, "p");
    try {
      store.acquire(CheckpointDocument.firstRun("p", "first", "a", Instant.EPOCH));
      return store;
    } catch (SinkException e) {
      store.close();
      throw e;
    }
  }
}
