package dev.durableingest.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What a consumer of a topic sees, read with a client of its own. */
final class Messages {
  private Messages() {}

  /** All messages that are committed, partition by partition. */
  static List<ConsumerRecord<byte[], byte[]>> of(Broker broker, String topic) {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            broker.address(),
            "isolation.level",
            "read_committed",
            "auto.offset.reset",
            "earliest",
            "enable.auto.commit",
            false);
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .sorted(java.util.Comparator.comparingInt(TopicPartition::partition))
              .toList();
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      for (TopicPartition partition : partitions) {
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        while (consumer.position(partition) < ends.get(partition)) {
          consumer.poll(Duration.ofMillis(100)).forEach(all::add);
        }
      }
    }
    return all;
  }

  /** The numbers in the messages, see {@link Numbers}, partition by partition. */
  static List<Long> numbers(Broker broker, String topic) {
    return of(broker, topic).stream().map(Messages::number).toList();
  }

  /** The number of a message. */
  static long number(ConsumerRecord<byte[], byte[]> message) {
    String json = new String(message.value(), StandardCharsets.UTF_8);
    return Long.parseLong(json.replaceAll("^\\{\"number\":(\\d+),.*\\}$", "$1"));
  }

  /** Each number once, where it came first. */
  static List<Long> firstOccurrences(List<Long> numbers) {
    return List.copyOf(new LinkedHashSet<>(numbers));
  }

  /** 1 to the end. */
  static List<Long> upTo(long end) {
    return LongStream.rangeClosed(1, end).boxed().collect(Collectors.toList());
  }
}
