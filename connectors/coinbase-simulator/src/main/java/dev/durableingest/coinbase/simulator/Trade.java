package dev.durableingest.coinbase.simulator;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * One trade of a market, as {@code match} frames carry it.
 *
 * @param product the pair, such as {@code BTC-USD}
 * @param tradeId grows by one from trade to trade of a product
 * @param makerSide the side of the order that was in the book
 * @param price with the digits of the wire
 * @param size with the digits of the wire, down to 0.00000001
 * @param sequence grows from trade to trade of a product, with holes
 * @param time to the microsecond
 */
public record Trade(
    String product,
    long tradeId,
    Side makerSide,
    BigDecimal price,
    BigDecimal size,
    UUID makerOrderId,
    UUID takerOrderId,
    long sequence,
    Instant time) {}
