package dev.durableingest.redis;

import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkUrls;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a URL says: {@code redis://user:password@host:6379/0?prefix=durable-ingest}.
 *
 * @param host name or address of the server
 * @param port its port
 * @param login user and password, or empty
 * @param database number of the database
 * @param isTls whether the connection is encrypted, {@code rediss}
 * @param settings what follows the question mark, defaults filled in
 */
record RedisUrl(
    String host,
    int port,
    Optional<Login> login,
    int database,
    boolean isTls,
    Map<String, String> settings) {
  private static final int DEFAULT_PORT = 6379;
  private static final Map<String, String> DEFAULTS =
      Map.of("key-prefix", "MS", "prefix", "durable-ingest", "lease", "15s", "ca", "");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");
  private static final Pattern SECONDS = Pattern.compile("([1-9]\\d{0,4})s");

  RedisUrl {
    settings = Map.copyOf(settings);
  }

  /**
   * Who asks.
   *
   * @param user name, or empty for the default user
   * @param password the password
   */
  record Login(String user, String password) {
    @Override
    public String toString() {
      return "***";
    }
  }

  /**
   * Reads a URL.
   *
   * @throws SinkException with {@code Stop} when it cannot be understood
   */
  static RedisUrl parse(URI url) throws SinkException {
    if (url.getHost() == null || url.getFragment() != null) {
      throw unreadable(url, "names no host");
    }
    String path = url.getPath() == null ? "" : url.getPath();
    if (!path.matches("/?|/\\d{1,5}")) {
      throw unreadable(url, "has '" + path + "' where the number of a database may stand");
    }
    return new RedisUrl(
        url.getHost(),
        url.getPort() < 0 ? DEFAULT_PORT : url.getPort(),
        login(url),
        path.length() < 2 ? 0 : Integer.parseInt(path.substring(1)),
        url.getScheme().equalsIgnoreCase("rediss"),
        settings(url));
  }

  /** The key of a pipeline's document, as MooseCache would name it. */
  String documentKey(String pipeline) {
    return setting("key-prefix") + "::moosecache::" + setting("prefix") + ":" + pipeline;
  }

  /**
   * The key of a pipeline's fence: outside the key space that MooseCache clears. In a cluster the
   * braces put it beside its document.
   */
  String fenceKey(String pipeline) {
    return "durable-ingest::fence::{" + documentKey(pipeline) + "}";
  }

  /** The key of the record from which the commit under way can be repeated; beside the fence. */
  String redoKey(String pipeline) {
    return "durable-ingest::redo::{" + documentKey(pipeline) + "}";
  }

  /** How long a lease lasts that is not renewed. */
  Duration lease() {
    return Duration.ofSeconds(Long.parseLong(setting("lease").replace("s", "")));
  }

  /** File with the certificates to trust, or empty for those that Java trusts. */
  String certificates() {
    return setting("ca");
  }

  @Override
  public String toString() {
    return (isTls ? "rediss://" : "redis://") + host + ":" + port + "/" + database;
  }

  private String setting(String name) {
    return settings.getOrDefault(name, "");
  }

  private static Optional<Login> login(URI url) throws SinkException {
    String info = url.getRawUserInfo();
    if (info == null) {
      return Optional.empty();
    }
    int colon = info.indexOf(':');
    if (colon < 0) {
      throw unreadable(url, "has a user but no password");
    }
    return Optional.of(
        new Login(decoded(info.substring(0, colon)), decoded(info.substring(colon + 1))));
  }

  private static Map<String, String> settings(URI url) throws SinkException {
    Map<String, String> settings = new TreeMap<>(DEFAULTS);
    String query = url.getRawQuery();
    for (String setting : query == null ? new String[0] : query.split("&", -1)) {
      int equals = setting.indexOf('=');
      String name = equals < 0 ? setting : setting.substring(0, equals);
      if (equals < 0 || !DEFAULTS.containsKey(name)) {
        throw unreadable(
            url,
            "has the unknown setting '"
                + name
                + "'; there are "
                + String.join(", ", new TreeMap<>(DEFAULTS).keySet()));
      }
      settings.put(name, decoded(setting.substring(equals + 1)));
    }
    for (String name : new String[] {"prefix", "key-prefix"}) {
      if (!NAME.matcher(settings.getOrDefault(name, "")).matches()) {
        throw unreadable(url, "has a " + name + " that is not letters, digits, dots and dashes");
      }
    }
    if (!SECONDS.matcher(settings.getOrDefault("lease", "")).matches()) {
      throw unreadable(url, "has a lease that is not whole seconds such as 15s");
    }
    return settings;
  }

  /** Not as in a form: a plus is a plus. */
  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static SinkException unreadable(URI url, String why) {
    return SinkException.stop(
        SinkUrls.shown(url.toString())
            + " "
            + why
            + ". Write redis://user:password@host:6379/0, or rediss:// for TLS.");
  }
}
