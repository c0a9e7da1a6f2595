package dev.durableingest.kafka;

import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.wiring.Column;
import dev.durableingest.runtime.wiring.ColumnType.ListType;
import dev.durableingest.runtime.wiring.ColumnType.MapType;
import dev.durableingest.runtime.wiring.ColumnType.StructType;
import dev.durableingest.runtime.wiring.ResourceBinding;
import dev.durableingest.runtime.wiring.SinkTarget.StreamTarget;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the records of a resource go: a topic, and by which column they are spread over it. Without
 * a key all go to partition 0, so that their order holds; with one, records of one key do, in the
 * partition that every Kafka client would choose.
 *
 * @param topic name of the topic
 * @param key finds the key, or null where the stream has none
 */
record Route(String topic, @Nullable KeyWriter key) {
  private static final Pattern TOPIC = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,249}");

  /**
   * The routes of resources, by the name of the resource.
   *
   * @throws SinkException with {@code Stop} when a stream's name or key cannot be a topic's
   */
  static Map<String, Route> of(List<ResourceBinding<?, ?, ?>> resources) throws SinkException {
    Map<String, Route> routes = new LinkedHashMap<>();
    for (ResourceBinding<?, ?, ?> resource : resources) {
      String topic = resource.target().name();
      if (!TOPIC.matcher(topic).matches()) {
        throw SinkException.stop(
            "Stream '"
                + topic
                + "' of resource '"
                + resource.name()
                + "' cannot be a Kafka topic: 1 to 249 letters, digits, dots, dashes and"
                + " underscores.");
      }
      String key = resource.target() instanceof StreamTarget stream ? stream.key() : null;
      routes.put(resource.name(), new Route(topic, key == null ? null : key(resource, key)));
    }
    return routes;
  }

  /** The topics of routes, in the order of their names. */
  static SortedSet<String> topics(Map<String, Route> routes) {
    SortedSet<String> names = new TreeSet<>();
    routes.values().forEach(route -> names.add(route.topic()));
    return names;
  }

  private static KeyWriter key(ResourceBinding<?, ?, ?> resource, String key) throws SinkException {
    for (Column column : resource.codec().columns()) {
      boolean isCompound =
          column.type() instanceof ListType
              || column.type() instanceof MapType
              || column.type() instanceof StructType;
      if (column.name().equals(key) && isCompound) {
        throw SinkException.stop(
            "Stream '"
                + resource.target().name()
                + "': its key '"
                + key
                + "' is a "
                + column.type()
                + ", and a message key is a single value. Name another column.");
      }
    }
    return new KeyWriter(key);
  }
}
