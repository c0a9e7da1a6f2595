package dev.durableingest.moose;

import dev.durableingest.clickhouse.engine.EngineProcess;
import dev.durableingest.clickhouse.engine.FreePort;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import redis.clients.jedis.Jedis;
import redis.embedded.RedisServer;

/** What {@code moose dev} starts: a broker, a ClickHouse engine and a Redis, each a process. */
final class MooseServers implements AutoCloseable {
  private static final Duration START_MAX = Duration.ofSeconds(240);

  private static final int ANSWER_MAX_MILLIS = 60_000;

  /** The engine's only user may log in as this. */
  static final String PASSWORD = EngineProcess.PASSWORD;

  final EngineProcess clickHouse;
  private final RedisServer redis;
  private final Process broker;
  private final int redisPort;
  private final int brokerPort;

  private MooseServers(Path folder) throws Exception {
    Logger.getLogger("org.apache.kafka").setLevel(Level.OFF);
    clickHouse = EngineProcess.start(folder.resolve("clickhouse"));
    redisPort = FreePort.find();
    redis =
        RedisServer.newRedisServer()
            .port(redisPort)
            .setting("appendonly yes")
            .setting("dir " + Files.createDirectories(folder.resolve("redis")))
            .build();
    redis.start();
    brokerPort = FreePort.find();
    broker = startBroker(Files.createDirectories(folder.resolve("kafka")));
  }

  static MooseServers start(Path folder) throws Exception {
    return new MooseServers(folder);
  }

  /** The configuration of a project on these servers. */
  String toml(String database) {
    return """
        language = "Typescript"

        [redpanda_config]
        broker = "127.0.0.1:%d"
        namespace = "prod"

        [clickhouse_config]
        db_name = "%s"
        user = "%s"
        password = "%s"
        host = "localhost"
        host_port = %d

        [redis_config]
        url = "redis://127.0.0.1:%d"
        """
        .formatted(
            brokerPort,
            database,
            EngineProcess.USER,
            EngineProcess.PASSWORD,
            clickHouse.port(),
            redisPort);
  }

  /** Lets the lease that a killed run of the shop had run out. */
  void letLeaseRunOut() {
    try (Jedis client = redis()) {
      for (String fence : client.keys("durable-ingest::fence::*")) {
        client.hset(fence, "deadline", "1");
      }
    }
  }

  /** A client of the Redis; the caller closes it. */
  Jedis redis() {
    return new Jedis("127.0.0.1", redisPort, ANSWER_MAX_MILLIS);
  }

  /** Makes a topic as Moose does. */
  void makeTopic(String name) throws Exception {
    // A request has time: one that is sent again would be told that the topic is there.
    try (Admin admin = admin("100000")) {
      admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
      while (!admin.listTopics().names().get().contains(name)) {
        Thread.sleep(20); // who makes a topic hears of it before the broker does
      }
    }
  }

  /** What a consumer of Moose's reads: the committed messages, in their order. */
  List<ConsumerRecord<byte[], byte[]>> messages(String topic) {
    Map<String, Object> config =
        Map.of("bootstrap.servers", "127.0.0.1:" + brokerPort, "isolation.level", "read_committed");
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    TopicPartition partition = new TopicPartition(topic, 0);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(all::add);
      }
    }
    return all;
  }

  @Override
  public void close() throws IOException {
    broker.destroyForcibly();
    redis.stop();
    clickHouse.discard();
  }

  private Admin admin(String requestMillis) {
    return Admin.create(
        Map.of(
            "bootstrap.servers",
            "127.0.0.1:" + brokerPort,
            "request.timeout.ms",
            requestMillis,
            "default.api.timeout.ms",
            "200000"));
  }

  private Process startBroker(Path folder) throws Exception {
    int controller = FreePort.find();
    Path properties = folder.resolve("server.properties");
    Files.writeString(
        properties,
        """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@127.0.0.1:%1$d
        controller.listener.names=CONTROLLER
        listeners=PLAINTEXT://127.0.0.1:%2$d,CONTROLLER://127.0.0.1:%1$d
        advertised.listeners=PLAINTEXT://127.0.0.1:%2$d
        listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
        auto.create.topics.enable=false
        log.dirs=%3$s
        log.cleaner.dedupe.buffer.size=4194304
        offsets.topic.replication.factor=1
        """
            .formatted(controller, brokerPort, folder.resolve("data")));
    Path log = folder.resolve("broker.log");
    Process started =
        new ProcessBuilder(java(Main.class.getName(), properties.toString()))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    long begun = System.nanoTime();
    while (true) {
      try (Admin admin = admin("2000")) {
        // It answers a moment before it is in service.
        if (!admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).isEmpty()) {
          return started;
        }
        Thread.sleep(50);
      } catch (ExecutionException | TimeoutException e) {
        if (!started.isAlive() || System.nanoTime() - begun > START_MAX.toNanos()) {
          started.destroyForcibly();
          throw new IllegalStateException("No broker:\n" + Files.readString(log), e);
        }
      }
    }
  }

  /** The command line of another JVM, on the class path of this one. */
  static List<String> java(String... mainAndArguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx512m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path")));
    command.addAll(List.of(mainAndArguments));
    return command;
  }

  /** The process of the broker. */
  static final class Main {
    public static void main(String[] arguments) throws Exception {
      String[] format = {
        "format",
        "--ignore-formatted",
        "--cluster-id",
        "MkU3OEVBNTcwNTJENDM2Qg",
        "--config",
        arguments[0]
      };
      int code = kafka.tools.StorageTool.execute(format, new PrintStream(System.out, true));
      if (code != 0) {
        System.exit(code);
      }
      kafka.Kafka.main(new String[] {arguments[0]});
    }
  }
}
