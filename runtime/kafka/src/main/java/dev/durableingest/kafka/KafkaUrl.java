package dev.durableingest.kafka;

import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkUrls;
import dev.durableingest.runtime.text.ClosestName;
import dev.durableingest.runtime.wiring.Durations;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code kafka:} URL says: {@code kafka://user:password@host:9092,host:9092?create=true}.
 *
 * @param servers the brokers to begin with, {@code host:port} separated by commas
 * @param properties properties of the Kafka clients, by their own names
 * @param isCreating whether topics that do not exist are made
 * @param isForeign whether the URL says itself that they are not: somebody else makes them
 * @param partitions partitions of a topic that is made; empty for what the broker makes
 * @param replication replicas of a topic that is made; empty for three, or as many as there are
 * @param lease how long a runner that is not heard of is believed to be alive
 */
record KafkaUrl(
    String servers,
    Map<String, String> properties,
    boolean isCreating,
    boolean isForeign,
    OptionalInt partitions,
    OptionalInt replication,
    Duration lease) {
  /** The scheme of the URLs. */
  static final String SCHEME = "kafka";

  private static final Duration LEASE = Duration.ofSeconds(15);
  private static final List<String> OWN =
      List.of("create", "lease", "partitions", "properties", "replication");
  private static final String EXAMPLE = "kafka://broker:9092";

  /**
   * Reads a URL, and the file of properties that it may name.
   *
   * @throws SinkException with {@code Stop} when something in it cannot be
   */
  static KafkaUrl parse(URI url) throws SinkException {
    String authority = url.getRawAuthority();
    String path = url.getRawPath();
    if (authority == null || (path != null && path.length() > 1)) {
      throw SinkException.stop(
          "'" + shown(url) + "' names no brokers. Write " + EXAMPLE + ", or several with commas.");
    }
    int at = authority.lastIndexOf('@');
    String servers = withPorts(url, authority.substring(at + 1));
    Map<String, String> parameters = parameters(url);
    OptionalInt partitions = count(url, parameters, "partitions");
    OptionalInt replication = count(url, parameters, "replication");
    boolean isForeign = "false".equalsIgnoreCase(parameters.get("create"));
    boolean isCreating = flag(url, parameters.remove("create"));
    Duration lease = duration(url, parameters.remove("lease"));
    String file = parameters.remove("properties");
    Map<String, String> properties =
        new TreeMap<>(file == null ? Map.of() : ClientProperties.read(file));
    properties.putAll(parameters);
    if (at >= 0) {
      ClientProperties.putLogin(properties, decoded(authority.substring(0, at)));
    }
    ClientProperties.requireKnown(properties.keySet(), SCHEME + "://" + servers);
    return new KafkaUrl(
        servers, Map.copyOf(properties), isCreating, isForeign, partitions, replication, lease);
  }

  /** What a client is configured with. */
  @Nullable String property(String name) {
    return properties.get(name);
  }

  /** What to do about a topic that does not exist, as it stands before a full stop. */
  String wayOut() {
    return isForeign
        ? "Nothing is made from here (create=false): let the owner of the topics make it"
        : "Create it, or let it be created: add ?create=true to the URL, with partitions and"
            + " replication where the defaults do not fit";
  }

  /** The URL without secrets. */
  @Override
  public String toString() {
    return SCHEME + "://" + servers;
  }

  private static Map<String, String> parameters(URI url) throws SinkException {
    Map<String, String> parameters = new TreeMap<>();
    String query = url.getRawQuery();
    if (query == null || query.isEmpty()) {
      return parameters;
    }
    for (String parameter : query.split("&", -1)) {
      int equals = parameter.indexOf('=');
      if (equals < 1) {
        throw SinkException.stop(
            "'" + shown(url) + "' has a parameter without a value. Write ?create=true.");
      }
      String name = parameter.substring(0, equals);
      if (!name.contains(".")) {
        requireOwn(url, name);
      }
      parameters.put(name, decoded(parameter.substring(equals + 1)));
    }
    return parameters;
  }

  /** Our own parameters have no dot in their names; those of the Kafka clients have one. */
  private static void requireOwn(URI url, String name) throws SinkException {
    if (OWN.contains(name)) {
      return;
    }
    ClientProperties.requireKnown(List.of(name), shown(url));
    String guess = ClosestName.guess(name, OWN).map(g -> " Did you mean '" + g + "'?").orElse("");
    throw SinkException.stop(
        "'"
            + shown(url)
            + "' has the unknown parameter '"
            + name
            + "'."
            + guess
            + " There are "
            + String.join(", ", OWN)
            + ", and the properties of the Kafka clients, such as compression.type.");
  }

  private static String withPorts(URI url, String servers) throws SinkException {
    for (String server : servers.split(",", -1)) {
      if (!server.matches("[^:\\s]+:\\d{1,5}|\\[[0-9a-fA-F:.%]+\\]:\\d{1,5}")) {
        throw SinkException.stop(
            "'" + shown(url) + "': '" + server + "' is no host:port. Write " + EXAMPLE + ".");
      }
    }
    return servers;
  }

  private static OptionalInt count(URI url, Map<String, String> parameters, String name)
      throws SinkException {
    String text = parameters.remove(name);
    if (text == null) {
      return OptionalInt.empty();
    }
    if (!text.matches("[1-9]\\d{0,4}")) {
      throw SinkException.stop(
          "'" + shown(url) + "': " + name + "=" + text + " is not a number from 1 to 99999.");
    }
    return OptionalInt.of(Integer.parseInt(text));
  }

  private static boolean flag(URI url, @Nullable String text) throws SinkException {
    return switch (text == null ? "false" : text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw SinkException.stop("'" + shown(url) + "': create is true or false, not " + text);
    };
  }

  private static Duration duration(URI url, @Nullable String text) throws SinkException {
    if (text == null) {
      return LEASE;
    }
    return Durations.parse(text)
        .filter(duration -> !duration.isZero())
        .orElseThrow(
            () ->
                SinkException.stop(
                    "'" + shown(url) + "': lease=" + text + " is not a duration such as 15s."));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static String shown(URI url) {
    return SinkUrls.shown(url.toString());
  }
}
