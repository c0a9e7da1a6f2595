package dev.durableingest.supabase.replication;

import dev.durableingest.runtime.SourceStopException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Where a database is, and how connections to it are opened. Immutable. */
final class Database {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final String NO_RIGHT = "42501"; // insufficient_privilege

  /** Every value comes in the one text form that {@code PostgresText} reads. */
  private static final String TEXT_FORM =
      "-c DateStyle=ISO -c IntervalStyle=iso_8601 -c bytea_output=hex -c TimeZone=UTC"
          + " -c extra_float_digits=3";

  private final String jdbcUrl;
  private final String description;
  private final Properties login;
  private final String applicationName;

  private Database(String jdbcUrl, String description, Properties login, String applicationName) {
    this.jdbcUrl = jdbcUrl;
    this.description = description;
    this.login = login;
    this.applicationName = applicationName;
  }

  /**
   * Reads {@code postgresql://user:password@host:port/database?parameter=value}, also with {@code
   * jdbc:} before it.
   *
   * @throws SourceStopException when it is none
   */
  static Database of(String url, String applicationName) {
    URI uri = parsed(url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url);
    String scheme = uri.getScheme();
    if (uri.getHost() == null || !("postgresql".equals(scheme) || "postgres".equals(scheme))) {
      throw notAnAddress(null);
    }
    Properties login = new Properties();
    if (uri.getRawUserInfo() != null) {
      String[] parts = uri.getRawUserInfo().split(":", 2);
      login.setProperty("user", decoded(parts[0]));
      if (parts.length == 2) {
        login.setProperty("password", decoded(parts[1]));
      }
    }
    String place =
        uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()) + uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return new Database(
        "jdbc:postgresql://" + place + query, "postgresql://" + place, login, applicationName);
  }

  /** For people: without user and password. */
  String description() {
    return description;
  }

  /** By which the server lists the connections of this feed. */
  String applicationName() {
    return applicationName;
  }

  /**
   * A connection for queries; one that the server does not answer for so long is broken.
   *
   * @throws FeedException with one line for the user
   */
  Connection open(Duration readTimeout) throws FeedException {
    Properties properties = properties();
    properties.setProperty("socketTimeout", String.valueOf(readTimeout.toSeconds()));
    return connect(properties);
  }

  /**
   * A connection that speaks the replication protocol.
   *
   * @throws FeedException with one line for the user
   * @throws SourceStopException when the role has not the right to
   */
  Connection openForReplication() throws FeedException {
    Properties properties = properties();
    properties.setProperty("replication", "database");
    properties.setProperty("preferQueryMode", "simple");
    try {
      return connect(properties);
    } catch (FeedException e) {
      if (e.getCause() instanceof SQLException sql && NO_RIGHT.equals(sql.getSQLState())) {
        throw new SourceStopException(
            e.getMessage() + " Run: ALTER ROLE … REPLICATION; or use another role.", e);
      }
      throw e;
    }
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.putAll(login);
    properties.setProperty("ApplicationName", applicationName);
    properties.setProperty("assumeMinServerVersion", "12");
    properties.setProperty("binaryTransfer", "false");
    properties.setProperty("connectTimeout", String.valueOf(CONNECT_TIMEOUT.toSeconds()));
    properties.setProperty("loginTimeout", String.valueOf(CONNECT_TIMEOUT.toSeconds()));
    properties.setProperty("options", TEXT_FORM);
    properties.setProperty("tcpKeepAlive", "true");
    return properties;
  }

  private Connection connect(Properties properties) throws FeedException {
    try {
      return DriverManager.getConnection(jdbcUrl, properties);
    } catch (SQLException e) {
      throw new FeedException(
          "Cannot connect to " + description + ": " + SqlFailures.firstLine(e) + ".", e);
    }
  }

  private static URI parsed(String url) {
    try {
      return URI.create(url);
    } catch (IllegalArgumentException e) {
      throw notAnAddress(e);
    }
  }

  private static SourceStopException notAnAddress(@Nullable Throwable cause) {
    return new SourceStopException(
        "--database-url is no address of the form postgresql://user:password@host:5432/database;"
            + " write characters such as @ and / in a password as %40 and %2F.",
        cause);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
