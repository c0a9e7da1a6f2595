package dev.durableingest.coinbase;

import dev.durableingest.annotations.Column;
import dev.durableingest.annotations.Decimal;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code coinbase_ticker}; columns have Coinbase's own names.
 *
 * @param productId such as {@code BTC-USD}
 * @param sequence number in the product's full feed; grows, with holes
 * @param tradeId the newest trade
 * @param side the taker's side of that trade
 * @param price price of that trade
 * @param lastSize size of that trade
 * @param bestBid highest price that is bid
 * @param bestBidSize size at that price
 * @param bestAsk lowest price that is asked
 * @param bestAskSize size at that price
 * @param open24h price 24 hours ago
 * @param high24h highest price in 24 hours
 * @param low24h lowest price in 24 hours
 * @param volume24h volume of 24 hours
 * @param volume30d volume of 30 days
 * @param time when the trade happened
 */
public record TickerRow(
    String productId,
    long sequence,
    long tradeId,
    String side,
    @Decimal(precision = 38, scale = 18) BigDecimal price,
    @Nullable @Decimal(precision = 38, scale = 18) BigDecimal lastSize,
    @Decimal(precision = 38, scale = 18) BigDecimal bestBid,
    @Nullable @Decimal(precision = 38, scale = 18) BigDecimal bestBidSize,
    @Decimal(precision = 38, scale = 18) BigDecimal bestAsk,
    @Nullable @Decimal(precision = 38, scale = 18) BigDecimal bestAskSize,
    @Column(name = "open_24h") @Decimal(precision = 38, scale = 18) BigDecimal open24h,
    @Column(name = "high_24h") @Decimal(precision = 38, scale = 18) BigDecimal high24h,
    @Column(name = "low_24h") @Decimal(precision = 38, scale = 18) BigDecimal low24h,
    @Column(name = "volume_24h") @Decimal(precision = 38, scale = 18) BigDecimal volume24h,
    @Column(name = "volume_30d") @Decimal(precision = 38, scale = 18) BigDecimal volume30d,
    Instant time) {}
