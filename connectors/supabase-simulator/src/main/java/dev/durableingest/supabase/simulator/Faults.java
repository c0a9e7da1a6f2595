package dev.durableingest.supabase.simulator;

import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** How the stand-in misbehaves from now on. Thread-safe. */
public final class Faults {
  private final Queue<RestFault> restFaults = new ConcurrentLinkedQueue<>();
  private final Queue<String> joinRefusals = new ConcurrentLinkedQueue<>();
  private final AtomicInteger changesToLose = new AtomicInteger();
  private final AtomicInteger handshakesToRefuse = new AtomicInteger();
  private volatile boolean holdsSubscriptions;
  private final Set<String> unauthorized = ConcurrentHashMap.newKeySet();

  Faults() {}

  /**
   * An answer to be given instead of the true one.
   *
   * @param status its HTTP status
   * @param retryAfter its header {@code Retry-After}, or null
   * @param body its body
   */
  public record RestFault(int status, @Nullable String retryAfter, String body) {}

  /** The next request for rows is answered so; several calls queue up. */
  public void answerRows(RestFault fault) {
    restFaults.add(fault);
  }

  /** The next request for rows runs into PostgreSQL's statement timeout. */
  public void timeOutRows() {
    answerRows(
        new RestFault(
            500,
            null,
            "{\"code\":\"57014\",\"details\":null,\"hint\":null,\"message\":"
                + "\"canceling statement due to statement timeout\"}"));
  }

  /** The next join is refused for this reason, such as {@code ClientJoinRateLimitReached: …}. */
  public void refuseJoin(String reason) {
    joinRefusals.add(reason);
  }

  /** Whether channels that have joined wait before they are told changes, until they need not. */
  public void holdSubscriptions(boolean hold) {
    holdsSubscriptions = hold;
  }

  /** So many handshakes are answered with 429. */
  public void refuseHandshakes(int count) {
    handshakesToRefuse.set(count);
  }

  /** So many changes are told to nobody, and nobody is told that. */
  public void loseChanges(int count) {
    changesToLose.set(count);
  }

  /** Changes of this table, {@code schema.table}, come as 401 errors without a row. */
  public void forbid(String table) {
    unauthorized.add(table);
  }

  @Nullable RestFault nextRestFault() {
    return restFaults.poll();
  }

  @Nullable String nextJoinRefusal() {
    return joinRefusals.poll();
  }

  boolean holdsSubscriptions() {
    return holdsSubscriptions;
  }

  boolean refusesHandshake() {
    return handshakesToRefuse.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
  }

  boolean losesChange() {
    return changesToLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
  }

  boolean forbids(String table) {
    return unauthorized.contains(table);
  }
}
