package dev.durableingest.kafka;

import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The topics of one cluster: looks whether they are there, and makes them where the URL says so.
 * Asking never makes a topic, whatever the brokers do by themselves. Owned by one thread.
 */
final class Topics implements AutoCloseable {
  private static final int REPLICATION = 3;
  private static final int LOOKS_MAX = 50;
  private static final long LOOK_MILLIS = 100;

  private final Clients clients;
  private final KafkaUrl url;
  private final Admin admin;

  /**
   * @throws SinkException when the cluster cannot be asked at all
   */
  Topics(Clients clients) throws SinkException {
    this.clients = clients;
    this.url = clients.url();
    this.admin = clients.admin();
  }

  /** The client that asks. */
  Admin admin() {
    return admin;
  }

  /**
   * The topics of these names, made where they are absent and the URL says {@code create=true}.
   *
   * @param settings settings of a topic that is made
   * @throws SinkException with {@code Stop} when one is absent and is not to be made
   */
  Map<String, TopicDescription> require(Collection<String> names, Map<String, String> settings)
      throws SinkException {
    Map<String, TopicDescription> found = existing(names);
    List<String> missing = names.stream().filter(name -> !found.containsKey(name)).toList();
    if (missing.isEmpty()) {
      return found;
    }
    if (!url.isCreating()) {
      throw SinkException.stop(
          url + " has no topic " + String.join(", ", missing) + ". " + url.wayOut() + ".");
    }
    create(missing, settings);
    return awaitExisting(names);
  }

  /** Those of the topics that exist. */
  Map<String, TopicDescription> existing(Collection<String> names) throws SinkException {
    Map<String, TopicDescription> found = new LinkedHashMap<>();
    Map<String, KafkaFuture<TopicDescription>> answers =
        admin.describeTopics(names).topicNameValues();
    for (Map.Entry<String, KafkaFuture<TopicDescription>> answer : answers.entrySet()) {
      try {
        found.put(answer.getKey(), answer.getValue().get());
      } catch (ExecutionException e) {
        if (KafkaFailure.find(e, UnknownTopicOrPartitionException.class) == null) {
          throw KafkaFailure.opening(url, "topic " + answer.getKey(), e);
        }
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
    }
    return found;
  }

  /** The settings of a topic, those of the broker where it has none of its own. */
  Config settings(String topic) throws SinkException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return answer(admin.describeConfigs(List.of(resource)).all()).values().iterator().next();
  }

  /** How many replicas must have a record before it is acknowledged. */
  static int minInSync(Config settings) {
    return Integer.parseInt(settings.get("min.insync.replicas").value());
  }

  /**
   * The ends of partitions. A leader that has lost too many replicas does not tell them.
   *
   * @param isolation whether what is not decided yet counts
   * @throws SinkException with {@code RetrySame} when the cluster does not answer, with what it
   *     lacks
   */
  Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions, IsolationLevel isolation)
      throws SinkException {
    Map<TopicPartition, OffsetSpec> latest = new LinkedHashMap<>();
    partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
    Map<TopicPartition, Long> ends = new LinkedHashMap<>();
    try {
      admin
          .listOffsets(latest, new ListOffsetsOptions(isolation))
          .all()
          .get()
          .forEach((partition, end) -> ends.put(partition, end.offset()));
      return ends;
    } catch (ExecutionException e) {
      Set<String> names = new LinkedHashSet<>();
      partitions.forEach(partition -> names.add(partition.topic()));
      String step = "Reading the end of " + String.join(", ", names);
      throw Shortage.failure(clients, names, step, e, Verdict.RETRY_SAME);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** The answer of the cluster. */
  <T> T answer(KafkaFuture<T> future) throws SinkException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw KafkaFailure.opening(url, e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  @Override
  public void close() {
    admin.close(Clients.CLOSE_MAX);
  }

  private void create(List<String> names, Map<String, String> settings) throws SinkException {
    int brokers = answer(admin.describeCluster().nodes()).size();
    int replication = url.replication().orElse(Math.min(REPLICATION, brokers));
    Map<String, String> all = new LinkedHashMap<>(settings);
    // What is acknowledged is then on two brokers at least, wherever there are two.
    all.put("min.insync.replicas", replication > 1 ? "2" : "1");
    List<NewTopic> topics = new ArrayList<>();
    for (String name : names) {
      Optional<Integer> partitions =
          settings.isEmpty() && url.partitions().isPresent()
              ? Optional.of(url.partitions().getAsInt())
              : settings.isEmpty() ? Optional.empty() : Optional.of(1);
      topics.add(new NewTopic(name, partitions, Optional.of((short) replication)).configs(all));
    }
    for (KafkaFuture<Void> made : admin.createTopics(topics).values().values()) {
      try {
        made.get();
      } catch (ExecutionException e) {
        if (KafkaFailure.find(e, TopicExistsException.class) == null) {
          throw notMade(names, e);
        }
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
    }
  }

  /** Where we have counted the brokers ourselves, some may be out of service for a moment. */
  private SinkException notMade(List<String> names, ExecutionException thrown) {
    String step = "Creating " + String.join(", ", names);
    boolean isShort = KafkaFailure.find(thrown, InvalidReplicationFactorException.class) != null;
    return isShort && url.replication().isEmpty()
        ? new SinkException(
            Verdict.RETRY_SAME,
            step + " in " + url + " waits for brokers: " + KafkaFailure.reason(thrown),
            thrown)
        : KafkaFailure.of(url, step, thrown, Verdict.RETRY_SAME);
  }

  /** A broker may not have heard yet of the topic that another has made. */
  private Map<String, TopicDescription> awaitExisting(Collection<String> names)
      throws SinkException {
    for (int look = 0; look < LOOKS_MAX; look++) {
      Map<String, TopicDescription> found = existing(names);
      if (found.keySet().containsAll(names)) {
        return found;
      }
      try {
        Thread.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
    }
    throw KafkaFailure.opening(
        url, new UnknownTopicOrPartitionException("a topic that was made is not there"));
  }

  private SinkException interrupted(InterruptedException e) {
    return KafkaFailure.opening(url, new InterruptException(e));
  }
}
