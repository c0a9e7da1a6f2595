package dev.durableingest.kafka;

import dev.durableingest.runtime.checkpoint.CheckpointDocument.DeadLetters;
import dev.durableingest.runtime.deadletter.DeadLetter;
import dev.durableingest.runtime.deadletter.DeadLetterLines;
import dev.durableingest.runtime.deadletter.DeadLetterMark;
import dev.durableingest.runtime.deadletter.DeadLetterQueue;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkPosition;
import dev.durableingest.runtime.sink.Verdict;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters of one pipeline in a topic of their own, in its first partition, acknowledged by
 * all replicas in sync before the checkpoint passes their events.
 *
 * <p>Nothing can be cut off a topic. What a crash left beyond the checkpoint is followed by a line
 * that says which letters count; a reader of the raw topic goes by it, or takes the last letter of
 * a number. A mark is appended only when its document is saved.
 *
 * <p>Owned by the pipeline thread.
 */
final class DeadLetterTopic implements DeadLetterQueue {
  private static final Logger LOGGER = System.getLogger(DeadLetterTopic.class.getName());
  private static final Duration POLL = Duration.ofMillis(200);

  /** Nobody but their owner says when dead letters go. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "cleanup.policy", "delete",
          "retention.ms", "-1",
          "retention.bytes", "-1",
          "max.message.bytes", Integer.toString(Clients.REQUEST_BYTES_MAX));

  private final Clients clients;
  private final TopicPartition partition;
  private final List<String> marks = new ArrayList<>();
  private SinkPosition position = new SinkPosition("", 0, 0);
  private @Nullable KafkaProducer<byte[], byte[]> producer;

  DeadLetterTopic(Clients clients, String pipeline) {
    this.clients = clients;
    this.partition = new TopicPartition(name(pipeline), 0);
  }

  /** Name of the topic of a pipeline. */
  static String name(String pipeline) {
    return "durable-ingest.dead-letters." + pipeline;
  }

  @Override
  public void recover(DeadLetters recorded) throws SinkException {
    close();
    marks.clear();
    String identity = identity();
    long end = end();
    position = new SinkPosition(identity, 0, end);
    SinkPosition recordedEnd = recorded.position();
    boolean isKnown = recordedEnd != null && recordedEnd.identity().equals(identity);
    long known = recordedEnd == null || !isKnown ? 0 : recordedEnd.bytes();
    if (end < known) {
      throw SinkException.stop(
          "Topic '"
              + partition.topic()
              + "' in "
              + clients.url()
              + " ends at message "
              + end
              + ", and the checkpoint has seen "
              + known
              + ": the brokers have lost dead letters. Put them back, or go on without them under"
              + " another --dead-letters.");
    }
    if (!isKnown && recorded.count() > 0) {
      LOGGER.log(
          Level.WARNING,
          "The first "
              + recorded.count()
              + " dead letters are not in topic "
              + partition.topic()
              + " in "
              + clients.url()
              + ", but where they were kept before.");
    }
    if (end > known) {
      send(List.of(DeadLetterLines.lineAfter(recorded.count())));
    }
  }

  @Override
  public void append(List<DeadLetter> letters) throws SinkException {
    send(letters.stream().map(DeadLetterLines::line).toList());
  }

  @Override
  public void mark(List<DeadLetterMark> done) {
    marks.clear(); // those of a commit that was given up
    done.forEach(mark -> marks.add(DeadLetterLines.line(mark)));
  }

  @Override
  public void documentSaved() throws SinkException {
    if (!marks.isEmpty()) {
      send(List.copyOf(marks));
      marks.clear();
    }
  }

  @Override
  public SinkPosition position() {
    return position;
  }

  @Override
  public void close() {
    KafkaProducer<byte[], byte[]> closed = producer;
    producer = null;
    if (closed != null) {
      closed.close(Clients.CLOSE_MAX);
    }
  }

  /** The letters that are still to be dealt with. */
  List<DeadLetter> list() throws SinkException {
    try (Topics topics = new Topics(clients)) {
      if (topics.existing(Set.of(partition.topic())).isEmpty()) {
        return List.of();
      }
    }
    DeadLetterLines lines = new DeadLetterLines();
    try (KafkaConsumer<byte[], byte[]> consumer = clients.consumer()) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = end(consumer);
      long heard = System.nanoTime();
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          heard = System.nanoTime();
          if (record.value() != null) {
            String where = "topic " + partition.topic() + ", message " + record.offset();
            lines.take(new String(record.value(), StandardCharsets.UTF_8), where);
          }
        }
        if (System.nanoTime() - heard > Clients.WAIT_MAX.toNanos()) {
          throw failed("Reading", new TimeoutException("the brokers send nothing"));
        }
      }
    } catch (KafkaException e) {
      throw failed("Reading", e);
    }
    return lines.left();
  }

  private String identity() throws SinkException {
    try (Topics topics = new Topics(clients)) {
      TopicDescription topic =
          topics.require(Set.of(partition.topic()), SETTINGS).values().iterator().next();
      return topic.topicId().toString();
    }
  }

  private long end() throws SinkException {
    try (KafkaConsumer<byte[], byte[]> consumer = clients.consumer()) {
      return end(consumer);
    } catch (KafkaException e) {
      throw failed("Reading", e);
    }
  }

  private long end(KafkaConsumer<byte[], byte[]> consumer) {
    return consumer.endOffsets(List.of(partition)).values().iterator().next();
  }

  /** Sends lines in order and waits until all are acknowledged. */
  private void send(List<String> lines) throws SinkException {
    KafkaProducer<byte[], byte[]> current = producer;
    if (current == null) {
      current = clients.producer();
      producer = current;
    }
    try {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (String line : lines) {
        byte[] value = line.getBytes(StandardCharsets.UTF_8);
        sent.add(current.send(new ProducerRecord<>(partition.topic(), 0, null, value)));
      }
      for (Future<RecordMetadata> one : sent) {
        position = new SinkPosition(position.identity(), 0, one.get().offset() + 1);
      }
    } catch (KafkaException | ExecutionException | IllegalStateException e) {
      current.close(Duration.ZERO);
      producer = null;
      throw failed("Writing", e);
    } catch (InterruptedException e) {
      throw failed("Writing", new InterruptException(e));
    }
  }

  private SinkException failed(String step, Exception thrown) {
    SinkException told =
        Shortage.failure(
            clients,
            List.of(partition.topic()),
            step + " topic " + partition.topic(),
            thrown,
            Verdict.RETRY_SAME);
    // A letter cannot be taken apart as a batch of records can.
    return told.verdict() instanceof Verdict.Split
        ? new SinkException(Verdict.STOP, String.valueOf(told.getMessage()), thrown)
        : told;
  }
}
