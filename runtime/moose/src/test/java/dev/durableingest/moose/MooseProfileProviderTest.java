package dev.durableingest.moose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.durableingest.runtime.profile.Profile;
import dev.durableingest.runtime.profile.Profile.Value;
import dev.durableingest.runtime.wiring.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a project says is found where Moose looks for it, and what is wrong with it is one line. */
final class MooseProfileProviderTest {
  private static final String TOML =
      """
      language = "Typescript"

      [redpanda_config]
      broker = "redpanda-1:9092,redpanda-2:9092"
      namespace = "prod"
      retention_ms = 1000

      [clickhouse_config]
      db_name = "shop"
      user = "writer"
      password = "p@ss/word"
      use_ssl = true
      host = "clickhouse.example.org"
      host_port = 8443
      native_port = 9000

      [redis_config]
      url = "redis://redis.example.org:6380"
      key_prefix = "SHOP"

      [http_server_config]
      port = 4000

      [git_config]
      main_branch_name = "main"
      """;

  @TempDir Path folder;

  @Test
  void everySectionBecomesAnUrl() throws IOException {
    Map<String, Value> values = read(TOML, Map.of()).values();

    assertThat(text(values, "stream"))
        .isEqualTo(
            "kafka://redpanda-1:9092,redpanda-2:9092?create=false&security.protocol=PLAINTEXT");
    assertThat(text(values, "olap"))
        .isEqualTo(
            "clickhouse://writer:p%40ss%2Fword@clickhouse.example.org:8443/shop"
                + "?create=false&ssl=true");
    assertThat(text(values, "checkpoints"))
        .isEqualTo(
            "redis://redis.example.org:6380?key-prefix=SHOP&prefix=durable-pipeline-checkpoint");
    assertThat(values.get("olap").origin())
        .contains("host, host_port, use_ssl, user, password, db_name of [clickhouse_config] in ")
        .doesNotContain("p@ss");
  }

  @Test
  void aProjectThatSaysNothingHasMoosesDefaults() throws IOException {
    Map<String, Value> values = read("language = \"Python\"", Map.of()).values();

    assertThat(text(values, "stream")).startsWith("kafka://localhost:19092?");
    assertThat(text(values, "olap"))
        .startsWith("clickhouse://panda:pandapass@localhost:18123/local?");
    assertThat(text(values, "checkpoints")).startsWith("redis://127.0.0.1:6379?key-prefix=MS&");
    assertThat(values.get("stream").origin()).isEqualTo("Moose's defaults");
  }

  @Test
  void variablesWinOverDotEnvFilesAndThoseOverTheConfiguration() throws IOException {
    Files.writeString(
        folder.resolve(".env"),
        """
        # shared
        MOOSE_CLICKHOUSE_CONFIG__HOST=from-env
        MOOSE_CLICKHOUSE_CONFIG__USER=from-env
        MOOSE_CLICKHOUSE_CONFIG__DB_NAME="from-env"
        """);
    Files.writeString(
        folder.resolve(".env.local"), "export MOOSE_CLICKHOUSE_CONFIG__USER=from-local # mine\n");
    Map<String, String> environment =
        Map.of(
            "MOOSE_CLICKHOUSE_CONFIG__DB_NAME", "from-variable",
            "MOOSE_CLICKHOUSE_CONFIG__PASSWORD", "",
            "MOOSE_KAFKA_CONFIG__BROKER", "kafka:9092",
            "MOOSE_REDIS_CONFIG__KEY_PREFIX", "MINE");

    Map<String, Value> values = read(TOML, environment).values();

    assertThat(text(values, "olap"))
        .startsWith("clickhouse://from-local:p%40ss%2Fword@from-env:8443/from-variable?");
    assertThat(values.get("olap").origin())
        .contains("MOOSE_CLICKHOUSE_CONFIG__DB_NAME; ")
        .contains("MOOSE_CLICKHOUSE_CONFIG__USER in " + folder.resolve(".env.local"))
        .contains("MOOSE_CLICKHOUSE_CONFIG__HOST in " + folder.resolve(".env"));
    assertThat(text(values, "stream")).startsWith("kafka://kafka:9092?");
    assertThat(text(values, "checkpoints")).contains("key-prefix=MINE&");
  }

