package dev.durableingest.coinbase;

import dev.durableingest.annotations.Decimal;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code coinbase_matches}. Decimals have room for 20 digits before the point and 18
 * after it, so that neither large volumes nor the smallest sizes lose a digit.
 *
 * @param productId such as {@code BTC-USD}
 * @param tradeId grows by one from trade to trade of a product
 * @param side the maker's side, {@code buy} or {@code sell}
 * @param price in the quote currency
 * @param size in the base currency
 * @param makerOrderId null where the trade was fetched from REST, which does not tell it
 * @param takerOrderId null where the trade was fetched from REST, which does not tell it
 * @param sequence null where the trade was fetched from REST, which does not tell it
 * @param time when the trade happened
 * @param origin {@code feed} or {@code rest}
 */
public record MatchRow(
    String productId,
    long tradeId,
    String side,
    @Decimal(precision = 38, scale = 18) BigDecimal price,
    @Decimal(precision = 38, scale = 18) BigDecimal size,
    @Nullable UUID makerOrderId,
    @Nullable UUID takerOrderId,
    @Nullable Long sequence,
    Instant time,
    String origin) {}
