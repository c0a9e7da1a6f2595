package dev.durableingest.moose;

import dev.durableingest.moose.Settings.Setting;
import dev.durableingest.runtime.profile.Profile.Value;
import dev.durableingest.runtime.wiring.ConfigException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The settings of a Moose project as URLs of destinations, with Moose's own defaults. */
final class MooseUrls {
  private static final String[] KAFKA = {"redpanda_config", "kafka_config"};
  private static final String[] CLICKHOUSE = {"clickhouse_config"};
  private static final String[] REDIS = {"redis_config"};
  private static final Set<String> MECHANISMS = Set.of("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512");
  private static final String CHECKPOINT_PREFIX = "durable-pipeline-checkpoint";
  private static final int PORT_MAX = 65_535;

  private final Settings settings;
  private final Map<String, Value> values = new LinkedHashMap<>();

  private MooseUrls(Settings settings) {
    this.settings = settings;
  }

  /**
   * The values of the options.
   *
   * @throws ConfigException when a setting cannot be
   */
  static Map<String, Value> of(Settings settings) {
    MooseUrls urls = new MooseUrls(settings);
    urls.values.put("olap", urls.clickHouse());
    urls.values.put("stream", urls.kafka());
    urls.values.put("checkpoints", urls.redis());
    return urls.values;
  }

  /** The namespace of the topics, or empty. */
  static String namespace(Settings settings) {
    return settings.find("namespace", KAFKA).map(Setting::text).orElse("");
  }

  private Value kafka() {
    Found found = new Found(KAFKA);
    String brokers = found.text("broker", "localhost:19092").replace(" ", "");
    for (String broker : brokers.split(",", -1)) {
      String port = broker.substring(broker.lastIndexOf(':') + 1);
      if (!broker.contains(":") || !isPort(port)) {
        throw found.wrong("broker", "'" + broker + "' is no host:port such as localhost:19092");
      }
    }
    String user = found.text("sasl_username", "");
    List<String> parameters = new ArrayList<>();
    if (!user.isEmpty()) {
      String mechanism = found.text("sasl_mechanism", "PLAIN").toUpperCase(Locale.ROOT);
      if (!MECHANISMS.contains(mechanism)) {
        throw found.wrong("sasl_mechanism", "there are plain, scram-sha-256 and scram-sha-512");
      }
      parameters.add("sasl.mechanism=" + mechanism);
    }
    String protocol =
        found.text("security_protocol", user.isEmpty() ? "PLAINTEXT" : "SASL_PLAINTEXT");
    parameters.add("create=false");
    parameters.add("security.protocol=" + protocol.toUpperCase(Locale.ROOT));
    String login = user.isEmpty() ? "" : login(user, found.text("sasl_password", "")) + "@";
    return found.value("kafka://" + login + brokers + "?" + String.join("&", parameters));
  }

  private Value clickHouse() {
    Found found = new Found(CLICKHOUSE);
    String host = found.text("host", "localhost");
    String port = found.text("host_port", "18123");
    if (!isPort(port)) {
      throw found.wrong("host_port", "'" + port + "' is no port from 1 to 65535");
    }
    String secure = found.text("use_ssl", "false");
    if (!secure.equalsIgnoreCase("true") && !secure.equalsIgnoreCase("false")) {
      throw found.wrong("use_ssl", "it is true or false, not '" + secure + "'");
    }
    String login = login(found.text("user", "panda"), found.text("password", "pandapass"));
    String database = encoded(found.text("db_name", "local"));
    return found.value(
        "clickhouse://"
            + login
            + "@"
            + host
            + ":"
            + port
            + "/"
            + database
            + "?create=false&ssl="
            + secure.toLowerCase(Locale.ROOT));
  }

  private Value redis() {
    Found found = new Found(REDIS);
    String url = found.text("url", "");
    if (url.isEmpty()) {
      String scheme = found.text("tls", "false").equalsIgnoreCase("true") ? "rediss" : "redis";
      String port = found.text("port", "6379");
      if (!isPort(port)) {
        throw found.wrong("port", "'" + port + "' is no port from 1 to 65535");
      }
      url = scheme + "://" + found.text("hostname", "127.0.0.1") + ":" + port;
    } else if (!url.matches("rediss?://\\S+")) {
      throw found.wrong("url", "it is no URL such as redis://127.0.0.1:6379");
    }
    return found.value(
        url
            + (url.contains("?") ? "&" : "?")
            + "key-prefix="
            + encoded(found.text("key_prefix", "MS"))
            + "&prefix="
            + CHECKPOINT_PREFIX);
  }

  private static boolean isPort(String text) {
    return text.matches("[1-9]\\d{0,4}") && Integer.parseInt(text) <= PORT_MAX;
  }

  private static String login(String user, String password) {
    return encoded(user) + ":" + encoded(password);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** The settings of one section that were asked for, and where they were found. */
  private final class Found {
    private final String[] sections;
    private final Map<String, List<String>> keysBySection = new LinkedHashMap<>();
    private final List<String> variables = new ArrayList<>();

    Found(String... sections) {
      this.sections = sections;
    }

    String text(String key, String byDefault) {
      Optional<Setting> setting = settings.find(key, sections);
      setting.ifPresent(given -> note(given, key));
      return setting.map(Setting::text).orElse(byDefault);
    }

    private void note(Setting given, String key) {
      if (given.section() == null) {
        variables.add(given.origin());
      } else {
        keysBySection.computeIfAbsent(given.section(), section -> new ArrayList<>()).add(key);
      }
    }

    Value value(String url) {
      List<String> origins = new ArrayList<>(variables);
      keysBySection.forEach(
          (section, keys) -> origins.add(String.join(", ", keys) + " of " + section));
      origins.add(origins.isEmpty() ? "Moose's defaults" : "else Moose's defaults");
      return new Value(url, String.join("; ", origins));
    }

    /** Never shows a value that may be a secret: those are not looked at. */
    ConfigException wrong(String key, String why) {
      String origin = settings.find(key, sections).map(Setting::origin).orElse(key);
      return new ConfigException(origin + ": " + why + ".");
    }
  }
}
