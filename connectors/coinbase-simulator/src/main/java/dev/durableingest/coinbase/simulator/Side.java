package dev.durableingest.coinbase.simulator;

/** The side of an order. */
public enum Side {
  BUY("buy"),
  SELL("sell");

  private final String wireName;

  Side(String wireName) {
    this.wireName = wireName;
  }

  /** The side as the exchange writes it: {@code buy} or {@code sell}. */
  public String wireName() {
    return wireName;
  }

  /** The side of whoever traded with this one. */
  public Side opposite() {
    return this == BUY ? SELL : BUY;
  }

  static Side of(String wireName) {
    return switch (wireName) {
      case "buy" -> BUY;
      case "sell" -> SELL;
      default ->
          throw new IllegalArgumentException("A side is buy or sell, was '" + wireName + "'");
    };
  }
}