  @Test
  void aLoginOfKafkaIsSentAsMooseSendsIt() throws IOException {
    String sasl =
        """
        [kafka_config]
        broker = "b:1"
        sasl_username = "u"
        sasl_password = "p:w"
        sasl_mechanism = "scram-sha-512"
        """;
    assertThat(text(read(sasl, Map.of()).values(), "stream"))
        .isEqualTo(
            "kafka://u:p%3Aw@b:1?sasl.mechanism=SCRAM-SHA-512&create=false"
                + "&security.protocol=SASL_PLAINTEXT");
    assertThat(text(read(sasl + "security_protocol = \"SASL_SSL\"", Map.of()).values(), "stream"))
        .endsWith("&security.protocol=SASL_SSL");
  }

  @Test
  void aProjectIsFoundInTheFolderAboveAndByVariablesAlone() throws IOException {
    MooseProfileProvider provider = new MooseProfileProvider();
    Path below = Files.createDirectories(folder.resolve("ingest/java"));
    assertThat(provider.isThere(below, Map.of("MOOSE_LOGGER__LEVEL", "info"))).isFalse();
    assertThat(provider.isThere(below, Map.of("MOOSE_REDIS_CONFIG__URL", "redis://r"))).isTrue();
    Files.writeString(folder.resolve("moose.config.toml"), TOML);
    assertThat(provider.isThere(below, Map.of())).isTrue();
    assertThat(provider.read("", below, Map.of()).description())
        .isEqualTo("moose, of " + folder.toRealPath().resolve("moose.config.toml"));
    Path old = Files.createDirectories(folder.resolve("old"));
    Files.writeString(old.resolve("project.toml"), "[redis_config]\nhostname = \"old\"\n");
    assertThat(text(provider.read("old", folder, Map.of()).values(), "checkpoints"))
        .startsWith("redis://old:6379?");
  }

  @Test
  void topicsAndTablesAreNamedAsMooseNamesThem() {
    MooseNames names = new MooseNames("prod", Versions.parse("version=0.1&version.trades=2.0.1"));
    assertThat(names.topic("events")).isEqualTo("prod.events_0_1");
    assertThat(names.table("trades")).isEqualTo("trades_2_0_1");
    assertThat(names.deadLetters("trades")).isEqualTo("prod.tradesDeadLetterQueue_0_1");
    assertThat(new MooseNames("", Versions.parse("")).topic("events")).isEqualTo("events");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          [redpanda_config                     | is not TOML, at line 1
          [clickhose_config]                   | unknown section [clickhose_config]. Did you mean [clickhouse_config]?
          clickhouse_config = 3                | 'clickhouse_config' is a section
          clickhouse_config.host_port = "x"    | clickhouse_config.host_port in
          clickhouse_config.host_port = 99999  | '99999' is no port from 1 to 65535
          clickhouse_config.use_ssl = "maybe"  | it is true or false, not 'maybe'
          redpanda_config.broker = "nowhere"   | 'nowhere' is no host:port
          redis_config.url = "localhost"       | it is no URL such as redis://
          """)
  void whatIsWrongIsOneLineThatNamesTheFile(String toml, String expected) throws IOException {
    Path file = Files.writeString(folder.resolve("moose.config.toml"), toml + "\n");
    ConfigException failure =
        catchThrowableOfType(
            ConfigException.class, () -> new MooseProfileProvider().read("", folder, Map.of()));
    assertThat(failure)
        .hasMessageContaining(expected)
        .hasMessageContaining(file.toRealPath().toString())
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @CsvSource({"missing.toml, there is no file", "'?versoin=1', is no version"})
  void whatIsWrongWithTheOptionIsOneLine(String place, String expected) {
    assertThat(
            catchThrowableOfType(
                ConfigException.class,
                () -> new MooseProfileProvider().read(place, folder, Map.of())))
        .hasMessageStartingWith("--profile: ")
        .hasMessageContaining(expected);
  }

  private Profile read(String toml, Map<String, String> environment) throws IOException {
    Files.writeString(folder.resolve("moose.config.toml"), toml);
    return new MooseProfileProvider().read("", folder, environment);
  }

  private static String text(Map<String, Value> values, String option) {
    Value value = values.get(option);
    assertThat(value).as(values.keySet().stream().collect(Collectors.joining())).isNotNull();
    return value.text();
  }
}
