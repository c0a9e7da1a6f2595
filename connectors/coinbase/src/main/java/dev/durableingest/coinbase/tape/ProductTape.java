package dev.durableingest.coinbase.tape;

import dev.durableingest.coinbase.Trade;
import dev.durableingest.runtime.Gap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Brings the trades of one product into order: whatever the feed drops, repeats or reorders, the
 * output is contiguous, and what is missing is asked for by {@link #nextFetch}.
 *
 * <p>Pure: time comes in as nanoseconds that never fall, from 0 at the start of the connection. Not
 * thread-safe. Everything up to {@code last} was put out; everything that is held is beyond the
 * hole that starts at {@code last + 1}.
 */
public final class ProductTape {
  private static final long NEVER = Long.MAX_VALUE;

  private final String product;
  private final OptionalLong checkpoint;
  private final TapeLimits limits;
  private final TapeOutput output;
  private final TreeMap<Long, Trade> held = new TreeMap<>();
  private final TreeMap<Long, Long> known = new TreeMap<>(); // first to last trade of each gap

  private boolean started;
  private long startAt = NEVER;
  private long last;
  private long newestKnown;
  private long fetchOnlyUpTo; // what is up to here will not come by the feed
  private long holeAfter = -1;
  private long holeSince;
  private boolean fetching;
  private long fetchAt;
  private int attempts; // answers without progress; a window after one that was given up gets one
  private int failures; // no answers, in a row

  /**
   * A tape that continues after the checkpoint.
   *
   * @param product for messages
   * @param checkpoint the newest trade that was handled, or empty to start with the exchange's
   *     newest
   * @param output where trades go; called by the thread that calls the tape
   */
  public ProductTape(
      String product, OptionalLong checkpoint, TapeLimits limits, TapeOutput output) {
    this.product = product;
    this.checkpoint = checkpoint;
    this.limits = limits;
    this.output = output;
    if (checkpoint.isPresent()) {
      start(checkpoint.getAsLong());
    }
  }

  /**
   * Leaves out trades that are a gap of the ledger: they are fetched as such, and would be there
   * twice if they were put out here, too.
   */
  public void passOver(Gap gap) {
    // A cursor before the trade that the gap follows was set back, to read again what was filled.
    boolean isSetBack = last + 1 < gap.from();
    known.merge(isSetBack ? gap.next() : gap.from(), gap.to(), Math::max);
    passKnown();
  }

  /** The newest trade before the subscription took effect: none before it comes by the feed. */
  public void lastMatch(Trade trade, long now) throws InterruptedException, SourceBehindException {
    requireNotBehind(trade.tradeId());
    if (!started) {
      start(trade.tradeId() - 1);
    }
    fetchOnlyUpTo = Math.max(fetchOnlyUpTo, trade.tradeId());
    match(trade, now);
  }

  /** A trade of the feed. */
  public void match(Trade trade, long now) throws InterruptedException {
    long id = trade.tradeId();
    newestKnown = Math.max(newestKnown, id);
    if (started && id == last + 1) {
      held.remove(id);
      put(trade);
      drain();
    } else if ((started && id <= last) || held.containsKey(id)) {
      output.duplicate();
    } else if (held.size() >= limits.heldMax()) {
      fetchOnlyUpTo = Math.max(fetchOnlyUpTo, id);
      output.overflow();
    } else {
      held.put(id, trade);
      startNoLaterThan(now + limits.reorderHold().toNanos());
    }
    noteHole(now);
  }

  /** A heartbeat: tells of trades that may have been dropped with nothing after them. */
  public void heartbeat(long lastTradeId, long now) throws SourceBehindException {
    requireNotBehind(lastTradeId);
    newestKnown = Math.max(newestKnown, lastTradeId);
    if (lastTradeId > 0) {
      startNoLaterThan(now + limits.heartbeatHold().toNanos());
    }
    noteHole(now);
  }

  /** Lets time pass. Without a checkpoint the tape starts here when no last match has come. */
  public void tick(long now) throws InterruptedException {
    if (!started && now >= startAt) {
      long lastMatch = held.isEmpty() ? newestKnown : Math.max(held.firstKey() - 1, 1);
      fetchOnlyUpTo = Math.max(fetchOnlyUpTo, lastMatch);
      start(lastMatch - 1);
      drain();
      noteHole(now);
    }
  }

  /** The trades to fetch now; they are taken as asked for until an answer is given back. */
  public Optional<Window> nextFetch(long now) {
    long holeEnd = holeEnd();
    if (!started || fetching || holeEnd <= last || now < fetchAt || now < dueAt()) {
      return Optional.empty();
    }
    fetching = true;
    return Optional.of(new Window(last + 1, Math.min(last + Window.SIZE_MAX, holeEnd)));
  }

  /** How many trades are known to be missing next. */
  public long missing() {
    return started ? Math.max(0, holeEnd() - last) : 0;
  }

  /**
   * Takes an answer to {@link #nextFetch}.
   *
   * @param trades in any order; what was not asked for is left out
   * @return whether the trades that the answer lacks are given up
   */
  public boolean page(Window window, List<Trade> trades, long now) throws InterruptedException {
    fetching = false;
    failures = 0;
    for (Trade trade : trades) {
      long id = trade.tradeId();
      if (id > last && id >= window.from() && id <= window.to()) {
        held.putIfAbsent(id, trade);
      }
    }
    drain();
    boolean givenUp = false;
    if (last < window.to()) {
      attempts++;
      givenUp = attempts >= limits.fetchAttempts();
      if (givenUp) {
        passHoles(window.to());
      } else {
        fetchAt = now + delayNanos(attempts);
      }
    }
    noteHole(now);
    return givenUp;
  }

  /** Takes the news that {@link #nextFetch} got no answer. */
  public void fetchFailed(long retryAfterNanos, long now) {
    fetching = false;
    failures++;
    fetchAt = now + Math.max(retryAfterNanos, delayNanos(failures));
  }

  private void passHoles(long upTo) throws InterruptedException {
    while (last < upTo) {
      long next = held.isEmpty() ? upTo + 1 : Math.min(held.firstKey(), upTo + 1);
      output.gap(last + 1, next - 1);
      last = next - 1;
      drain();
    }
  }

  private void passKnown() {
    while (started && !known.isEmpty() && known.firstKey() <= last + 1) {
      last = Math.max(last, known.pollFirstEntry().getValue());
      held.headMap(last, true).clear();
    }
  }

  private void drain() throws InterruptedException {
    passKnown();
    while (!held.isEmpty() && held.firstKey() == last + 1) {
      put(held.pollFirstEntry().getValue());
    }
  }

  private void put(Trade trade) throws InterruptedException {
    output.trade(trade);
    last = trade.tradeId();
    attempts = 0;
    passKnown();
  }

  private void start(long after) {
    started = true;
    last = after;
    held.headMap(after, true).clear();
    passKnown();
  }

  private void startNoLaterThan(long time) {
    startAt = Math.min(startAt, time);
  }

  private void noteHole(long now) {
    if (started && holeEnd() > last && holeAfter != last) {
      holeAfter = last;
      holeSince = now;
    }
  }

  private long holeEnd() {
    long end = held.isEmpty() ? newestKnown : held.firstKey() - 1;
    return known.isEmpty() ? end : Math.min(end, known.firstKey() - 1);
  }

  private long dueAt() {
    if (last < fetchOnlyUpTo) {
      return 0;
    }
    return holeSince + (held.isEmpty() ? limits.heartbeatHold() : limits.reorderHold()).toNanos();
  }

  private long delayNanos(int attempt) {
    long delay = limits.initialDelay().toNanos() << Math.min(attempt - 1, 20);
    return Math.min(delay, limits.maxDelay().toNanos());
  }

  private void requireNotBehind(long newest) throws SourceBehindException {
    if (checkpoint.isPresent() && newest < checkpoint.getAsLong()) {
      throw new SourceBehindException(product, newest, checkpoint.getAsLong());
    }
  }
}
