package dev.durableingest.coinbase;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One trade, from the feed or fetched afterwards: the payload of {@code matches}.
 *
 * @param product such as {@code BTC-USD}
 * @param tradeId grows by one from trade to trade of a product
 * @param side the maker's side as Coinbase sends it, {@code buy} or {@code sell}
 * @param price with every digit that was sent
 * @param size with every digit that was sent
 * @param makerOrderId the resting order; absent where the trade was fetched
 * @param takerOrderId the order that met it; absent where the trade was fetched
 * @param sequence number in the product's full feed; absent where the trade was fetched
 * @param time when the trade happened
 * @param origin which way it came
 */
public record Trade(
    String product,
    long tradeId,
    String side,
    BigDecimal price,
    BigDecimal size,
    @Nullable UUID makerOrderId,
    @Nullable UUID takerOrderId,
    @Nullable Long sequence,
    Instant time,
    Origin origin) {

  /** The way that a trade came. */
  public enum Origin {
    /** As a frame of the feed. */
    FEED("feed"),
    /** Fetched, because the feed did not deliver it. */
    REST("rest");

    private final String text;

    Origin(String text) {
      this.text = text;
    }

    /** What the column {@code origin} holds. */
    public String text() {
      return text;
    }
  }
}
