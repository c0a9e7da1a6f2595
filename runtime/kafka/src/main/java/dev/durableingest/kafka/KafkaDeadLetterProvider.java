package dev.durableingest.kafka;

import dev.durableingest.runtime.deadletter.DeadLetter;
import dev.durableingest.runtime.deadletter.DeadLetterProvider;
import dev.durableingest.runtime.deadletter.DeadLetterQueue;
import dev.durableingest.runtime.sink.Finding;
import dev.durableingest.runtime.sink.SinkException;
import java.net.URI;
import java.util.List;

/** Opens {@code kafka:} URLs as dead letters: one topic per pipeline. */
public final class KafkaDeadLetterProvider implements DeadLetterProvider {
  /** For {@link java.util.ServiceLoader}. */
  public KafkaDeadLetterProvider() {}

  @Override
  public String scheme() {
    return KafkaUrl.SCHEME;
  }

  @Override
  public DeadLetterQueue open(URI url, String pipeline) throws SinkException {
    return topic(url, pipeline);
  }

  @Override
  public List<DeadLetter> list(URI url, String pipeline) throws SinkException {
    return topic(url, pipeline).list();
  }

  @Override
  public Finding check(URI url, String pipeline) {
    try {
      KafkaUrl kafka = KafkaUrl.parse(url);
      KafkaLogs.quieten();
      return KafkaCheck.topics(kafka, List.of(DeadLetterTopic.name(pipeline))).get(0);
    } catch (SinkException e) {
      return Finding.fails("--dead-letters", e);
    }
  }

  private static DeadLetterTopic topic(URI url, String pipeline) throws SinkException {
    KafkaLogs.quieten();
    return new DeadLetterTopic(new Clients(KafkaUrl.parse(url)), pipeline);
  }
}
