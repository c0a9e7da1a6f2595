package dev.durableingest.kafka;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Messages on their way through one producer: sent without waiting, then awaited together.
 *
 * <p>After the first failure nothing more is sent, and a producer without transactions is closed at
 * once, from its own thread: else it would go on with the messages behind the failed one, and they
 * would be in the topic before it.
 */
final class Delivery implements Callback {
  private final KafkaProducer<byte[], byte[]> producer;
  private final boolean isTransactional;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  private Delivery(KafkaProducer<byte[], byte[]> producer, boolean isTransactional) {
    this.producer = producer;
    this.isTransactional = isTransactional;
  }

  /**
   * Sends messages and waits until each is acknowledged or one has failed.
   *
   * @return what the first failure was, or null
   */
  static @Nullable Exception send(
      KafkaProducer<byte[], byte[]> producer,
      List<ProducerRecord<byte[], byte[]>> messages,
      boolean isTransactional) {
    return new Delivery(producer, isTransactional).send(messages);
  }

  @Override
  public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception thrown) {
    if (thrown != null && failure.compareAndSet(null, thrown) && !isTransactional) {
      producer.close(Duration.ZERO);
    }
  }

  private @Nullable Exception send(List<ProducerRecord<byte[], byte[]>> messages) {
    try {
      for (ProducerRecord<byte[], byte[]> message : messages) {
        if (failure.get() != null) {
          break;
        }
        Future<RecordMetadata> unused = producer.send(message, this); // the callback is told
      }
      producer.flush();
    } catch (KafkaException | IllegalStateException e) {
      // Where the callback has closed the producer, what it was told is the reason.
      failure.compareAndSet(null, e);
    }
    return failure.get();
  }
}
