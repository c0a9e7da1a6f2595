package dev.durableingest.coinbase.wire;

import dev.durableingest.coinbase.TickerUpdate;
import dev.durableingest.coinbase.Trade;
import org.jspecify.annotations.Nullable;

/** One frame of the feed, as far as this connector understands it. */
public sealed interface Frame {

  /**
   * A trade as it happens.
   *
   * @param trade the trade
   */
  record Match(Trade trade) implements Frame {}

  /**
   * The newest trade before the subscription took effect.
   *
   * @param trade the trade
   */
  record LastMatch(Trade trade) implements Frame {}

  /**
   * A ticker.
   *
   * @param update the ticker
   */
  record Ticker(TickerUpdate update) implements Frame {}

  /**
   * The sign of life of a product, once a second.
   *
   * @param product the product
   * @param lastTradeId its newest trade
   */
  record Heartbeat(String product, long lastTradeId) implements Frame {}

  /**
   * Coinbase's complaint.
   *
   * @param message what went wrong
   * @param reason more of it, where told
   */
  record Complaint(String message, @Nullable String reason) implements Frame {

    /** Whether it is about what was asked for, so that asking again is of no use. */
    public boolean isAboutSubscription() {
      String text = toString();
      return text.contains("is not a valid product")
          || text.contains("delisted")
          || text.contains("is not a valid channel")
          || text.contains("require authentication");
    }

    @Override
    public String toString() {
      return reason == null ? message : message + ": " + reason;
    }
  }

  /**
   * Anything else; new types may appear at any time.
   *
   * @param type the type that it gives itself
   */
  record Other(String type) implements Frame {}
}
