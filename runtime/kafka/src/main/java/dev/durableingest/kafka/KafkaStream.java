package dev.durableingest.kafka;

import dev.durableingest.runtime.sink.JsonRecordWriter;
import dev.durableingest.runtime.sink.Sink;
import dev.durableingest.runtime.sink.SinkBatch;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkKind;
import dev.durableingest.runtime.sink.SinkPosition;
import dev.durableingest.runtime.sink.Verdict;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jspecify.annotations.Nullable;

/**
 * Streams in Kafka topics without transactions: every record is acknowledged by all replicas in
 * sync before {@link #write} returns; after a failure the batch is sent again as a whole, so that
 * some records may be there twice. First occurrences are in order.
 *
 * <p>Owned by the pipeline thread.
 */
final class KafkaStream implements Sink {
  private final Clients clients;
  private final Map<String, Route> routes;
  private final JsonRecordWriter json = new JsonRecordWriter();
  private Map<String, SinkPosition> positions = Map.of();
  private @Nullable KafkaProducer<byte[], byte[]> producer;

  KafkaStream(Clients clients, Map<String, Route> routes) {
    this.clients = clients;
    this.routes = routes;
  }

  @Override
  public String description() {
    return clients.url().toString();
  }

  @Override
  public SinkKind kind() {
    return SinkKind.NEITHER;
  }

  @Override
  public void recover(Map<String, SinkPosition> recorded) throws SinkException {
    try (Topics topics = new Topics(clients)) {
      positions = TopicIdentities.require(topics, clients.url(), routes, recorded);
    }
  }

  @Override
  public SinkBatch newBatch() {
    return new MessageBatch(routes, json);
  }

  @Override
  public void write(SinkBatch batch) throws SinkException {
    Exception failure = Delivery.send(producer(), ((MessageBatch) batch).messages(), false);
    if (failure != null) {
      // Whatever it was, this producer has lost its place; a new one sends the batch from its
      // start.
      close();
      throw Shortage.failure(clients, Route.topics(routes), "Writing", failure, Verdict.RETRY_SAME);
    }
  }

  @Override
  public Map<String, SinkPosition> positions() {
    return positions;
  }

  @Override
  public void close() {
    KafkaProducer<byte[], byte[]> closed = producer;
    producer = null;
    if (closed != null) {
      closed.close(Clients.CLOSE_MAX);
    }
  }

  private KafkaProducer<byte[], byte[]> producer() throws SinkException {
    KafkaProducer<byte[], byte[]> current = producer;
    if (current == null) {
      current = clients.producer();
      producer = current;
    }
    return current;
  }
}
