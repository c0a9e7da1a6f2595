package dev.durableingest.coinbase;

import dev.durableingest.coinbase.tape.ProductTape;
import dev.durableingest.coinbase.tape.TapeLimits;
import dev.durableingest.coinbase.tape.TapeOutput;
import dev.durableingest.coinbase.wire.ProductStatus;
import dev.durableingest.runtime.SourceContext;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What a session knows of one product: its tape, and when its heart was last heard. */
final class ProductReader implements TapeOutput {
  private static final System.Logger LOG = System.getLogger("dev.durableingest.coinbase");
  private static final long REMIND_NANOS = Duration.ofMinutes(1).toNanos();

  final String product;
  final ProductTape tape;
  int connection;
  Standing standing = Standing.ASKED;
  long heardAt;
  long askAgainAt;
  @Nullable ProductStatus status;

  private final SourceContext context;
  private final GapCloser gaps;
  private final Tally tally;
  private final CatchUpProgress progress = new CatchUpProgress();
  private long fetched; // since the progress was looked at
  private boolean failing;
  private long remindAt;
  private long missingFrom; // what was given up and is not yet recorded, because more may follow
  private long missingTo = -1;

  ProductReader(
      String product,
      @Nullable TradeCursor cursor,
      TapeLimits limits,
      SourceContext context,
      SourceState state) {
    this.product = product;
    this.context = context;
    this.gaps = state.gaps();
    this.tally = state.tally();
    this.tape =
        new ProductTape(
            product,
            cursor == null ? OptionalLong.empty() : OptionalLong.of(cursor.tradeId()),
            limits,
            this);
    context.gaps(CoinbaseResources.MATCHES).stream()
        .filter(gap -> gap.partition().equals(product))
        .forEach(tape::passOver);
  }

  /** Tells of the first failure in a row, and reminds of it while it lasts. */
  void noteFailure(String problem, long now) {
    tally.one(Counted.FAILED_REQUESTS);
    if (!failing || now >= remindAt) {
      remindAt = now + REMIND_NANOS;
      LOG.log(
          System.Logger.Level.WARNING,
          "{0}: trades cannot be fetched, asking again until they can. {1}",
          product,
          problem);
    }
    failing = true;
  }

  /** Tells that the failures are over. */
  void noteAnswer() {
    if (failing) {
      LOG.log(System.Logger.Level.INFO, "{0}: trades can be fetched again", product);
    }
    failing = false;
  }

  /** Tells now and then how far a long catch-up is. */
  void tellProgress(long now) {
    progress
        .look(fetched, tape.missing(), now)
        .ifPresent(line -> LOG.log(line.level(), "{0}: {1}", product, line.text()));
    fetched = 0;
  }

  /** Records what was given up, once nothing of the product is waited for. */
  void recordGaps() throws InterruptedException {
    if (tape.missing() == 0) {
      recordGap();
    }
  }

  @Override
  public void trade(Trade trade) throws InterruptedException {
    recordGap();
    if (trade.origin() == Trade.Origin.REST) {
      tally.one(Counted.FETCHED);
      fetched++;
    }
    context.emit(CoinbaseResources.MATCHES, trade);
  }

  @Override
  public void gap(long from, long to) throws InterruptedException {
    tally.add(Counted.MISSING, to - from + 1);
    if (missingTo + 1 != from) {
      recordGap();
      missingFrom = from;
    }
    missingTo = to;
  }

  private void recordGap() throws InterruptedException {
    if (missingTo < 0) {
      return;
    }
    LOG.log(
        System.Logger.Level.WARNING,
        "{0}: neither the feed nor REST has the trades {1} to {2}; they are recorded as a gap",
        product,
        Long.toString(missingFrom),
        Long.toString(missingTo));
    gaps.found(context.gap(CoinbaseResources.MATCHES, product, missingFrom, missingTo));
    missingTo = -1;
  }

  @Override
  public void duplicate() {
    tally.one(Counted.DUPLICATES);
  }

  @Override
  public void overflow() {
    tally.one(Counted.OVERFLOWED);
  }
}
