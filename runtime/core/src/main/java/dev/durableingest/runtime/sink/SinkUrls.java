package dev.durableingest.runtime.sink;

import dev.durableingest.runtime.sink.SinkProvider.Role;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Finds what opens a destination's URL, and shows such URLs without their secrets. */
public final class SinkUrls {
  private static final Map<String, String> ARTIFACTS =
      Map.of(
          "duckdb", "durable-ingest-duckdb",
          "kafka", "durable-ingest-kafka",
          "clickhouse", "durable-ingest-clickhouse",
          "redis", "durable-ingest-redis",
          "rediss", "durable-ingest-redis");

  /** What stands between {@code //} and the last {@code @} of the authority. */
  private static final Pattern USER_INFO = Pattern.compile("(?<=//)[^/\\s]+@");

  /** The value of a query parameter whose name says that it is a secret. */
  private static final Pattern SECRET_PARAMETER =
      Pattern.compile(
          "(?i)(?<=[?&])([^=&\\s]*(?:password|secret|jaas|token|credential)[^=&\\s]*=)"
              + "[^&\\s]+?(?='?(?:[&\\s]|$))");

  private SinkUrls() {}

  /**
   * The provider that opens a URL.
   *
   * @param url the URL of a stream or of a table database
   * @param role what it is used for
   * @throws SinkException with {@link Verdict.Stop} when no provider on the class path opens it
   */
  public static SinkProvider provider(URI url, Role role) throws SinkException {
    List<SinkProvider> providers =
        ServiceLoader.load(SinkProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(provider -> provider.accepts(role))
            .toList();
    for (SinkProvider provider : providers) {
      if (provider.scheme().equalsIgnoreCase(url.getScheme())) {
        return provider;
      }
    }
    String option = role == Role.STREAM ? "--stream" : "--olap";
    throw unknownScheme(option, url, providers.stream().map(SinkProvider::scheme).toList());
  }

  /**
   * Says that nothing opens a URL.
   *
   * @param option the option that the URL belongs to, with its dashes
   * @param url the URL
   * @param known the schemes that can be opened there
   */
  public static SinkException unknownScheme(String option, URI url, Collection<String> known) {
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    String there =
        known.isEmpty() ? "." : "; there is " + String.join(", ", new TreeSet<>(known)) + ".";
    String artifact = ARTIFACTS.get(scheme);
    String wayOut =
        artifact == null || known.contains(scheme)
            ? ""
            : " Add the artifact dev.durableingest:" + artifact + ".";
    return SinkException.stop(
        option + ": nothing on the class path opens '" + scheme + ":' URLs" + there + wayOut);
  }

  /** A text with the user and password of every URL in it hidden. */
  public static String shown(String text) {
    String withoutUsers = USER_INFO.matcher(text).replaceAll("***@");
    return SECRET_PARAMETER.matcher(withoutUsers).replaceAll("$1***");
  }
}
