package dev.durableingest.kafka;

import dev.durableingest.runtime.checkpoint.CheckpointStore;
import dev.durableingest.runtime.checkpoint.TransactionalSink;
import dev.durableingest.runtime.sink.JsonRecordWriter;
import dev.durableingest.runtime.sink.SinkBatch;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkKind;
import dev.durableingest.runtime.sink.SinkPosition;
import dev.durableingest.runtime.sink.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Streams in Kafka topics whose records become visible, to those who read what is committed, in the
 * transaction that saves the checkpoint document.
 *
 * <p>Owned by the pipeline thread.
 */
final class TransactionalKafkaStream implements TransactionalSink {
  private final Transactions transactions;
  private final CheckpointStore store;
  private final Map<String, Route> routes;
  private final JsonRecordWriter json = new JsonRecordWriter();
  // What is in the open transaction; of a committed one it is forgotten at the next write.
  private final List<MessageBatch> written = new ArrayList<>();
  private Map<String, SinkPosition> positions = Map.of();

  TransactionalKafkaStream(
      Transactions transactions, CheckpointStore store, Map<String, Route> routes) {
    this.transactions = transactions;
    this.store = store;
    this.routes = routes;
  }

  @Override
  public String description() {
    return transactions.clients().url().toString();
  }

  @Override
  public SinkKind kind() {
    return SinkKind.TRANSACTIONAL;
  }

  @Override
  public CheckpointStore checkpointStore() {
    return store;
  }

  @Override
  public void recover(Map<String, SinkPosition> recorded) throws SinkException {
    try (Topics topics = new Topics(transactions.clients())) {
      positions = TopicIdentities.require(topics, transactions.clients().url(), routes, recorded);
    }
  }

  @Override
  public SinkBatch newBatch() {
    return new MessageBatch(routes, json);
  }

  @Override
  public void write(SinkBatch batch) throws SinkException {
    MessageBatch messages = (MessageBatch) batch;
    if (!transactions.isOpen()) {
      written.clear();
    }
    try {
      transactions.send(messages.messages());
      written.add(messages);
    } catch (SinkException e) {
      if (e.verdict() instanceof Verdict.Split) {
        // Kafka can only abort as a whole: what was well is written again, the refused is not.
        for (MessageBatch before : written) {
          transactions.send(before.messages());
        }
      }
      throw e;
    }
  }

  @Override
  public Map<String, SinkPosition> positions() {
    return positions;
  }

  @Override
  public void close() {
    store.close();
  }
}
