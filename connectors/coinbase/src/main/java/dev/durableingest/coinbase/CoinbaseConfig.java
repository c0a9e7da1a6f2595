package dev.durableingest.coinbase;

import dev.durableingest.annotations.ConfigProperty;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where Coinbase is and what is read of it.
 *
 * @param feedUrl the WebSocket feed
 * @param restUrl the REST interface, without a path of its own
 * @param products the products, at least one; repeated ones count once
 * @param productsPerConnection most products on one connection
 * @param catchUpMax most trades of a product that are fetched after an outage
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
        List<String> products,
    @ConfigProperty(
            description =
                "Most products on one connection; the others are spread over further ones",
            defaultValue = "100")
        int productsPerConnection,
    @ConfigProperty(
            description =
                "Most trades of a product that are caught up; a longer outage is an error",
            defaultValue = "10000000")
        long catchUpMax) {
  private static final int PRODUCTS_PER_CONNECTION = 100;
  private static final long CATCH_UP_MAX = 10_000_000;

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
    requirePositive("--products-per-connection", productsPerConnection);
    requirePositive("--catch-up-max", catchUpMax);
  }

  /** The same with the defaults of what is not said. */
  public CoinbaseConfig(URI feedUrl, URI restUrl, List<String> products) {
    this(feedUrl, restUrl, products, PRODUCTS_PER_CONNECTION, CATCH_UP_MAX);
  }

  /** The products of each connection: as few connections as are allowed, and evenly filled. */
  List<List<String>> connections() {
    int count = (products.size() + productsPerConnection - 1) / productsPerConnection;
    List<List<String>> connections = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      connections.add(
          products.subList(i * products.size() / count, (i + 1) * products.size() / count));
    }
    return connections;
  }

  private static void requirePositive(String option, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(option + " is at least 1, was " + value + ".");
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
