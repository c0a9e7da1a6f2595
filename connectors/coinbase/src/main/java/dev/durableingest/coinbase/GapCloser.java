package dev.durableingest.coinbase;

import dev.durableingest.coinbase.rest.Answer;
import dev.durableingest.coinbase.tape.Window;
import dev.durableingest.runtime.Gap;
import dev.durableingest.runtime.SourceContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks REST again for the trades that the gap ledger says are missing, less and less often, and
 * fills in what comes. Outlives connections; used by the thread that reads.
 *
 * <p>A gap is filled in ascending order, and whatever is skipped is recorded as a gap of its own
 * first, so that no order of crashes hides a missing trade. A gap is left alone until a trade after
 * it is durable: before that, a restart would read its trades as new ones, and have them twice.
 */
final class GapCloser {
  private static final System.Logger LOG = System.getLogger("dev.durableingest.coinbase");

  private final LongSupplier clock;
  private final Duration firstWait;
  private final Duration longestWait;
  private final Tally tally;
  private final List<OpenGap> open = new ArrayList<>();
  private @Nullable OpenGap asked;

  /**
   * @param clock nanoseconds that never fall
   * @param firstWait how long after it was found a gap is asked for; doubles from time to time
   * @param longestWait longest such wait
   */
  GapCloser(LongSupplier clock, Duration firstWait, Duration longestWait, Tally tally) {
    this.clock = clock;
    this.firstWait = firstWait;
    this.longestWait = longestWait;
    this.tally = tally;
  }

  /** Takes up what the ledger has of these products; how often each was asked for stays known. */
  void begin(SourceContext context, List<String> products) {
    List<OpenGap> before = List.copyOf(open);
    open.clear();
    asked = null;
    List<Gap> ledger = context.gaps(CoinbaseResources.MATCHES);
    List<OpenGap> found = new ArrayList<>();
    for (Gap gap : ledger) {
      if (products.contains(gap.partition())) {
        take(gap, startOf(gap, ledger), before, found);
      }
    }
    if (!found.isEmpty()) {
      LOG.log(
          System.Logger.Level.INFO,
          "{0} of an earlier run, the first of {1}, the {2}; REST is asked for the trades again",
          found.size() == 1 ? "1 gap" : found.size() + " gaps",
          found.get(0).gap.partition(),
          found.get(0).trades());
    }
  }

  private void take(Gap gap, long start, List<OpenGap> before, List<OpenGap> found) {
    OpenGap taken = new OpenGap(gap, start, clock.getAsLong());
    if (taken.isFilled()) {
      return; // what is missing of it are gaps of their own
    }
    open.add(taken);
    for (OpenGap known : before) {
      if (known.gap.id() == gap.id()) {
        taken.passes = known.passes;
        taken.askAt = known.askAt;
        return;
      }
    }
    found.add(taken);
  }

  /** The first trade that no later gap has: a crash may have come between a gap and its filling. */
  private static long startOf(Gap gap, List<Gap> ledger) {
    long start = gap.next();
    List<Gap> later =
        ledger.stream()
            .filter(other -> other.id() > gap.id() && other.partition().equals(gap.partition()))
            .sorted(Comparator.comparingLong(Gap::from))
            .toList();
    for (Gap other : later) {
      if (other.from() <= start && other.to() >= start) {
        start = other.to() + 1;
      }
    }
    return Math.min(start, gap.to() + 1);
  }

  /** A gap was just recorded. */
  void found(Gap gap) {
    open.add(new OpenGap(gap, gap.from(), clock.getAsLong() + firstWait.toNanos()));
  }

  /** What to ask for now; taken as asked for until {@link #answer}. */
  Optional<Inbox.Request> nextFetch(SourceContext context) {
    if (asked != null) {
      return Optional.empty();
    }
    long now = clock.getAsLong();
    for (OpenGap gap : open) {
      if (now - gap.askAt >= 0) {
        if (isPassed(gap, context)) {
          asked = gap;
          return Optional.of(new Inbox.Request(gap.gap.partition(), gap.window(), true));
        }
        gap.askAt = now + firstWait.toNanos();
      }
    }
    return Optional.empty();
  }

  private static boolean isPassed(OpenGap gap, SourceContext context) {
    TradeCursor cursor = context.checkpoints(CoinbaseResources.MATCHES).get(gap.gap.partition());
    return cursor != null && cursor.tradeId() > gap.gap.to();
  }

  /** Takes the answer to {@link #nextFetch}. */
  void answer(Window window, Answer answer, SourceContext context) throws InterruptedException {
    OpenGap gap = asked;
    if (gap == null) {
      throw new IllegalStateException("Nobody asked for the trades of a gap");
    }
    asked = null;
    if (answer instanceof Answer.Failed failed) {
      Duration wait = failed.retryAfter();
      gap.askAt = clock.getAsLong() + (wait.compareTo(firstWait) > 0 ? wait : firstWait).toNanos();
    } else if (answer instanceof Answer.Page page) {
      List<Trade> found =
          page.trades().trades().stream()
              .filter(trade -> trade.tradeId() >= gap.next && trade.tradeId() <= window.to())
              .sorted(Comparator.comparingLong(Trade::tradeId))
              .toList();
      boolean isListEmpty = page.trades().trades().isEmpty();
      if (gap.isProbe(window)) {
        gap.isWorthIt = !found.isEmpty();
        gap.scan = gap.isWorthIt ? gap.next : gap.gap.to() + 1;
      } else {
        fill(gap, found, context);
        gap.scan = window.to() + 1;
      }
      if (gap.scan > gap.gap.to()) {
        endPass(gap, isListEmpty);
      }
    }
  }

  private void fill(OpenGap gap, List<Trade> found, SourceContext context)
      throws InterruptedException {
    for (Trade trade : found) {
      long id = trade.tradeId();
      if (id > gap.next) {
        String product = gap.gap.partition();
        OpenGap rest =
            new OpenGap(
                context.gap(CoinbaseResources.MATCHES, product, gap.next, id - 1),
                gap.next,
                clock.getAsLong() + wait(gap.passes + 1));
        rest.passes = gap.passes + 1;
        open.add(rest);
      }
      context.backfill(gap.gap, id, CoinbaseResources.MATCHES, trade);
      tally.one(Counted.BACKFILLED);
      gap.filled++;
      gap.next = id + 1;
    }
  }

  private void endPass(OpenGap gap, boolean isListEmpty) {
    if (gap.filled > 0) {
      LOG.log(
          System.Logger.Level.INFO,
          "{0}: {1} of the missing {2} were fetched after all",
          gap.gap.partition(),
          Long.toString(gap.filled),
          gap.trades());
    }
    if (gap.isFilled()) {
      open.remove(gap);
      return;
    }
    gap.passes++;
    long wait = wait(gap.passes);
    gap.beginPass(clock.getAsLong() + wait);
    LOG.log(
        gap.passes == 1 ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG,
        "{0}: the {1} cannot be closed: {2}. They stay a gap; REST is asked again in {3} s",
        gap.gap.partition(),
        gap.trades(),
        isListEmpty
            ? "they are out of the reach of REST, which lists nothing that old"
            : "REST lists older trades, but not these",
        Long.toString(Duration.ofNanos(wait).toSeconds()));
  }

  private long wait(int passes) {
    long nanos = firstWait.toNanos() << Math.min(passes, 20);
    return Math.min(nanos, longestWait.toNanos());
  }
}
