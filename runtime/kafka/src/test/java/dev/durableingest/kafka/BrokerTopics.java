package dev.durableingest.kafka;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The topics of a broker, as whoever runs it makes and changes them. Brokers are told of a change
 * after whoever has asked for it, so that each method waits until they know.
 */
final class BrokerTopics {
  private static final Map<String, String> BOB =
      Map.of(
          "security.protocol",
          "SASL_PLAINTEXT",
          "sasl.mechanism",
          "PLAIN",
          "sasl.jaas.config",
          "org.apache.kafka.common.security.plain.PlainLoginModule required"
              + " username=\"bob\" password=\"bob-secret\";");

  private final Broker broker;

  BrokerTopics(Broker broker) {
    this.broker = broker;
  }

  /** Makes a topic, and waits until each broker that is to have it has it. */
  void create(NewTopic topic) throws Exception {
    try (Admin admin = broker.admin()) {
      while (!isCreated(admin, topic)) {
        Thread.sleep(20);
      }
      while (!isEverywhere(admin, topic.name())) {
        Thread.sleep(20);
      }
    }
  }

  /** Deletes a topic, and waits until it is gone. */
  void delete(String name) throws Exception {
    try (Admin admin = broker.admin()) {
      admin.deleteTopics(List.of(name)).all().get();
      while (description(admin, name).isPresent()) {
        Thread.sleep(20);
      }
    }
  }

  /** Changes a setting of a topic that is there; brokers go by it a moment later. */
  void configure(String topic, String setting, String value) throws Exception {
    AlterConfigOp change =
        new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET);
    try (Admin admin = broker.admin()) {
      admin
          .incrementalAlterConfigs(
              Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), List.of(change)))
          .all()
          .get();
    }
  }

  /**
   * Lets bob, who may do nothing otherwise, use a topic, or not any more: the former when this
   * returns, the latter a moment later.
   */
  void permit(String topic, boolean isAllowed) throws Exception {
    AclBinding rule =
        new AclBinding(
            new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
            new AccessControlEntry("User:bob", "*", AclOperation.ALL, AclPermissionType.ALLOW));
    try (Admin admin = broker.admin();
        Admin bob = Broker.admin(broker.withLogin(), BOB)) {
      if (isAllowed) {
        admin.createAcls(List.of(rule)).all().get();
        while (!maySee(bob, topic)) {
          Thread.sleep(20);
        }
      } else {
        admin.deleteAcls(List.of(rule.toFilter())).all().get();
      }
    }
  }

  /** Makes it, unless a broker that stood still is out of service for a moment. */
  private static boolean isCreated(Admin admin, NewTopic topic) throws Exception {
    try {
      admin.createTopics(List.of(topic)).all().get();
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof InvalidReplicationFactorException) {
        return false;
      }
      throw e;
    }
  }

  private static boolean isEverywhere(Admin admin, String name) throws Exception {
    Optional<TopicDescription> topic = description(admin, name);
    if (topic.isEmpty()) {
      return false;
    }
    for (TopicPartitionInfo partition : topic.get().partitions()) {
      for (Node node : partition.replicas()) {
        if (!has(admin, node.id(), new TopicPartition(name, partition.partition()))) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean has(Admin admin, int broker, TopicPartition partition) throws Exception {
    return admin
        .describeLogDirs(List.of(broker))
        .allDescriptions()
        .get()
        .get(broker)
        .values()
        .stream()
        .anyMatch(logs -> logs.replicaInfos().containsKey(partition));
  }

  private static Optional<TopicDescription> description(Admin admin, String name) throws Exception {
    try {
      return Optional.of(admin.describeTopics(List.of(name)).allTopicNames().get().get(name));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static boolean maySee(Admin admin, String topic) throws Exception {
    try {
      return description(admin, topic).isPresent();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicAuthorizationException) {
        return false;
      }
      throw e;
    }
  }
}
