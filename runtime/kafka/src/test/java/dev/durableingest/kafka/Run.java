package dev.durableingest.kafka;

import dev.durableingest.kafka.Numbers.Row;
import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.checkpoint.CheckpointStore;
import dev.durableingest.runtime.checkpoint.TransactionalSink;
import dev.durableingest.runtime.sink.SinkBatch;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import dev.durableingest.runtime.wiring.ResourceBinding;
import dev.durableingest.runtime.wiring.SinkTarget;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What the pipeline loop does with the sink and the store inside it, step by step, for tests. */
final class Run implements AutoCloseable {
  final TransactionalSink sink;
  final CheckpointStore store;
  private final Transactions transactions;
  private final CheckpointTopic checkpoints;
  private final ResourceBinding<?, Row, ?> resource;
  CheckpointDocument document;

  /** Opens the sink; takes no lease yet. The pipeline has the name of the topic. */
  Run(URI url, String topic) throws SinkException {
    this.resource = Numbers.into(SinkTarget.stream(topic, ""));
    Map<String, Route> routes = Route.of(List.of(resource));
    Clients clients = new Clients(KafkaUrl.parse(url));
    this.checkpoints = new CheckpointTopic(clients, topic);
    this.transactions = new Transactions(clients, checkpoints, Route.topics(routes));
    this.store = new KafkaCheckpointStore(transactions, checkpoints);
    this.sink = new TransactionalKafkaStream(transactions, store, routes);
    this.document =
        CheckpointDocument.firstRun(
            topic, UUID.randomUUID().toString(), UUID.randomUUID().toString(), Instant.now());
  }

  /** Takes the lease, waiting for it as the loop does, and recovers. */
  Run start() throws Exception {
    while (true) {
      try {
        document = store.acquire(document);
        sink.recover(document.sinks());
        return this;
      } catch (SinkException e) {
        if (!(e.verdict() instanceof Verdict.RetrySame)) {
          throw e;
        }
        Thread.sleep(50);
      }
    }
  }

  /**
   * Writes the numbers that follow those which the document counts, in a new transaction; again
   * when that was lost.
   */
  void write(int count) throws SinkException {
    while (true) {
      SinkBatch batch = sink.newBatch();
      for (long n = document.events() + 1; n <= document.events() + count; n++) {
        batch.add(resource, new Row(n, null, "t"));
      }
      try {
        sink.write(batch);
        return;
      } catch (SinkException e) {
        goOnAfter(e);
      }
    }
  }

  /** Saves the next document, which counts so many more events, in two steps. */
  CheckpointDocument save(long events, Runnable beforeCommit) throws SinkException {
    CheckpointDocument next = next(events);
    transactions.send(List.of(checkpoints.message(CheckpointTopic.Slot.DOCUMENT, next)));
    beforeCommit.run();
    transactions.commit();
    return next;
  }

  /** Writes and saves so many numbers, however often that has to be tried. */
  void commit(int count) throws SinkException {
    long wanted = document.events() + count;
    while (document.events() < wanted) {
      write(count);
      CheckpointDocument next = next(count);
      try {
        store.save(next);
        document = next;
      } catch (SinkException e) {
        goOnAfter(e);
      }
    }
  }

  /** What is stored, asked for until there is an answer. */
  CheckpointDocument reread() throws SinkException {
    while (true) {
      try {
        return store.reread();
      } catch (SinkException e) {
        if (!(e.verdict() instanceof Verdict.RetrySame)) {
          throw e;
        }
      }
    }
  }

  /** Goes by the stored document where nobody knows what became of a transaction. */
  private void goOnAfter(SinkException failure) throws SinkException {
    if (!(failure.verdict() instanceof Verdict.Reopen)) {
      throw failure;
    }
    CheckpointDocument stored = reread();
    if (!stored.owner().equals(document.owner())) {
      throw new SinkException(Verdict.FENCED, "replaced", failure);
    }
    document = stored;
  }

  /** The document that follows the current one. */
  CheckpointDocument next(long events) {
    return document
        .toNext()
        .events(document.events() + events)
        .writtenAt(Instant.now())
        .position(null)
        .sinks(sink.positions())
        .build();
  }

  @Override
  public void close() {
    sink.close();
  }
}
