package dev.durableingest.coinbase.simulator;

import java.math.BigDecimal;

/** Writes the ticker that goes with a trade of the synthetic market. Immutable. */
final class TickerFrames {
  private static final int VOLUME_SCALE = 8;
  private static final int TRADES_PER_VOLUME_STEP_BITS = 10;

  private final Instrument instrument;
  private final long tradesPerDay;

  TickerFrames(Instrument instrument, double tradesPerSecond) {
    this.instrument = instrument;
    this.tradesPerDay = Math.max(1, (long) (tradesPerSecond * 86_400));
  }

  String write(Trade trade) {
    int scale = instrument.priceScale();
    long id = trade.tradeId();
    long price = instrument.priceUnscaled(id);
    long open = instrument.priceUnscaled(Math.max(instrument.firstTradeId(), id - tradesPerDay));
    long spread = 1 + Math.floorMod(instrument.bits(id, 40), 3L);
    boolean makerSells = trade.makerSide() == Side.SELL;
    StringBuilder text = new StringBuilder(500);
    text.append("{\"type\":\"ticker\",\"sequence\":").append(trade.sequence());
    append(text, "product_id", trade.product());
    append(text, "price", trade.price().toPlainString());
    append(text, "open_24h", decimal(open, scale));
    append(text, "volume_24h", decimal(volume(id, 1), VOLUME_SCALE));
    append(text, "low_24h", decimal(Math.min(open, price) * 98 / 100, scale));
    append(text, "high_24h", decimal(Math.max(open, price) * 102 / 100, scale));
    append(text, "volume_30d", decimal(volume(id, 30), VOLUME_SCALE));
    append(text, "best_bid", decimal(makerSells ? Math.max(0, price - spread) : price, scale));
    append(text, "best_bid_size", decimal(depth(id, 41), VOLUME_SCALE));
    append(text, "best_ask", decimal(makerSells ? price : price + spread, scale));
    append(text, "best_ask_size", decimal(depth(id, 42), VOLUME_SCALE));
    append(text, "side", trade.makerSide().opposite().wireName());
    text.append(",\"time\":\"");
    Frames.appendTime(text, trade.time());
    text.append("\",\"trade_id\":").append(id);
    append(text, "last_size", trade.size().toPlainString());
    return text.append('}').toString();
  }

  private long volume(long tradeId, int days) {
    long step = tradeId >> TRADES_PER_VOLUME_STEP_BITS;
    return days * (1_000_000_000_000L + Math.floorMod(instrument.bits(step, 43), 100_000_000_000L));
  }

  private long depth(long tradeId, int purpose) {
    return 1 + Math.floorMod(instrument.bits(tradeId, purpose), 500_000_000L);
  }

  private static void append(StringBuilder text, String name, String value) {
    text.append(",\"").append(name).append("\":\"").append(value).append('"');
  }

  private static String decimal(long unscaled, int scale) {
    return BigDecimal.valueOf(unscaled, scale).toPlainString();
  }
}
