package dev.durableingest.coinbase;

import dev.durableingest.runtime.ResourceKey;

final class CoinbaseResources {
  static final ResourceKey<Trade, TradeCursor> MATCHES =
      ResourceKey.of("matches", Trade.class, TradeCursor.class);
  static final ResourceKey<TickerUpdate, Void> TICKER =
      ResourceKey.of("ticker", TickerUpdate.class, Void.class);

  private CoinbaseResources() {}
}
