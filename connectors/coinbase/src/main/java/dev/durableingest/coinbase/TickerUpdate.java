package dev.durableingest.coinbase;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state of a product after a trade: the payload of {@code ticker}. The feed skips states when
 * trades come fast.
 *
 * @param product such as {@code BTC-USD}
 * @param sequence number in the product's full feed; grows, with holes
 * @param tradeId the newest trade
 * @param side the taker's side of that trade, {@code buy} or {@code sell}
 * @param price price of that trade
 * @param lastSize size of that trade; absent in old recordings
 * @param bestBid highest price that is bid
 * @param bestBidSize size at that price; absent in old recordings
 * @param bestAsk lowest price that is asked
 * @param bestAskSize size at that price; absent in old recordings
 * @param open24h price 24 hours ago
 * @param high24h highest price in 24 hours
 * @param low24h lowest price in 24 hours
 * @param volume24h volume of 24 hours
 * @param volume30d volume of 30 days
 * @param time when the trade happened
 */
public record TickerUpdate(
    String product,
    long sequence,
    long tradeId,
    String side,
    BigDecimal price,
    @Nullable BigDecimal lastSize,
    BigDecimal bestBid,
    @Nullable BigDecimal bestBidSize,
    BigDecimal bestAsk,
    @Nullable BigDecimal bestAskSize,
    BigDecimal open24h,
    BigDecimal high24h,
    BigDecimal low24h,
    BigDecimal volume24h,
    BigDecimal volume30d,
    Instant time) {}
