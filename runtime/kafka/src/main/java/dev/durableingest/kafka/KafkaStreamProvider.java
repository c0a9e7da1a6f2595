package dev.durableingest.kafka;

import dev.durableingest.runtime.checkpoint.TransactionalSink;
import dev.durableingest.runtime.checkpoint.TransactionalSinkProvider;
import dev.durableingest.runtime.sink.Finding;
import dev.durableingest.runtime.sink.Sink;
import dev.durableingest.runtime.sink.SinkCheck;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.wiring.ResourceBinding;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** Opens {@code kafka:} URLs as streams: the stream {@code s} is the topic {@code s}. */
public final class KafkaStreamProvider implements TransactionalSinkProvider {
  /** For {@link java.util.ServiceLoader}. */
  public KafkaStreamProvider() {}

  @Override
  public String scheme() {
    return KafkaUrl.SCHEME;
  }

  @Override
  public boolean accepts(Role role) {
    return role == Role.STREAM;
  }

  @Override
  public Sink open(URI url, String pipeline, List<ResourceBinding<?, ?, ?>> resources)
      throws SinkException {
    KafkaLogs.quieten();
    return new KafkaStream(new Clients(KafkaUrl.parse(url)), Route.of(resources));
  }

  @Override
  public SinkCheck check(URI url, String pipeline, List<ResourceBinding<?, ?, ?>> resources) {
    KafkaLogs.quieten();
    try {
      return KafkaCheck.streams(KafkaUrl.parse(url), Route.of(resources));
    } catch (SinkException e) {
      return new SinkCheck(null, List.of(Finding.fails("--stream", e)));
    }
  }

  @Override
  public TransactionalSink openTransactional(
      URI url, String pipeline, List<ResourceBinding<?, ?, ?>> resources) throws SinkException {
    KafkaLogs.quieten();
    Clients clients = new Clients(KafkaUrl.parse(url));
    Map<String, Route> routes = Route.of(resources);
    CheckpointTopic topic = new CheckpointTopic(clients, pipeline);
    Transactions transactions = new Transactions(clients, topic, Route.topics(routes));
    return new TransactionalKafkaStream(
        transactions, new KafkaCheckpointStore(transactions, topic), routes);
  }
}
