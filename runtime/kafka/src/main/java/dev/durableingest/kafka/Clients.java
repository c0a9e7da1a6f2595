package dev.durableingest.kafka;

import dev.durableingest.runtime.sink.SinkException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Makes the clients of one cluster, each configured so that what is promised holds and no call
 * waits longer than {@link #WAIT_MAX}. Stateless and thread-safe; who asks for a client closes it.
 */
final class Clients {
  /** How long an answer of the cluster is waited for, unless the user says otherwise. */
  static final Duration WAIT_MAX = Duration.ofSeconds(30);

  /** How long a client that is closed may take for it. */
  static final Duration CLOSE_MAX = Duration.ofSeconds(5);

  /** What a request may hold. The topic's limit is the one that counts: it sees it compressed. */
  static final int REQUEST_BYTES_MAX = 64 << 20;

  private static final Duration REQUEST_MAX = Duration.ofSeconds(10);
  private static final Duration OPENING_MAX = Duration.ofSeconds(15);
  private static final int BUFFER_BYTES = 64 << 20;
  private static final int BATCH_BYTES = 256 << 10;
  // Whoever sends flushes afterwards, which waits for no linger; until then batches may fill.
  private static final int LINGER_MILLIS = 5;

  private final KafkaUrl url;

  Clients(KafkaUrl url) {
    this.url = url;
  }

  /** What the clients connect to. */
  KafkaUrl url() {
    return url;
  }

  /**
   * A producer whose records are acknowledged by all replicas in sync, in the order of sending,
   * each once.
   *
   * @throws SinkException when it cannot be configured so
   */
  KafkaProducer<byte[], byte[]> producer() throws SinkException {
    return made(this::producer, Map.of());
  }

  /**
   * A producer whose transactions no other of the same name can disturb.
   *
   * @param transactionalId what its transactions are fenced by
   * @throws SinkException when it cannot be configured so
   */
  KafkaProducer<byte[], byte[]> transactionalProducer(String transactionalId) throws SinkException {
    return made(this::producer, Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId));
  }

  /**
   * A client that asks and changes what the cluster is.
   *
   * @throws SinkException when it cannot be configured so
   */
  Admin admin() throws SinkException {
    Map<String, Object> own = new LinkedHashMap<>();
    own.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis(REQUEST_MAX));
    own.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis(OPENING_MAX));
    return made(config -> Admin.create(config), own, AdminClientConfig.configNames());
  }

  /**
   * A consumer of what transactions have committed, in no group.
   *
   * @throws SinkException when it cannot be configured so
   */
  KafkaConsumer<byte[], byte[]> consumer() throws SinkException {
    Map<String, Object> own = new LinkedHashMap<>();
    own.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    own.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    own.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    own.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    own.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis(REQUEST_MAX));
    own.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis(OPENING_MAX));
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    return made(
        config -> new KafkaConsumer<>(config, bytes, bytes), own, ConsumerConfig.configNames());
  }

  private KafkaProducer<byte[], byte[]> producer(Map<String, Object> config) {
    ByteArraySerializer bytes = new ByteArraySerializer();
    return new KafkaProducer<>(config, bytes, bytes);
  }

  private KafkaProducer<byte[], byte[]> made(
      Function<Map<String, Object>, KafkaProducer<byte[], byte[]>> maker, Map<String, Object> more)
      throws SinkException {
    Map<String, Object> own = new LinkedHashMap<>(more);
    own.put(ProducerConfig.ACKS_CONFIG, "all");
    own.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    own.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    own.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    own.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
    own.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, REQUEST_BYTES_MAX);
    own.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
    own.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis(REQUEST_MAX));
    own.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis(WAIT_MAX));
    own.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis(WAIT_MAX));
    return made(maker, own, ProducerConfig.configNames());
  }

  private <C> C made(
      Function<Map<String, Object>, C> maker, Map<String, Object> own, Set<String> known)
      throws SinkException {
    Map<String, Object> config = new LinkedHashMap<>(own);
    config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, url.servers());
    config.put(CommonClientConfigs.CLIENT_ID_CONFIG, "durable-ingest");
    url.properties()
        .forEach(
            (name, value) -> {
              if (known.contains(name)) {
                config.put(name, value);
              }
            });
    try {
      return maker.apply(config);
    } catch (KafkaException e) {
      throw KafkaFailure.opening(url, e);
    }
  }

  private static int millis(Duration duration) {
    return Math.toIntExact(duration.toMillis());
  }
}
