package dev.durableingest.kafka;

import dev.durableingest.runtime.sink.Finding;
import dev.durableingest.runtime.sink.SinkCheck;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;

/**
 * What {@code check} tells of topics: whether they are there, and how durable what they hold is.
 */
final class KafkaCheck {
  private KafkaCheck() {}

  /** Looks at the topics of streams. */
  static SinkCheck streams(KafkaUrl url, Map<String, Route> routes) {
    return new SinkCheck(SinkKind.NEITHER, topics(url, Route.topics(routes)));
  }

  /** Looks at topics; changes nothing. */
  static List<Finding> topics(KafkaUrl url, Collection<String> names) {
    List<Finding> findings = new ArrayList<>();
    try (Topics topics = new Topics(new Clients(url))) {
      Map<String, TopicDescription> found = topics.existing(names);
      for (String name : names) {
        String what = url + ", topic '" + name + "'";
        TopicDescription topic = found.get(name);
        if (topic != null) {
          findings.add(existing(what, topic, Topics.minInSync(topics.settings(name))));
        } else if (url.isCreating()) {
          findings.add(Finding.ok(what, "a run will create it"));
        } else {
          findings.add(Finding.fails(what, "does not exist. " + url.wayOut()));
        }
      }
    } catch (SinkException e) {
      findings.add(Finding.fails(url.toString(), e));
    }
    return findings;
  }

  private static Finding existing(String what, TopicDescription topic, int inSync) {
    int replicas = topic.partitions().get(0).replicas().size();
    String fact =
        "partitions "
            + topic.partitions().size()
            + ", replicas "
            + replicas
            + ", min.insync.replicas "
            + inSync;
    for (TopicPartitionInfo partition : topic.partitions()) {
      Optional<String> lack = Shortage.of(topic.name(), partition, inSync);
      if (lack.isPresent()) {
        return Finding.fails(what, "takes no records: " + lack.get());
      }
    }
    return Math.min(replicas, inSync) < 2
        ? Finding.weak(what, fact + ": what one broker alone has acknowledged is lost with it")
        : Finding.ok(what, fact);
  }
}
