package dev.durableingest.kafka;

import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.checkpoint.DocumentException;
import dev.durableingest.runtime.checkpoint.DocumentJson;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * The compacted topic that holds the checkpoint document of one pipeline, and nothing of another:
 * the open transaction of another pipeline would hide what ours has committed.
 */
final class CheckpointTopic {
  private static final Logger LOGGER = System.getLogger(CheckpointTopic.class.getName());

  private static final Map<String, String> SETTINGS =
      Map.of(
          "cleanup.policy", "compact",
          // The broker's clock alone says how old a document is.
          "message.timestamp.type", "LogAppendTime",
          "segment.bytes", "16777216",
          "min.cleanable.dirty.ratio", "0.1");

  // A document is the newest of its key; it stands near the end, behind it are marks and clocks.
  private static final long LOOK_BACK = 1_000;
  private static final Duration POLL = Duration.ofMillis(200);
  private static final String RELEASED = "released";

  private final Clients clients;
  private final KafkaUrl url;
  private final String pipeline;
  private final TopicPartition partition;
  private boolean isWarned;

  CheckpointTopic(Clients clients, String pipeline) {
    this.clients = clients;
    this.url = clients.url();
    this.pipeline = pipeline;
    this.partition = new TopicPartition("durable-ingest.checkpoints." + pipeline, 0);
  }

  /** Under which key a document is stored. */
  enum Slot {
    /** The document that decides. */
    DOCUMENT,
    /** A copy of one whose authority is another store. */
    COPY,
    /** No document: asks the broker what time it is. */
    CLOCK;

    byte[] bytes() {
      return name().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
    }
  }

  /**
   * A document as it stands in the topic.
   *
   * @param document the document
   * @param writtenMillis when it was appended, by the clock of the broker
   * @param isReleased whether the runner that wrote it has ended since
   */
  record Stored(CheckpointDocument document, long writtenMillis, boolean isReleased) {}

  /** Name of the topic. */
  String name() {
    return partition.topic();
  }

  /** Whose document it holds. */
  String pipeline() {
    return pipeline;
  }

  /** Whether the topic is there. */
  boolean exists() throws SinkException {
    try (Topics topics = new Topics(clients)) {
      return !topics.existing(Set.of(name())).isEmpty();
    }
  }

  /**
   * Sees to it that the topic is there and keeps what is saved in it.
   *
   * @throws SinkException with {@code Stop} when it does not
   */
  void require() throws SinkException {
    try (Topics topics = new Topics(clients)) {
      TopicDescription topic = topics.require(Set.of(name()), SETTINGS).get(name());
      Config settings = topics.settings(name());
      Optional<String> unfit = unfit(settings);
      if (unfit.isPresent()) {
        throw SinkException.stop(unfit.get());
      }
      int replicas = topic == null ? 0 : topic.partitions().get(0).replicas().size();
      int inSync = Topics.minInSync(settings);
      if (Math.min(replicas, inSync) < 2 && !isWarned) {
        isWarned = true;
        LOGGER.log(
            Level.WARNING,
            "Topic "
                + name()
                + " in "
                + url
                + " has "
                + replicas
                + (replicas == 1 ? " replica" : " replicas")
                + " and min.insync.replicas="
                + inSync
                + ": a checkpoint that was acknowledged by one broker alone is lost with it.");
      }
    }
  }

  /** What keeps the topic, if it is there, from holding checkpoints, and the way out. */
  Optional<String> unfit() throws SinkException {
    try (Topics topics = new Topics(clients)) {
      return topics.existing(Set.of(name())).isEmpty()
          ? Optional.empty()
          : unfit(topics.settings(name()));
    }
  }

  /**
   * The newest document under a key, as far as transactions are decided.
   *
   * @param isolation {@code READ_UNCOMMITTED} to wait until all that is in the topic now is
   *     decided; {@code READ_COMMITTED} not to wait for an open transaction
   */
  Optional<Stored> newest(Slot key, IsolationLevel isolation) throws SinkException {
    try (Topics topics = new Topics(clients);
        KafkaConsumer<byte[], byte[]> consumer = clients.consumer()) {
      long end = topics.ends(List.of(partition), isolation).getOrDefault(partition, 0L);
      consumer.assign(List.of(partition));
      long begin = begin(consumer);
      long near = Math.max(begin, end - LOOK_BACK);
      ConsumerRecord<byte[], byte[]> found = last(consumer, key, near, end);
      if (found == null && near > begin) {
        found = last(consumer, key, begin, end);
      }
      return found == null ? Optional.empty() : Optional.of(stored(found));
    } catch (KafkaException e) {
      throw failed("Reading", e);
    }
  }

