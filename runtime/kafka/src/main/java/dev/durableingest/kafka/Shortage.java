package dev.durableingest.kafka;

import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Why a topic takes no records although its cluster answers: a partition has no leader, or too few
 * of its replicas are in sync. Clients do not tell: they try again until their time is up.
 */
final class Shortage {
  private static final long ANSWER_MAX_SECONDS = 3;

  private Shortage() {}

  /**
   * A step has failed, whatever the reason; where it may be tried again, the cluster is asked what
   * it lacks.
   *
   * @param topics what the step needs, the likeliest first
   * @param step what was done, as the subject of a sentence
   * @param otherwise the verdict where nothing is wrong with the batch and the outcome is open
   */
  static SinkException failure(
      Clients clients,
      Collection<String> topics,
      String step,
      Throwable thrown,
      Verdict otherwise) {
    SinkException told = KafkaFailure.of(clients.url(), step, thrown, otherwise);
    if (!told.verdict().equals(otherwise)) {
      return told;
    }
    return of(clients, topics)
        .map(lack -> step + " in " + clients.url() + " waits: " + lack)
        .map(message -> new SinkException(otherwise, message, thrown))
        .orElse(told);
  }

  /**
   * What the partition lacks to take records, and the way out.
   *
   * @param inSync the topic's {@code min.insync.replicas}
   */
  static Optional<String> of(String topic, TopicPartitionInfo partition, int inSync) {
    String where = "partition " + partition.partition() + " of topic " + topic;
    if (partition.leader() == null || partition.leader().isEmpty()) {
      return Optional.of(
          where
              + " has no leader: "
              + brokers(partition.replicas())
              + " down, or without room on the disk. Bring one back.");
    }
    int needed = Math.min(inSync, partition.replicas().size());
    if (partition.isr().size() >= needed) {
      return Optional.empty();
    }
    List<Node> absent = new ArrayList<>(partition.replicas());
    absent.removeAll(partition.isr());
    return Optional.of(
        where
            + " has "
            + partition.isr().size()
            + " of "
            + partition.replicas().size()
            + " replicas in sync, and min.insync.replicas is "
            + inSync
            + ": "
            + brokers(absent)
            + " down or behind. Bring one back.");
  }

  /** What the first of the topics lacks that lacks something, as far as the cluster says so. */
  private static Optional<String> of(Clients clients, Collection<String> topics) {
    try {
      Admin admin = clients.admin();
      try {
        for (String topic : topics) {
          Optional<String> lack = of(admin, topic);
          if (lack.isPresent()) {
            return lack;
          }
        }
      } finally {
        admin.close(Duration.ZERO); // a question that is open still need not be answered
      }
    } catch (SinkException | TimeoutException e) {
      // The failure itself has to do.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  private static Optional<String> of(Admin admin, String topic)
      throws InterruptedException, TimeoutException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    var description = admin.describeTopics(List.of(topic)).allTopicNames();
    var settings = admin.describeConfigs(List.of(resource)).all();
    try {
      int inSync = Topics.minInSync(only(answer(settings)));
      for (TopicPartitionInfo partition : only(answer(description)).partitions()) {
        Optional<String> lack = of(topic, partition, inSync);
        if (lack.isPresent()) {
          return lack;
        }
      }
    } catch (ExecutionException e) {
      // It is not there, or this user may not see it.
    }
    return Optional.empty();
  }

  private static <T> T answer(KafkaFuture<T> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future.get(ANSWER_MAX_SECONDS, TimeUnit.SECONDS);
  }

  private static <T> T only(Map<?, T> answers) {
    return answers.values().iterator().next();
  }

  private static String brokers(List<Node> nodes) {
    List<String> ids = nodes.stream().map(Node::idString).toList();
    return (ids.size() == 1 ? "broker " : "brokers ")
        + String.join(", ", ids)
        + (ids.size() == 1 ? " is" : " are");
  }
}
