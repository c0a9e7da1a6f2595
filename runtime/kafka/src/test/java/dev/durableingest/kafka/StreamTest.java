package dev.durableingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.runtime.pipeline.PipelineOptions;
import dev.durableingest.runtime.pipeline.PipelineStatus;
import dev.durableingest.runtime.pipeline.RunnerState;
import dev.durableingest.runtime.wiring.SinkTarget;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What stands in a topic when nothing goes wrong. */
@Timeout(value = 900, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class StreamTest {
  @TempDir Path folder;

  @Test
  void aStreamWithoutAKeyIsInOnePartitionInOrder() throws Exception {
    Broker broker = TestBroker.running();
    String topic = TestBroker.newName("plain");
    broker.createTopic(topic, 3, Map.of());

    PipelineStatus end = run(topic, "", Broker.url(broker.address()), 2_000);

    assertThat(end.problem()).isNull();
    assertThat(end.state()).isEqualTo(RunnerState.STOPPED);
    assertThat(end.guarantee()).isEqualTo("at-least-once");
    List<ConsumerRecord<byte[], byte[]>> messages = Messages.of(broker, topic);
    assertThat(messages.stream().map(Messages::number).toList()).isEqualTo(Messages.upTo(2_000));
    assertThat(messages).allMatch(message -> message.partition() == 0 && message.key() == null);
    assertThat(new String(messages.get(6).value(), StandardCharsets.UTF_8))
        .isEqualTo("{\"number\":7,\"color\":null,\"text\":\"t7\"}");
  }

  @Test
  void recordsOfOneKeyAreInOnePartitionInOrder() throws Exception {
    Broker broker = TestBroker.running();
    String topic = TestBroker.newName("keyed");
    broker.createTopic(topic, 3, Map.of());

    run(topic, "color", Broker.url(broker.address()), 2_000);

    Map<String, List<ConsumerRecord<byte[], byte[]>>> byKey =
        Messages.of(broker, topic).stream().collect(Collectors.groupingBy(StreamTest::key));
    assertThat(byKey).containsOnlyKeys("red", "green", "blue", "white", "black", "none");
    byKey.forEach(
        (key, messages) -> {
          assertThat(messages.stream().map(ConsumerRecord::partition).distinct()).hasSize(1);
          assertThat(messages.stream().map(Messages::number).toList())
              .as(key)
              .isEqualTo(Messages.upTo(2_000).stream().filter(n -> key.equals(keyOf(n))).toList());
        });
    assertThat(byKey.values().stream().map(messages -> messages.get(0).partition()).distinct())
        .as("partitions that are used")
        .hasSizeGreaterThan(1);
  }

  @Test
  void aTopicIsMadeOnRequest() throws Exception {
    Broker broker = TestBroker.running();
    String topic = TestBroker.newName("made");

    PipelineStatus end =
        run(topic, "", Broker.url(broker.address(), "create=true", "partitions=4"), 10);

    assertThat(end.problem()).isNull();
    assertThat(Messages.numbers(broker, topic)).isEqualTo(Messages.upTo(10));
    try (var admin = broker.admin()) {
      assertThat(admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions())
          .hasSize(4);
    }
  }

  @Test
  void aSecondRunGoesOnWhereTheFirstEnded() throws Exception {
    Broker broker = TestBroker.running();
    String topic = TestBroker.newName("resumed");
    URI url = Broker.url(broker.address(), "create=true");

    run(topic, "", url, 100);
    run(topic, "", url, 250);

    assertThat(Messages.numbers(broker, topic)).isEqualTo(Messages.upTo(250));
  }

  @Test
  void aTopicThatWasMadeAnewIsNotTakenForTheOldOne() throws Exception {
    Broker broker = TestBroker.running();
    String topic = TestBroker.newName("anew");
    URI url = Broker.url(broker.address(), "create=true");
    run(topic, "", url, 100);
    broker.topics().delete(topic);

    PipelineStatus end = run(topic, "", url, 200);

    assertThat(end.state()).isEqualTo(RunnerState.FAILED);
    assertThat(end.problem()).contains(topic, "deleted and made anew", "--pipeline-id");
    assertThat(end.received()).isZero();
  }

  private PipelineStatus run(String topic, String key, URI url, long end) throws Exception {
    PipelineOptions options = Numbers.options(folder, url).build();
    return Numbers.pipeline(Numbers.upTo(end), Numbers.into(SinkTarget.stream(topic, key)))
        .start(options)
        .await();
  }

  private static String key(ConsumerRecord<byte[], byte[]> message) {
    return message.key() == null ? "none" : new String(message.key(), StandardCharsets.UTF_8);
  }

  private static String keyOf(long number) {
    String color = Numbers.color(number);
    return color == null ? "none" : color;
  }
}
