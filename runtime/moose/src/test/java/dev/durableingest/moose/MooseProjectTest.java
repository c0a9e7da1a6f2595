package dev.durableingest.moose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Goal: a connector that knows nothing of Moose feeds a Moose project as it stands, and what
 * Moose's own consumers read there has their names and forms.
 *
 * <p>Method: the topics and tables are made as Moose makes them, on a real broker, engine and
 * Redis; the workflow, a process of its own, is started in the project's folder and given nothing
 * else.
 */
final class MooseProjectTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String CHECKPOINT = "MS::moosecache::durable-pipeline-checkpoint:shop";

  private static final Set<String> TOPICS = new HashSet<>();

  @TempDir static Path servers;
  private static MooseServers moose;
  private static int projects;

  private final String database = "shop_" + ++projects;
  @TempDir Path project;

  @BeforeAll
  static void start() throws Exception {
    moose = MooseServers.start(servers);
  }

  @AfterAll
  static void stop() throws IOException {
    if (moose != null) {
      moose.close();
    }
  }

  @Test
  void isFedAsItStandsThoughTheWorkflowIsKilled() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("MooseProjectTest: -Dseed=" + seed);
    Random random = new Random(seed);
    makeProject("0_1");
    moose.makeTopic("prod.ordersDeadLetterQueue_0_1");
    String profile = "moose?version=0.1";
    for (int kill = 0; kill < 3; kill++) {
      Process workflow = launch("run", "--profile", profile, "--batch-max-records", "300");
      long before = orders();
      while (orders() == before && workflow.isAlive()) {
        Thread.sleep(20);
      }
      Thread.sleep(random.nextInt(200));
      workflow.destroyForcibly().waitFor();
      moose.letLeaseRunOut();
    }
    Ran ran = run("run", "--verbose", "--profile", profile, "--batch-max-records", "300");

    assertThat(ran.exitCode()).as(ran.output()).isZero();
    assertThat(ran.output())
        .contains("at-least-once")
        .contains("profile moose, of ")
        .contains("--stream kafka://127.0.0.1")
        .contains("broker of [redpanda_config] in ")
        .doesNotContain(MooseServers.PASSWORD)
        .doesNotContain("s3cret");
    List<Long> good =
        LongStream.rangeClosed(1, Shop.LAST)
            .filter(id -> id % Shop.BAD_EVERY != 0)
            .boxed()
            .toList();
    assertThat(
            moose
                .clickHouse
                .ask(
                    "SELECT count(DISTINCT order_id), min(order_id), max(order_id) FROM "
                        + database
                        + ".orders_0_1")
                .split("\t"))
        .containsExactly("" + good.size(), "1", "" + (Shop.LAST - 1));
    assertThat(
            moose.clickHouse.ask(
                "SELECT DISTINCT order_id, text, price, at, note FROM "
                    + database
                    + ".orders_0_1 WHERE order_id = 7"))
        .isEqualTo("7\torder \"7\"\t0.07\t2026-01-02 03:04:12.678901\tnone");
    List<JsonNode> events = values("prod.order_events_0_1");
    assertThat(firstOccurrences(events)).isEqualTo(good);
    assertThat(events.get(0).toString())
        .isEqualTo(
            "{\"order_id\":1,\"text\":\"order \\\"1\\\"\",\"price\":\"0.01\","
                + "\"at\":\"2026-01-02T03:04:06.678901Z\"}");
    assertDeadLetters(values("prod.ordersDeadLetterQueue_0_1"));
    try (Jedis redis = moose.redis()) {
      JsonNode document = JSON.readTree(redis.get(CHECKPOINT));
      assertThat(document.isObject()).isTrue();
      assertThat(document.at("/entries/orders//cursor/orderId").longValue())
          .isEqualTo(Shop.LAST - 1);
      assertThat(redis.ttl(CHECKPOINT)).isEqualTo(-1);
      redis.flushAll();
    }
  }

  @Test
  void checkSaysWhatComesFromWhereAndWhatMooseDoesNotPromise() throws Exception {
    makeProject("5");
    makeTable("order_events_5", "order_id Float64, text String, price Float64, at DateTime");
    Ran check =
        run(
            Map.of("MOOSE_REDIS_CONFIG__KEY_PREFIX", "MINE"),
            "check",
            "--json",
            "--profile",
            "moose?version=5");

    assertThat(check.output())
        .contains("moose, of ")
        .contains("password, db_name of [clickhouse_config] in ")
        .contains("MOOSE_REDIS_CONFIG__KEY_PREFIX")
        .contains("remembers no blocks")
        .contains("let its owner set non_replicated_deduplication_window")
        .contains("there is no topic 'prod.ordersDeadLetterQueue_5'")
        .contains("there is no topic 'prod.order_eventsDeadLetterQueue_5'")
        .contains("table that Moose fills from topic 'prod.order_events_5'")
        .contains("drops without a word what does not fit")
        .contains("column 'price' is Float64")
        .contains("at-least-once")
        .doesNotContain("s3cret");
    assertThat(check.exitCode()).as(check.output()).isZero();
    assertThat(run("--help").output()).contains("--checkpoints redis://127.0.0.1");
  }

  @Test
  void whatIsGivenWinsOverTheProject() throws Exception {
    makeProject("");
    Map<String, String> environment =
        Map.of("DURABLE_INGEST_CHECKPOINTS", "file:" + project.resolve("mine"));
    Ran ran =
        run(
            environment,
            ("run --verbose --max-events 10 --stream file:" + project.resolve("s")).split(" "));

    assertThat(ran.exitCode()).as(ran.output()).isZero();
    assertThat(ran.output())
        .contains("(the command line)")
        .contains("(DURABLE_INGEST_CHECKPOINTS)")
        .contains("[clickhouse_config] in ");
    assertThat(project.resolve("s/prod.order_events")).isDirectory();
    assertThat(project.resolve("mine")).isDirectory();
    assertThat(run("check", "--profile", "none").output()).doesNotContain("moose");
  }

  @Test
  void whatTheProjectDoesNotHaveIsOneLineAndIsNotMade() throws Exception {
    moose.clickHouse.ask("CREATE DATABASE " + database);
    Files.writeString(project.resolve("moose.config.toml"), moose.toml(database));
    assertThat(refusal(run("run")))
        .contains("Table 'orders' in clickhouse://")
        .contains("does not exist")
        .contains("let the owner of the tables do so");
    makeTable("orders", "order_id Float64, text String, price Float64, at DateTime('UTC')");
    assertThat(refusal(run("run")))
        .contains("column 'price' is Float64, the record has Decimal(18, 2)");
    moose.clickHouse.ask("DROP TABLE " + database + ".orders");
    makeTable("orders", "order_id Float64, text String, price Decimal(18, 2), at DateTime('UTC')");
    assertThat(refusal(run("run", "--profile", "moose?version.order_events=9")))
        .contains("has no topic prod.order_events_9")
        .contains("let the owner of the topics make it");
    assertThat(moose.clickHouse.ask("SELECT count() FROM " + database + ".orders")).isEqualTo("0");
  }

  @Test
  void goesOnFromTheCheckpointOfTheProofOfConcept() throws Exception {
    makeProject("7");
    String key = CHECKPOINT + "-7";
    try (Jedis redis = moose.redis()) {
      redis.set(key, "{\"resource\":\"orders\",\"order_id\":5990,\"event_time\":\"2026-01-01\"}");
      String[] run = {"run", "--profile", "moose?version=7", "--pipeline-id", "shop-7"};
      Ran ran = run(run);

      assertThat(ran.exitCode()).as(ran.output()).isZero();
      assertThat(ran.output()).contains("took over another program's checkpoint");
      assertThat(
              moose.clickHouse.ask("SELECT min(order_id), count() FROM " + database + ".orders_7"))
          .isEqualTo("5991\t9");
      assertThat(JSON.readTree(redis.get(key)).has("formatVersion")).isTrue();

      redis.set(CHECKPOINT + "-8", "{\"product_id\":\"BTC-USD\",\"sequence\":1}");
      run[4] = "shop-8";
      assertThat(refusal(run(run)))
          .contains(CHECKPOINT + "-8")
          .contains("is a checkpoint of another program (product_id, sequence)")
          .contains("where to go on cannot be told from it");
      assertThat(redis.get(CHECKPOINT + "-8")).startsWith("{\"product_id\"");
    }
  }

  /** How many orders of version 0.1 are in the table. */
  private long orders() {
    return Long.parseLong(moose.clickHouse.ask("SELECT count() FROM " + database + ".orders_0_1"));
  }

  private static void assertDeadLetters(List<JsonNode> letters) {
    TreeSet<Long> ids = new TreeSet<>();
    for (JsonNode letter : letters) {
      assertThat(letter.propertyNames())
          .containsExactly("originalRecord", "errorMessage", "errorType", "failedAt", "source");
      assertThat(letter.path("source").stringValue()).isEqualTo("transform");
      assertThat(letter.path("errorType").stringValue())
          .isEqualTo("java.lang.IllegalStateException");
      ids.add(letter.at("/originalRecord/orderId").longValue());
    }
    assertThat(ids).containsExactly(1_000L, 2_000L, 3_000L, 4_000L, 5_000L, 6_000L);
  }

  private void makeProject(String version) throws Exception {
    moose.clickHouse.ask("CREATE DATABASE " + database);
    Files.writeString(project.resolve("moose.config.toml"), moose.toml(database));
    String suffix = version.isEmpty() ? "" : "_" + version;
    makeTable(
        "orders" + suffix,
        "order_id Float64, text String, price Decimal(18, 2), at DateTime64(6),"
            + " note String DEFAULT 'none'");
    if (TOPICS.add("prod.order_events" + suffix)) {
      moose.makeTopic("prod.order_events" + suffix);
    }
  }

  private void makeTable(String name, String columns) {
    moose.clickHouse.ask(
        "CREATE TABLE "
            + database
            + "."
            + name
            + " ("
            + columns
            + ") ENGINE = MergeTree ORDER BY (order_id)");
  }

  private static List<JsonNode> values(String topic) {
    return moose.messages(topic).stream()
        .map(message -> JSON.readTree(new String(message.value(), StandardCharsets.UTF_8)))
        .toList();
  }

  private static List<Long> firstOccurrences(List<JsonNode> events) {
    return events.stream().map(event -> event.path("order_id").longValue()).distinct().toList();
  }

  private record Ran(int exitCode, String output) {}

  private Ran run(String... arguments) throws Exception {
    return run(Map.of(), arguments);
  }

  private Ran run(Map<String, String> environment, String... arguments) throws Exception {
    Process process = launch(environment, arguments);
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(240, TimeUnit.SECONDS)).as(output).isTrue();
    return new Ran(process.exitValue(), output);
  }

  private Process launch(String... arguments) throws IOException {
    ProcessBuilder builder = builder(Map.of(), arguments);
    return builder.redirectOutput(project.resolve("killed.log").toFile()).start();
  }

  private Process launch(Map<String, String> environment, String... arguments) throws IOException {
    return builder(environment, arguments).start();
  }

  private ProcessBuilder builder(Map<String, String> environment, String... arguments) {
    List<String> command = new ArrayList<>(MooseServers.java(Shop.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(new HashMap<>(environment));
    return builder.directory(project.toFile()).redirectErrorStream(true);
  }

  private static String refusal(Ran ran) {
    assertThat(ran.exitCode()).as(ran.output()).isEqualTo(1);
    assertThat(ran.output()).doesNotContain("\tat ");
    return ran.output();
  }
}
