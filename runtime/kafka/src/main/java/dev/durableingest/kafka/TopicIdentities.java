package dev.durableingest.kafka;

import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkPosition;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.TopicDescription;

/** Whether the topics are those that the document speaks of, by the id that Kafka gave to each. */
final class TopicIdentities {
  private TopicIdentities() {}

  /**
   * The topics of the routes, found or made, as they go into the document.
   *
   * @param recorded the positions in the document, by sink name
   * @throws SinkException with {@code Stop} when one is absent, or is another of the same name
   */
  static Map<String, SinkPosition> require(
      Topics topics, KafkaUrl url, Map<String, Route> routes, Map<String, SinkPosition> recorded)
      throws SinkException {
    Map<String, SinkPosition> positions = new TreeMap<>();
    for (TopicDescription topic : topics.require(Route.topics(routes), Map.of()).values()) {
      String sink = "stream:" + topic.name();
      SinkPosition position = new SinkPosition(topic.topicId().toString(), 0, 0);
      SinkPosition before = recorded.get(sink);
      if (before != null && !before.identity().equals(position.identity())) {
        throw SinkException.stop(
            "Topic '"
                + topic.name()
                + "' in "
                + url
                + " is not the one that the checkpoint speaks of: it was deleted and made anew, or"
                + " it was a topic of another cluster or another kind of stream. Go on there, or"
                + " start over under another --pipeline-id.");
      }
      positions.put(sink, position);
    }
    return Map.copyOf(positions);
  }
}
