package dev.durableingest.clickhouse;

import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.wiring.Durations;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code clickhouse:} URL says: {@code
 * clickhouse://user:password@host:8443/database?ssl=true}.
 *
 * @param host name or address of the server
 * @param port port of its HTTP interface
 * @param isSecure whether it speaks TLS
 * @param user name of the user
 * @param password password of the user, or empty
 * @param database the database that holds the tables
 * @param compression how blocks are compressed
 * @param isAsync whether the server may collect inserts before it writes them
 * @param timeout how long an answer may take, from the connection to its last byte
 * @param isForeign whether the tables are somebody else's: compared, never made or changed
 */
record ClickHouseUrl(
    String host,
    int port,
    boolean isSecure,
    String user,
    String password,
    String database,
    Compression compression,
    boolean isAsync,
    Duration timeout,
    boolean isForeign) {
  /** The scheme of the URLs. */
  static final String SCHEME = "clickhouse";

  private static final int PORT = 8123;
  private static final int SECURE_PORT = 8443;
  private static final String FORM =
      "Write clickhouse://user:password@host:8123/database, with special characters in the password"
          + " as %40.";
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "ssl",
          "false",
          "compression",
          "lz4",
          "async_insert",
          "0",
          "wait_for_async_insert",
          "1",
          "timeout",
          "2m",
          "create",
          "true");

  /**
   * Reads a URL.
   *
   * @throws SinkException with {@code Stop} when it names no database or an unknown setting
   */
  static ClickHouseUrl parse(URI url) throws SinkException {
    String host = url.getHost();
    String path = url.getPath();
    if (host == null || path == null || path.length() < 2 || path.indexOf('/', 1) >= 0) {
      throw SinkException.stop("The ClickHouse URL names no host and database. " + FORM);
    }
    Map<String, String> settings = settings(url.getRawQuery());
    boolean isSecure = flag(settings, "ssl");
    if (!flag(settings, "wait_for_async_insert")) {
      throw SinkException.stop(
          "With wait_for_async_insert=0 ClickHouse answers before it has a row, and a checkpoint"
              + " would be saved for rows that may be lost: leave it out.");
    }
    String[] userInfo =
        (url.getRawUserInfo() == null ? "default" : url.getRawUserInfo()).split(":", 2);
    int port = url.getPort() >= 0 ? url.getPort() : isSecure ? SECURE_PORT : PORT;
    return new ClickHouseUrl(
        host,
        port,
        isSecure,
        decode(userInfo[0]),
        userInfo.length < 2 ? "" : decode(userInfo[1]),
        path.substring(1),
        Compression.named(value(settings, "compression")),
        flag(settings, "async_insert"),
        timeout(settings),
        !flag(settings, "create"));
  }

  /** Where its HTTP interface is, with a query string. */
  URI http(String query) {
    return URI.create((isSecure ? "https" : "http") + "://" + host + ":" + port + "/?" + query);
  }

  /** The URL without its secrets. */
  @Override
  public String toString() {
    return SCHEME + "://" + host + ":" + port + "/" + database + (isSecure ? "?ssl=true" : "");
  }

  private static Map<String, String> settings(@Nullable String query) throws SinkException {
    Map<String, String> settings = new TreeMap<>(DEFAULTS);
    if (query == null || query.isEmpty()) {
      return settings;
    }
    for (String setting : query.split("&", -1)) {
      String[] parts = setting.split("=", 2);
      if (parts.length < 2 || !DEFAULTS.containsKey(parts[0])) {
        throw SinkException.stop(
            "The ClickHouse URL has the unknown setting '"
                + parts[0]
                + "'. There are "
                + String.join(", ", new TreeMap<>(DEFAULTS).keySet())
                + ", written as ?ssl=true.");
      }
      settings.put(parts[0], decode(parts[1]));
    }
    return settings;
  }

  private static boolean flag(Map<String, String> settings, String name) throws SinkException {
    return switch (value(settings, name)) {
      case "1", "true" -> true;
      case "0", "false" -> false;
      default ->
          throw SinkException.stop(
              "In the ClickHouse URL "
                  + name
                  + " is true or false, not '"
                  + settings.get(name)
                  + "'.");
    };
  }

  private static Duration timeout(Map<String, String> settings) throws SinkException {
    String said = value(settings, "timeout");
    return Durations.parse(said)
        .filter(timeout -> !timeout.isZero())
        .orElseThrow(
            () ->
                SinkException.stop(
                    "In the ClickHouse URL timeout is a duration such as 2m, not '" + said + "'."));
  }

  private static String value(Map<String, String> settings, String name) {
    return settings.getOrDefault(name, "");
  }

  private static String decode(String text) {
    // A plus is a plus here, unlike in a form.
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
