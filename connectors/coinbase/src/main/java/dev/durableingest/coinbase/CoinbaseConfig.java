package dev.durableingest.coinbase;

import dev.durableingest.annotations.ConfigProperty;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/**
 * Where Coinbase is and what is read of it.
 *
 * @param feedUrl the WebSocket feed
 * @param restUrl the REST interface, without a path of its own
 * @param products the products, at least one; repeated ones count once
 */
public record CoinbaseConfig(
    @ConfigProperty(
            description = "Address of the Exchange feed, ws:// or wss://",
            defaultValue = "wss://ws-feed.exchange.coinbase.com")
        URI feedUrl,
    @ConfigProperty(
            description = "Address of the Exchange REST interface, http:// or https://",
            defaultValue = "https://api.exchange.coinbase.com")
        URI restUrl,
    @ConfigProperty(
            description = "Products to ingest, as Coinbase names them",
            defaultValue = "BTC-USD,ETH-USD")
        List<String> products) {

  /**
   * Checks what can be checked without a connection.
   *
   * @throws IllegalArgumentException with one line for the user
   */
  public CoinbaseConfig {
    requireScheme("--feed-url", feedUrl, "ws", "wss");
    requireScheme("--rest-url", restUrl, "http", "https");
    products = products.stream().map(String::strip).filter(id -> !id.isEmpty()).distinct().toList();
    if (products.isEmpty()) {
      throw new IllegalArgumentException(
          "--products names no product: give at least one, such as BTC-USD.");
    }
  }

  private static void requireScheme(String option, URI url, String plain, String secure) {
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    if (!(scheme.equals(plain) || scheme.equals(secure)) || url.getHost() == null) {
      throw new IllegalArgumentException(
          option + ": '" + url + "' is no address of the form " + secure + "://host.");
    }
  }
}