  /** What time it is, by the clock that dates the documents. */
  long brokerMillis() throws SinkException {
    try (KafkaProducer<byte[], byte[]> producer = clients.producer()) {
      return producer.send(message(Slot.CLOCK, null)).get().timestamp();
    } catch (KafkaException | ExecutionException e) {
      throw failed("Asking for the time", e);
    } catch (InterruptedException e) {
      throw failed("Asking for the time", new InterruptException(e));
    }
  }

  /** Whether what was in the topic at its beginning is gone. */
  boolean isCut() throws SinkException {
    try (KafkaConsumer<byte[], byte[]> consumer = clients.consumer()) {
      return begin(consumer) > 0;
    } catch (KafkaException e) {
      throw failed("Reading", e);
    }
  }

  /** The message that stores a document, or asks for the time. */
  ProducerRecord<byte[], byte[]> message(Slot key, @Nullable CheckpointDocument document) {
    byte[] value =
        document == null ? null : DocumentJson.write(document).getBytes(StandardCharsets.UTF_8);
    return new ProducerRecord<>(name(), partition.partition(), key.bytes(), value);
  }

  /** The message that stores the document of a runner that ends. */
  ProducerRecord<byte[], byte[]> release(CheckpointDocument document) {
    ProducerRecord<byte[], byte[]> message = message(Slot.DOCUMENT, document);
    message.headers().add(RELEASED, new byte[0]);
    return message;
  }

  private long begin(KafkaConsumer<byte[], byte[]> consumer) {
    return consumer.beginningOffsets(List.of(partition)).values().iterator().next();
  }

  private @Nullable ConsumerRecord<byte[], byte[]> last(
      KafkaConsumer<byte[], byte[]> consumer, Slot key, long from, long end) throws SinkException {
    consumer.seek(partition, from);
    long begun = System.nanoTime();
    ConsumerRecord<byte[], byte[]> newest = null;
    while (consumer.position(partition) < end) {
      if (System.nanoTime() - begun > Clients.WAIT_MAX.toNanos()) {
        throw KafkaFailure.undecided(url, partition);
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        boolean isWanted = Arrays.equals(record.key(), key.bytes());
        newest = isWanted && record.offset() < end ? record : newest;
      }
    }
    return newest;
  }

  private Stored stored(ConsumerRecord<byte[], byte[]> record) throws SinkException {
    Header released = record.headers().lastHeader(RELEASED);
    byte[] value = record.value();
    try {
      CheckpointDocument document =
          DocumentJson.read(
              new String(value == null ? new byte[0] : value, StandardCharsets.UTF_8));
      if (!document.pipeline().equals(pipeline)) {
        throw damaged("it is of pipeline '" + document.pipeline() + "'");
      }
      return new Stored(document, record.timestamp(), released != null);
    } catch (DocumentException e) {
      throw damaged(String.valueOf(e.getMessage()));
    }
  }

  private SinkException damaged(String why) {
    return SinkException.stop(
        "The checkpoint in topic "
            + name()
            + " in "
            + url
            + " is damaged: "
            + why
            + ". Start over under another --pipeline-id.");
  }

  private Optional<String> unfit(Config settings) {
    for (String name : List.of("cleanup.policy", "message.timestamp.type")) {
      String wanted = SETTINGS.get(name);
      String found = settings.get(name).value();
      if (!found.equals(wanted)) {
        return Optional.of(
            "Topic "
                + name()
                + " in "
                + url
                + " has "
                + name
                + "="
                + found
                + ", and checkpoints would be lost or misdated. Set it: kafka-configs.sh --alter"
                + " --topic "
                + name()
                + " --add-config "
                + name
                + "="
                + wanted);
      }
    }
    return Optional.empty();
  }

  /**
   * A step has failed, and may be tried again unless the cluster has refused it.
   *
   * @param step what was done with the topic, which is named behind it
   */
  SinkException failed(String step, Exception thrown) {
    return Shortage.failure(
        clients, List.of(name()), step + " " + name(), thrown, Verdict.RETRY_SAME);
  }
}
