package dev.durableingest.redis;

import dev.durableingest.runtime.checkpoint.Lease;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import java.time.Duration;
import java.util.List;

/**
 * A deadline in the fence of a pipeline, by the clock of Redis. It has a connection of its own, so
 * that a save that takes long does not hold up a renewal.
 *
 * <p>Thread-safe.
 */
final class RedisLease implements Lease {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  private final RedisUrl url;
  private final String fence;
  private final long epoch;
  private final String owner;
  private final RedisConnection connection;

  RedisLease(RedisUrl url, String fence, long epoch, String owner) {
    this.url = url;
    this.fence = fence;
    this.epoch = epoch;
    this.owner = owner;
    this.connection = new RedisConnection(url, patience(url));
  }

  long epoch() {
    return epoch;
  }

  String owner() {
    return owner;
  }

  @Override
  public Duration length() {
    return url.lease();
  }

  @Override
  public synchronized void renew() throws SinkException {
    List<String> answer;
    try {
      answer = renewFor(connection, url.lease());
    } catch (SinkException e) {
      throw RedisFailure.isTimeout(e) ? tooLate(e) : e;
    }
    switch (answer.get(0)) {
      case "renewed" -> {}
      case "gone" ->
          throw SinkException.stop(
              fence + " is gone from " + url + ": the database was emptied, or lost its data");
      default ->
          throw new SinkException(
              Verdict.FENCED,
              "The lease in "
                  + url
                  + " was taken by "
                  + answer.get(2)
                  + ". This run has saved and acknowledged nothing since, and stops",
              null);
    }
  }

  private SinkException tooLate(SinkException failure) {
    String message =
        url
            + " gave no answer within "
            + patience(url).toMillis()
            + " ms, a third of the lease, and without it nothing is written. Is it always as slow"
            + " as that, then give it a longer lease than ?lease="
            + url.lease().toSeconds()
            + "s";
    return new SinkException(failure.verdict(), message, failure);
  }

  /** How long a renewal may take: one that takes longer comes too late to be of use. */
  static Duration patience(RedisUrl url) {
    return url.lease().dividedBy(3);
  }

  /** Gives the lease up, so that the next run need not wait; where that fails it runs out. */
  void close() {
    try (RedisConnection last = new RedisConnection(url, CLOSE_TIMEOUT)) {
      renewFor(last, Duration.ZERO);
    } catch (SinkException e) {
      // Nobody is harmed by a lease that runs out by itself.
    }
    synchronized (this) {
      connection.close();
    }
  }

  private List<String> renewFor(RedisConnection over, Duration length) throws SinkException {
    return over.ask(
        Script.RENEW,
        List.of(fence),
        String.valueOf(epoch),
        owner,
        String.valueOf(length.toMillis()));
  }
}
