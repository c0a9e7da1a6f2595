package dev.durableingest.coinbase.simulator;

import static dev.durableingest.coinbase.simulator.Mixing.fraction;
import static dev.durableingest.coinbase.simulator.Mixing.mix;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * One product of the synthetic market: computes any of its trades from the trade's number alone,
 * without the trades before it. Immutable.
 */
final class Instrument {
  private static final int SIZE_SCALE = 8;
  private static final double SIZE_MAX_UNSCALED = 1e9;
  private static final long SEQUENCES_PER_TRADE = 23;

  /** Waves of the price, from slow to fast: length in trades and height as a share of the price. */
  private static final int[] WAVE_BITS = {18, 14, 11, 8, 5, 2};

  private static final double[] WAVE_HEIGHTS = {0.10, 0.04, 0.015, 0.005, 0.0015, 0.0004};

  private final String product;
  private final long stream;
  private final long firstTradeId;
  private final long firstSequence;
  private final MarketTime time;
  private final double basePrice;
  private final int priceScale;

  Instrument(String product, long seed, long firstTradeId, MarketTime time) {
    this.product = product;
    this.stream = Mixing.stream(seed, product);
    this.firstTradeId = firstTradeId;
    this.firstSequence = 1_000_000_000L + Math.floorMod(mix(stream, 1), 1_000_000_000L);
    this.time = time;
    this.basePrice = basePrice(product, stream);
    this.priceScale = priceScale(product, basePrice);
  }

  /** The id that the first trade gets where none is asked for: around one million. */
  static long derivedFirstTradeId(String product, long seed) {
    return 1_000_000L + Math.floorMod(mix(Mixing.stream(seed, product), 2), 10_000L);
  }

  String product() {
    return product;
  }

  long firstTradeId() {
    return firstTradeId;
  }

  int priceScale() {
    return priceScale;
  }

  /** The trade with this id, produced or not. */
  Trade trade(long tradeId) {
    long bits = bits(tradeId, 10);
    return new Trade(
        product,
        tradeId,
        (bits & 1) == 0 ? Side.BUY : Side.SELL,
        plain(priceUnscaled(tradeId), priceScale),
        plain(sizeUnscaled(tradeId), SIZE_SCALE),
        uuid(tradeId, 11),
        uuid(tradeId, 13),
        sequence(tradeId),
        time(tradeId));
  }

  /** The price in units of the last digit that this product's prices have. */
  long priceUnscaled(long tradeId) {
    double swing = 0;
    for (int wave = 0; wave < WAVE_BITS.length; wave++) {
      swing += WAVE_HEIGHTS[wave] * wave(tradeId, WAVE_BITS[wave], 20 + wave);
    }
    double price = basePrice * (1 + swing) * Math.pow(10, priceScale);
    return Math.max(1, Math.round(price) + Math.floorMod(bits(tradeId, 30), 5L) - 2);
  }

  /** A number that belongs to a trade and to a purpose. */
  long bits(long tradeId, int purpose) {
    return mix(stream ^ ((long) purpose << 48), tradeId);
  }

  /** Grows by 1 to 45 from trade to trade, as the full feed's numbers do between two trades. */
  long sequence(long tradeId) {
    return firstSequence
        + (tradeId - firstTradeId) * SEQUENCES_PER_TRADE
        + Math.floorMod(bits(tradeId, 31), SEQUENCES_PER_TRADE);
  }

  private Instant time(long tradeId) {
    return time.of(tradeId - firstTradeId);
  }

  /** Mostly log-uniform below 10; now and then the smallest there is, or a whole number. */
  private long sizeUnscaled(long tradeId) {
    long bits = bits(tradeId, 32);
    int kind = (int) (bits & 63);
    if (kind == 0) {
      return 1;
    }
    if (kind < 4) {
      return (1 + ((bits >>> 6) & 63)) * 100_000_000L;
    }
    return Math.max(1, Math.round(Math.exp(fraction(bits) * Math.log(SIZE_MAX_UNSCALED))));
  }

  private double wave(long tradeId, int bits, int purpose) {
    long cell = tradeId >> bits;
    double within = (double) (tradeId & ((1L << bits) - 1)) / (1L << bits);
    double from = fraction(bits(cell, purpose)) * 2 - 1;
    double to = fraction(bits(cell + 1, purpose)) * 2 - 1;
    return from + (to - from) * within;
  }

  private UUID uuid(long tradeId, int purpose) {
    long most = (bits(tradeId, purpose) & ~0xF000L) | 0x4000L;
    long least = (bits(tradeId, purpose + 1) & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
    return new UUID(most, least);
  }

  /** Without trailing zeros and without an exponent, as the wire has it. */
  private static BigDecimal plain(long unscaled, int scale) {
    BigDecimal stripped = BigDecimal.valueOf(unscaled, scale).stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  private static double basePrice(String product, long stream) {
    double dollars =
        switch (product.substring(0, product.indexOf('-'))) {
          case "BTC" -> 60_000;
          case "ETH" -> 3_000;
          case "SOL" -> 150;
          default -> Math.exp(fraction(mix(stream, 3)) * Math.log(2_000)) / 2;
        };
    return switch (product.substring(product.indexOf('-') + 1)) {
      case "BTC" -> dollars / 60_000;
      case "ETH" -> dollars / 3_000;
      default -> dollars;
    };
  }

  private static int priceScale(String product, double basePrice) {
    if (product.endsWith("-BTC") || product.endsWith("-ETH")) {
      return 8;
    }
    return basePrice >= 100 ? 2 : 4;
  }
}
