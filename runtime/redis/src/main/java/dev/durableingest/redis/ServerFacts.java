package dev.durableingest.redis;

import dev.durableingest.runtime.checkpoint.StoreDurability;
import dev.durableingest.runtime.sink.Finding;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.Protocol.Command;

/** What a Redis says of itself: what it keeps, what it evicts, and whether it takes writes. */
final class ServerFacts {
  private final RedisUrl url;
  private final Map<String, String> info;
  private final Map<String, String> config;

  private ServerFacts(RedisUrl url, Map<String, String> info, Map<String, String> config) {
    this.url = url;
    this.info = info;
    this.config = config;
  }

  /**
   * Asks.
   *
   * @throws SinkException when there is no answer
   */
  static ServerFacts of(RedisConnection connection) throws SinkException {
    Map<String, String> info = new LinkedHashMap<>();
    for (String line : connection.ask(Command.INFO).lines().toList()) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        info.put(line.substring(0, colon), line.substring(colon + 1).strip());
      }
    }
    Map<String, String> config = new LinkedHashMap<>();
    for (String name : List.of("appendfsync", "save")) {
      config.putAll(setting(connection, name));
    }
    return new ServerFacts(connection.url(), info, config);
  }

  /** Empty where a user, or a hosted Redis, is not told. */
  private static Map<String, String> setting(RedisConnection connection, String name)
      throws SinkException {
    try {
      List<String> answer = connection.askList(Command.CONFIG, "GET", name);
      return answer.size() == 2 ? Map.of(name, answer.get(1)) : Map.of();
    } catch (SinkException e) {
      if (e.verdict() instanceof Verdict.Stop) {
        return Map.of();
      }
      throw e;
    }
  }

  /**
   * Checks what would end in a loss that nobody notices.
   *
   * @throws SinkException with {@code Stop} when this Redis cannot be used
   */
  void requireUsable() throws SinkException {
    for (Finding finding : List.of(role(), eviction())) {
      if (finding.outcome() == Finding.Outcome.FAILS) {
        throw SinkException.stop(url + " " + finding.fact());
      }
    }
  }

  /** What this Redis keeps when its machine dies. */
  StoreDurability durability() {
    if (!isAppending()) {
      return config.getOrDefault("save", "unknown").isEmpty()
          ? StoreDurability.VOLATILE
          : StoreDurability.NEWEST_MAY_BE_LOST;
    }
    boolean isSynced = config.getOrDefault("appendfsync", "").equals("always");
    return isSynced && replicas() == 0
        ? StoreDurability.SYNCED
        : StoreDurability.NEWEST_MAY_BE_LOST;
  }

  /** One line for each. */
  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    findings.add(
        Finding.ok(
            url.toString(),
            "Redis "
                + value("redis_version")
                + " answers; a connection or an answer that takes longer than "
                + RedisConnection.ANSWER_TIMEOUT.toSeconds()
                + " s is given up"));
    findings.add(role());
    findings.add(persistence());
    findings.add(eviction());
    return findings;
  }

  private Finding role() {
    String what = "Redis role";
    if (value("role").equals("slave")) {
      return Finding.fails(
          what,
          "is a read-only replica of "
              + value("master_host")
              + ":"
              + value("master_port")
              + ": name the primary");
    }
    if (value("cluster_enabled").equals("1")) {
      return Finding.fails(what, "is a node of a cluster, which is not supported");
    }
    return replicas() == 0
        ? Finding.ok(what, "primary without replicas")
        : Finding.weak(
            what,
            "primary with "
                + replicas()
                + " replicas: a failover to one that is behind loses the newest checkpoints");
  }

  private Finding persistence() {
    String what = "Redis durability";
    if (!isAppending()) {
      return switch (durability()) {
        case VOLATILE ->
            Finding.weak(
                what,
                "appendonly no and no snapshots: a restart of Redis forgets every checkpoint; set"
                    + " appendonly yes, appendfsync always");
        default ->
            Finding.weak(
                what,
                "appendonly no: a restart of Redis goes back to its last snapshot; set appendonly"
                    + " yes, appendfsync always");
      };
    }
    String sync = config.getOrDefault("appendfsync", "unknown");
    return switch (sync) {
      case "always" -> Finding.ok(what, "appendonly yes, appendfsync always: each is synced");
      case "unknown" ->
          Finding.weak(what, "appendonly yes, but this user may not ask for appendfsync");
      default ->
          Finding.weak(
              what,
              "appendonly yes, appendfsync "
                  + sync
                  + ": a crash of its machine loses the newest ones; set appendfsync always");
    };
  }

  private Finding eviction() {
    String what = "Redis eviction";
    String policy = value("maxmemory_policy");
    boolean isLimited = !value("maxmemory").equals("0");
    if (isLimited && policy.startsWith("allkeys")) {
      return Finding.fails(
          what,
          "evicts any key when its maxmemory is reached (maxmemory-policy "
              + policy
              + "), and so checkpoints: set noeviction, or one of the volatile policies");
    }
    return Finding.ok(
        what,
        isLimited
            ? "maxmemory-policy " + policy + ": a checkpoint, which has no time to live, stays"
            : "no maxmemory: nothing is evicted");
  }

  private boolean isAppending() {
    return value("aof_enabled").equals("1");
  }

  private long replicas() {
    String count = value("connected_slaves");
    return count.isEmpty() ? 0 : Long.parseLong(count);
  }

  private String value(String name) {
    return info.getOrDefault(name, "");
  }
}
