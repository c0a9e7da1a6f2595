package dev.durableingest.benchmarks.ingest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A broker in a process of its own; a place is a topic of one partition, dated by the broker. */
final class KafkaDestination implements Destination {
  private final Path folder = Files.createTempDirectory("benchmark-kafka");
  private final String address;
  private final Process broker;
  private int places;

  /** Starts the broker and waits until it answers. */
  KafkaDestination() throws Exception {
    int port = freePort();
    this.address = "127.0.0.1:" + port;
    Path properties = folder.resolve("server.properties");
    Files.write(properties, properties(port, freePort()));
    this.broker =
        JavaContestant.start(
            System.getProperty("java.class.path"),
            Broker.class.getName(),
            List.of(properties.toString()),
            log());
    awaitAnswer();
  }

  @Override
  public String newPlace() throws Exception {
    places++;
    String topic = "records-" + places;
    try (Admin admin = admin()) {
      NewTopic made = new NewTopic(topic, 1, (short) 1);
      made.configs(Map.of("message.timestamp.type", "LogAppendTime"));
      admin.createTopics(List.of(made)).all().get();
      if (places > 1) {
        admin.deleteTopics(List.of("records-" + (places - 1))).all().get();
      }
    }
    return "kafka://" + address + "?create=true#" + topic;
  }

  @Override
  public Count await(String place, long records, Process contestant) throws Exception {
    TopicPartition partition = new TopicPartition(place.substring(place.indexOf('#') + 1), 0);
    Map<String, Object> config =
        Map.of("bootstrap.servers", address, "isolation.level", "read_committed");
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(config, bytes, bytes)) {
      consumer.assign(List.of(partition));
      // Asking for the end costs the broker nothing; it is read when all is there.
      while (end(consumer, partition) < records && contestant.isAlive()) {
        Thread.sleep(50);
      }
      Thread.sleep(500); // the last transaction
      return count(consumer, partition);
    }
  }

  @Override
  public void close() throws IOException {
    broker.destroyForcibly().onExit().join();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }

  private static Count count(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition) {
    consumer.seekToBeginning(List.of(partition));
    long end = end(consumer, partition);
    long count = 0;
    long first = Long.MAX_VALUE;
    long last = 0;
    while (consumer.position(partition) < end) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
        count++;
        first = Math.min(first, record.timestamp());
        last = Math.max(last, record.timestamp());
      }
    }
    return new Count(count, Math.max(1, last - first) / 1_000.0);
  }

  private static long end(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition) {
    return consumer.endOffsets(List.of(partition)).values().iterator().next();
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", address, "request.timeout.ms", "5000"));
  }

  private void awaitAnswer() throws Exception {
    while (true) {
      try (Admin admin = admin()) {
        admin.describeCluster().nodes().get(2, TimeUnit.SECONDS);
        return;
      } catch (ExecutionException | TimeoutException e) {
        if (!broker.isAlive()) {
          throw new IOException("No broker: " + Files.readString(log()), e);
        }
      }
    }
  }

  private Path log() {
    return folder.resolve("broker.log");
  }

  private List<String> properties(int port, int controllerPort) {
    return List.of(
        "process.roles=broker,controller",
        "node.id=1",
        "controller.quorum.voters=1@127.0.0.1:" + controllerPort,
        "controller.listener.names=CONTROLLER",
        "listeners=PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
        "log.dirs=" + folder.resolve("data"),
        "offsets.topic.replication.factor=1",
        "transaction.state.log.replication.factor=1",
        "transaction.state.log.min.isr=1",
        "auto.create.topics.enable=false");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** The process of the broker. */
  static final class Broker {
    private Broker() {}

    /** Argument: the properties of the broker. */
    public static void main(String[] arguments) {
      String properties = arguments[0];
      String[] format = {
        "format",
        "--ignore-formatted",
        "--cluster-id",
        "MkU3OEVBNTcwNTJENDM2Qg",
        "--config",
        properties
      };
      int code = kafka.tools.StorageTool.execute(format, System.out);
      if (code != 0) {
        System.exit(code);
      }
      kafka.Kafka.main(new String[] {properties});
    }
  }
}
