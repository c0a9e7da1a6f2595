package dev.durableingest.kafka;

import dev.durableingest.kafka.CheckpointTopic.Slot;
import dev.durableingest.kafka.HangingTransactions.Last;
import dev.durableingest.kafka.HangingTransactions.Outcome;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.jspecify.annotations.Nullable;

/**
 * The transactions of one pipeline. Whoever fences last is the only one whose transactions commit.
 * After an unknown outcome nothing is begun until {@link #fence}, which decides it.
 *
 * <p>Thread-safe, so that a lease can be renewed from beside the pipeline thread.
 */
final class Transactions implements AutoCloseable {
  private static final Logger LOGGER = System.getLogger(Transactions.class.getName());

  /** The topic in which the brokers keep what transactions have come to. */
  private static final String COORDINATION = "__transaction_state";

  private final Clients clients;
  private final String transactionalId;
  private final ProducerRecord<byte[], byte[]> nothing;
  private final List<String> topics;
  private @Nullable KafkaProducer<byte[], byte[]> producer;
  private boolean isOpen;
  // How the last transaction stood before the fence, until it is known to have ended everywhere.
  private @Nullable Last last;

  /**
   * @param checkpoints the topic that each of the transactions writes
   * @param streams the other topics that they write
   */
  Transactions(Clients clients, CheckpointTopic checkpoints, Collection<String> streams) {
    this.clients = clients;
    this.transactionalId = "durable-ingest." + checkpoints.pipeline();
    this.nothing = checkpoints.message(Slot.CLOCK, null);
    this.topics = new ArrayList<>(streams);
    topics.add(checkpoints.name());
  }

  /** What makes the clients. */
  Clients clients() {
    return clients;
  }

  /**
   * Shuts every earlier producer of this pipeline out, here and elsewhere: its open transaction is
   * aborted, and one that was about to be committed is. When this returns, all of it is decided.
   *
   * @return whether the last transaction had been committed, as far as the brokers remember: they
   *     do so for days, in a topic of their own
   * @throws SinkException with {@code Stop} when the checkpoint hangs in a transaction of which
   *     nobody knows whether it was committed
   */
  synchronized boolean fence() throws SinkException {
    drop();
    try (Topics cluster = new Topics(clients)) {
      Last before = before(cluster);
      // After a fence that could not be settled, its predecessor's is the one that counts.
      if (before != null && before.state() != TransactionState.EMPTY) {
        last = before;
      }
      KafkaProducer<byte[], byte[]> made = clients.transactionalProducer(transactionalId);
      producer = made;
      made.initTransactions();
      Last fenced = last == null ? before : last;
      if (fenced != null) {
        settle(made, HangingTransactions.find(cluster, topics, fenced));
      }
      last = null;
      return fenced != null && fenced.isCommitted();
    } catch (KafkaException e) {
      drop();
      throw failed("Fencing other runners", e, Verdict.RETRY_SAME);
    } catch (SinkException e) {
      drop();
      throw e;
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
      SinkException told = failed("Writing", failure, Verdict.REOPEN);
      if (told.verdict() instanceof Verdict.Split) {
        current.abortTransaction();
        isOpen = false;
      } else {
        drop();
      }
      throw told;
    } catch (KafkaException e) {
      drop();
      throw failed("Writing", e, Verdict.REOPEN);
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
      throw failed("The commit", e, Verdict.REOPEN);
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

  private @Nullable Last before(Topics cluster) throws SinkException {
    try {
      return Last.of(
          cluster
              .admin()
              .describeTransactions(List.of(transactionalId))
              .description(transactionalId)
              .get());
    } catch (ExecutionException e) {
      if (KafkaFailure.find(e, TransactionalIdNotFoundException.class) != null) {
        return null;
      }
      throw failed("Asking for earlier transactions", e, Verdict.RETRY_SAME);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  /**
   * Ends what hangs as it was meant to. The end of a transaction ends whatever its producer has
   * left open in the partition before; so what was aborted is ended by another that is aborted, and
   * the checkpoint by one that is committed. In a stream, where nothing may be added for it, the
   * next records do that.
   */
  private void settle(KafkaProducer<byte[], byte[]> current, Map<TopicPartition, Outcome> hanging)
      throws SinkException {
    boolean isToCommit = false;
    List<TopicPartition> aborted = new ArrayList<>();
    for (Map.Entry<TopicPartition, Outcome> one : hanging.entrySet()) {
      boolean isCheckpoint = one.getKey().topic().equals(nothing.topic());
      if (one.getValue() == Outcome.ABORTED) {
        aborted.add(one.getKey());
      } else if (!isCheckpoint) {
        LOGGER.log(Level.WARNING, KafkaFailure.late(clients.url(), one.getKey()));
      } else if (one.getValue() == Outcome.COMMITTED) {
        isToCommit = true;
      } else {
        throw KafkaFailure.hanging(clients.url(), one.getKey());
      }
    }
    if (!aborted.isEmpty()) {
      current.beginTransaction();
      for (TopicPartition partition : aborted) {
        Future<?> unused =
            current.send(
                new ProducerRecord<>(
                    partition.topic(), partition.partition(), nothing.key(), nothing.value()));
      }
      current.flush();
      current.abortTransaction();
    }
    if (isToCommit) {
      current.beginTransaction();
      Future<?> unused = current.send(nothing); // the commit fails where this does
      current.commitTransaction();
    }
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

  private SinkException failed(String step, Exception thrown, Verdict otherwise) {
    List<String> needed = new ArrayList<>(topics);
    needed.add(COORDINATION);
    return Shortage.failure(clients, needed, step, thrown, otherwise);
  }
}
