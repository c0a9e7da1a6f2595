package dev.durableingest.kafka;

import dev.durableingest.kafka.CheckpointTopic.Slot;
import dev.durableingest.kafka.CheckpointTopic.Stored;
import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.checkpoint.CheckpointStore;
import dev.durableingest.runtime.checkpoint.Lease;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoint document in a compacted topic. The fence is the brokers': of all that have taken
 * the lease, only the newest can commit a transaction, and every save is one.
 *
 * <p>Because the brokers let the newest win, whoever comes second waits of its own will: a document
 * is saved anew at least every third of the lease, and one that is younger than the lease belongs
 * to a runner that lives.
 *
 * <p>Owned by the pipeline thread; {@link #renew} comes from another one.
 */
final class KafkaCheckpointStore implements CheckpointStore, Lease {
  private final Transactions transactions;
  private final CheckpointTopic topic;
  private final String pipeline;
  private final Duration lease;
  // What is in the topic, as far as is known; null before the lease and after an unknown outcome.
  private @Nullable CheckpointDocument stored;
  private @Nullable String owner;
  private long savedNanos;
  private @Nullable KafkaProducer<byte[], byte[]> copies;

  KafkaCheckpointStore(Transactions transactions, CheckpointTopic topic) {
    this.transactions = transactions;
    this.topic = topic;
    this.pipeline = topic.pipeline();
    this.lease = transactions.clients().url().lease();
  }

  @Override
  public String description() {
    return transactions.clients().url() + "/" + topic.name();
  }

  @Override
  public Optional<Lease> lease() {
    return Optional.of(this);
  }

  @Override
  public synchronized CheckpointDocument acquire(CheckpointDocument firstRun) throws SinkException {
    topic.require();
    Optional<Stored> before = topic.newest(Slot.DOCUMENT, IsolationLevel.READ_COMMITTED);
    if (before.isPresent()) {
      requireFree(before.get(), firstRun.owner());
    }
    boolean hadTransaction = transactions.fence();
    boolean hadDocument = before.isPresent() || hadTransaction || topic.isCut();
    Optional<Stored> found = topic.newest(Slot.DOCUMENT, IsolationLevel.READ_UNCOMMITTED);
    if (found.isEmpty() && hadDocument) {
      throw lost();
    }
    CheckpointDocument next =
        found
            .map(Stored::document)
            .map(document -> document.withLease(document.epoch() + 1, firstRun.owner()))
            .orElse(firstRun);
    owner = next.owner();
    try {
      write(next);
    } catch (SinkException e) {
      // To take the lease once more is harmless, whatever became of this try.
      throw e.verdict() instanceof Verdict.Reopen
          ? new SinkException(Verdict.RETRY_SAME, String.valueOf(e.getMessage()), e)
          : e;
    }
    return next;
  }

  @Override
  public synchronized void save(CheckpointDocument next) throws SinkException {
    CheckpointDocument before = stored;
    if (before == null) {
      throw new SinkException(
          Verdict.REOPEN, "It is not known what " + description() + " holds: read it first", null);
    }
    if (!before.admits(next)) {
      throw fenced("revision " + next.revision() + " does not follow the stored one");
    }
    write(next);
  }

  @Override
  public synchronized CheckpointDocument reread() throws SinkException {
    stored = null;
    transactions.drop();
    // To fence a successor would only make it stop, too.
    Optional<Stored> seen = topic.newest(Slot.DOCUMENT, IsolationLevel.READ_COMMITTED);
    if (seen.isPresent() && !seen.get().document().owner().equals(owner)) {
      throw fenced("it holds the document of another");
    }
    transactions.fence();
    CheckpointDocument found =
        topic
            .newest(Slot.DOCUMENT, IsolationLevel.READ_UNCOMMITTED)
            .orElseThrow(this::lost)
            .document();
    stored = found;
    return found;
  }

  @Override
  public Duration length() {
    return lease;
  }

  /**
   * As declared: saves the document anew, unless one was saved a moment ago or is about to be.
   * Comes from a thread of its own, and leaves an open transaction alone.
   */
  @Override
  public synchronized void renew() throws SinkException {
    boolean isFresh = stored != null && System.nanoTime() - savedNanos < lease.toNanos() / 4;
    if (owner == null || isFresh || transactions.isOpen()) {
      return;
    }
    CheckpointDocument current = stored == null ? reread() : stored;
    try {
      if (transactions.commitAlone(List.of(topic.message(Slot.DOCUMENT, current)))) {
        savedNanos = System.nanoTime();
      }
    } catch (SinkException e) {
      // The transactions are lost; the next write or save goes by what is stored then.
      stored = null;
      throw e.verdict() instanceof Verdict.Reopen
          ? new SinkException(Verdict.RETRY_SAME, String.valueOf(e.getMessage()), e)
          : e;
    }
  }

  /** As declared; under a key of its own, so that no run ever takes the copy for the authority. */
  @Override
  public synchronized void copy(CheckpointDocument document) throws SinkException {
    KafkaProducer<byte[], byte[]> producer = copies;
    if (producer == null) {
      topic.require();
      producer = transactions.clients().producer();
      copies = producer;
    }
    List<ProducerRecord<byte[], byte[]>> copy = List.of(topic.message(Slot.COPY, document));
    Exception failure = Delivery.send(producer, copy, false);
    if (failure != null) {
      closeCopies();
      throw topic.failed("Copying the checkpoint to", failure);
    }
  }

  @Override
  public Optional<CheckpointDocument> peek() throws SinkException {
    if (!topic.exists()) {
      return Optional.empty();
    }
    Optional<Stored> found = topic.newest(Slot.DOCUMENT, IsolationLevel.READ_COMMITTED);
    return (found.isPresent() ? found : topic.newest(Slot.COPY, IsolationLevel.READ_COMMITTED))
        .map(Stored::document);
  }

  @Override
  public synchronized void close() {
    CheckpointDocument current = stored;
    stored = null;
    owner = null;
    try {
      if (current != null) {
        transactions.commitAlone(List.of(topic.release(current)));
      }
    } catch (SinkException e) {
      // Who comes next waits until the lease is over.
    } finally {
      transactions.close();
      closeCopies();
    }
  }

  private void closeCopies() {
    KafkaProducer<byte[], byte[]> closed = copies;
    copies = null;
    if (closed != null) {
      closed.close(Clients.CLOSE_MAX);
    }
  }

  private void write(CheckpointDocument document) throws SinkException {
    stored = null;
    try {
      transactions.send(List.of(topic.message(Slot.DOCUMENT, document)));
      transactions.commit();
    } catch (SinkException e) {
      if (e.verdict() instanceof Verdict.Split) {
        throw new SinkException(
            Verdict.STOP, "The checkpoint document is too large. " + e.getMessage(), e);
      }
      throw e;
    }
    stored = document;
    savedNanos = System.nanoTime();
  }

  private void requireFree(Stored newest, String me) throws SinkException {
    if (newest.isReleased() || newest.document().owner().equals(me)) {
      return;
    }
    long ageMillis = topic.brokerMillis() - newest.writtenMillis();
    if (ageMillis < lease.toMillis()) {
      throw new SinkException(
          Verdict.RETRY_SAME,
          "A runner of pipeline '"
              + pipeline
              + "' has saved in "
              + description()
              + " "
              + Math.max(0, ageMillis / 1_000)
              + " s ago: waiting until it ends, or is not heard of for "
              + lease.toSeconds()
              + " s. Run one workflow per --pipeline-id.",
          null);
    }
  }

  private SinkException fenced(String why) {
    return new SinkException(
        Verdict.FENCED,
        "Another runner has taken the lease in "
            + description()
            + ": "
            + why
            + ". This one must stop. Run one workflow per --pipeline-id.",
        null);
  }

  private SinkException lost() {
    return SinkException.stop(
        "The checkpoint of pipeline '"
            + pipeline
            + "' in "
            + description()
            + " is gone although the pipeline has run before: was the topic deleted or cut?"
            + " Starting over could lose or repeat events."
            + " Start over under another --pipeline-id.");
  }
}
