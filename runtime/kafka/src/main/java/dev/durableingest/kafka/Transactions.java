package dev.durableingest.kafka;

import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * The transactions of one pipeline. Whoever fences last is the only one whose transactions commit.
 * After an unknown outcome nothing is begun until {@link #fence}, which decides it.
 *
 * <p>Thread-safe, so that a lease can be renewed from beside the pipeline thread.
 */
final class Transactions implements AutoCloseable {
  private final Clients clients;
  private final String transactionalId;
  private @Nullable KafkaProducer<byte[], byte[]> producer;
  private boolean isOpen;

  Transactions(Clients clients, String pipeline) {
    this.clients = clients;
    this.transactionalId = "durable-ingest." + pipeline;
  }

  /** What makes the clients. */
  Clients clients() {
    return clients;
  }

  /** By what the brokers know these transactions. */
  String transactionalId() {
    return transactionalId;
  }

  /**
   * Shuts every earlier producer of this pipeline out, here and elsewhere: its open transaction is
   * aborted, and one that was about to be committed is. When this returns, all of it is decided.
   */
  synchronized void fence() throws SinkException {
    drop();
    KafkaProducer<byte[], byte[]> made = clients.transactionalProducer(transactionalId);
    try {
      made.initTransactions();
      producer = made;
    } catch (KafkaException e) {
      made.close(Duration.ZERO);
      throw KafkaFailure.of(clients.url(), "Fencing other runners", e, Verdict.RETRY_SAME);
    }
  }

  /** Whether a transaction is open. */
  synchronized boolean isOpen() {
    return isOpen;
  }

  /**
   * Sends messages in the open transaction, or a new one, and waits until each is acknowledged.
   *
   * @throws SinkException with {@code Split} when the messages were definitely refused; then the
   *     transaction is aborted. With {@code Reopen} or {@code Fenced} it is lost as a whole
   */
  synchronized void send(List<ProducerRecord<byte[], byte[]>> messages) throws SinkException {
    KafkaProducer<byte[], byte[]> current = current();
    try {
      if (!isOpen) {
        current.beginTransaction();
        isOpen = true;
      }
      Exception failure = Delivery.send(current, messages, true);
      if (failure == null) {
        return;
      }
      SinkException told = failed("Writing", failure);
      if (told.verdict() instanceof Verdict.Split) {
        current.abortTransaction();
        isOpen = false;
      } else {
        drop();
      }
      throw told;
    } catch (KafkaException e) {
      drop();
      throw failed("Writing", e);
    }
  }

  /**
   * Commits the open transaction.
   *
   * @throws SinkException with {@code Reopen} when the outcome is not known
   */
  synchronized void commit() throws SinkException {
    try {
      current().commitTransaction();
      isOpen = false;
    } catch (KafkaException e) {
      drop();
      throw failed("The commit", e);
    }
  }

  /**
   * Commits messages in a transaction of their own, where none is open and one can be begun.
   *
   * @return whether they were committed
   * @throws SinkException as {@link #send} and {@link #commit}
   */
  synchronized boolean commitAlone(List<ProducerRecord<byte[], byte[]>> messages)
      throws SinkException {
    if (isOpen || producer == null) {
      return false;
    }
    send(messages);
    commit();
    return true;
  }

  /** Forgets the producer, and with it an open transaction, which the next fence aborts. */
  synchronized void drop() {
    KafkaProducer<byte[], byte[]> dropped = producer;
    producer = null;
    isOpen = false;
    if (dropped != null) {
      dropped.close(Duration.ZERO);
    }
  }

  @Override
  public synchronized void close() {
    drop();
  }

  private KafkaProducer<byte[], byte[]> current() throws SinkException {
    KafkaProducer<byte[], byte[]> current = producer;
    if (current == null) {
      throw new SinkException(
          Verdict.REOPEN,
          "The outcome of the last transaction in " + clients.url() + " is unknown",
          null);
    }
    return current;
  }

  private SinkException failed(String step, Exception thrown) {
    return KafkaFailure.of(clients.url(), step, thrown, Verdict.REOPEN);
  }
}
