package dev.durableingest.kafka;

import dev.durableingest.runtime.checkpoint.CheckpointStore;
import dev.durableingest.runtime.checkpoint.CheckpointStoreProvider;
import dev.durableingest.runtime.checkpoint.StoreCheck;
import dev.durableingest.runtime.checkpoint.StoreDurability;
import dev.durableingest.runtime.sink.Finding;
import dev.durableingest.runtime.sink.Finding.Outcome;
import dev.durableingest.runtime.sink.SinkException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Opens {@code kafka:} URLs as checkpoint stores, where the records go elsewhere. */
public final class KafkaCheckpointStoreProvider implements CheckpointStoreProvider {
  /** For {@link java.util.ServiceLoader}. */
  public KafkaCheckpointStoreProvider() {}

  @Override
  public String scheme() {
    return KafkaUrl.SCHEME;
  }

  @Override
  public CheckpointStore open(URI url, String pipeline) throws SinkException {
    KafkaLogs.quieten();
    Clients clients = new Clients(KafkaUrl.parse(url));
    CheckpointTopic topic = new CheckpointTopic(clients, pipeline);
    return new KafkaCheckpointStore(new Transactions(clients, topic, List.of()), topic);
  }

  @Override
  public StoreCheck check(URI url, String pipeline) {
    KafkaLogs.quieten();
    try {
      KafkaUrl kafka = KafkaUrl.parse(url);
      CheckpointTopic topic = new CheckpointTopic(new Clients(kafka), pipeline);
      List<Finding> findings = new ArrayList<>(KafkaCheck.topics(kafka, List.of(topic.name())));
      if (findings.stream().noneMatch(finding -> finding.outcome() == Outcome.FAILS)) {
        topic.unfit().ifPresent(unfit -> findings.add(Finding.fails(kafka.toString(), unfit)));
        try (CheckpointStore store = open(url, pipeline)) {
          findings.add(StoreCheck.found(store.peek()));
        }
      }
      return new StoreCheck(StoreDurability.SYNCED, findings);
    } catch (SinkException e) {
      return new StoreCheck(null, List.of(Finding.fails("--checkpoints", e)));
    }
  }
}
