package dev.durableingest.coinbase;

import dev.durableingest.coinbase.tape.ProductTape;
import dev.durableingest.coinbase.tape.TapeLimits;
import dev.durableingest.coinbase.tape.TapeOutput;
import dev.durableingest.runtime.Gap;
import dev.durableingest.runtime.SourceContext;
import java.util.Comparator;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What a session knows of one product: its tape, and when its heart was last heard. */
final class ProductReader implements TapeOutput {
  private static final System.Logger LOG = System.getLogger("dev.durableingest.coinbase");

  final String product;
  final ProductTape tape;
  long heardAt;
  boolean catchingUp;

  private boolean failing;
  private final SourceContext context;
  private final Tally tally;

  ProductReader(
      String product,
      @Nullable TradeCursor cursor,
      TapeLimits limits,
      SourceContext context,
      Tally tally) {
    this.product = product;
    this.context = context;
    this.tally = tally;
    this.tape =
        new ProductTape(
            product,
            cursor == null ? OptionalLong.empty() : OptionalLong.of(cursor.tradeId()),
            limits,
            this);
    context.gaps(CoinbaseResources.MATCHES).stream()
        .filter(gap -> gap.partition().equals(product))
        .sorted(Comparator.comparingLong(Gap::from))
        .forEach(gap -> tape.skipKnownGap(gap.from(), gap.to()));
  }

  /** Tells of the first failure of a row; the others are counted. */
  void noteFailure(String problem) {
    tally.one(Counted.FAILED_REQUESTS);
    if (!failing) {
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

  @Override
  public void trade(Trade trade) throws InterruptedException {
    if (trade.origin() == Trade.Origin.REST) {
      tally.one(Counted.FETCHED);
    }
    context.emit(CoinbaseResources.MATCHES, trade);
  }

  @Override
  public void gap(long from, long to) throws InterruptedException {
    tally.add(Counted.MISSING, to - from + 1);
    LOG.log(
        System.Logger.Level.WARNING,
        "{0}: neither the feed nor REST has the trades {1} to {2}; they are recorded as a gap",
        product,
        Long.toString(from),
        Long.toString(to));
    context.gap(CoinbaseResources.MATCHES, product, from, to);
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
