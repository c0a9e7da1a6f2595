package dev.durableingest.coinbase.wire;

import dev.durableingest.coinbase.TickerUpdate;
import dev.durableingest.coinbase.Trade;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    private static final Pattern REFUSED_PRODUCT =
        Pattern.compile("(\\S+) is (?:not a valid product|delisted)");

    /** Whether it is about what was asked for, so that asking again is of no use. */
    public boolean isAboutSubscription() {
      String text = toString();
      return text.contains("is not a valid product")
          || text.contains("delisted")
          || text.contains("is not a valid channel")
          || text.contains("require authentication");
    }

    /** Whether it is about the channel that tells how products are. */
    public boolean isAboutStatus() {
      return toString().contains("status is not a valid channel");
    }

    /** The one product that the exchange refuses, or null when it is about something else. */
    public @Nullable String refusedProduct() {
      Matcher refusal = REFUSED_PRODUCT.matcher(toString());
      return refusal.find() ? refusal.group(1) : null;
    }

    @Override
    public String toString() {
      return reason == null ? message : message + ": " + reason;
    }
  }

  /**
   * How the products are.
   *
   * @param products those that it names
   */
  record Status(List<ProductStatus> products) implements Frame {

    /** Keeps the list from being changed. */
    public Status {
      products = List.copyOf(products);
    }
  }

  /**
   * Anything else; new types may appear at any time.
   *
   * @param type the type that it gives itself
   */
  record Other(String type) implements Frame {}
}
