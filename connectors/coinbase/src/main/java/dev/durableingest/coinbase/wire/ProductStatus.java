package dev.durableingest.coinbase.wire;

/**
 * How the exchange says a product is.
 *
 * @param product such as {@code BTC-USD}
 * @param status {@code online}, {@code offline}, {@code delisted} or what else there will be
 * @param message what the exchange adds for people, often empty
 */
public record ProductStatus(String product, String status, String message) {

  @Override
  public String toString() {
    return message.isBlank() ? status : status + " (" + message + ")";
  }
}
