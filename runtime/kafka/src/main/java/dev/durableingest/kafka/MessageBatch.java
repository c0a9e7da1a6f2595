package dev.durableingest.kafka;

import dev.durableingest.runtime.sink.JsonRecordWriter;
import dev.durableingest.runtime.sink.SinkBatch;
import dev.durableingest.runtime.wiring.ResourceBinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records as messages, encoded when they are added, in that order. */
final class MessageBatch implements SinkBatch {
  private final Map<String, Route> routes;
  private final JsonRecordWriter json;
  private final List<ProducerRecord<byte[], byte[]>> messages = new ArrayList<>();
  private long bytes;

  /**
   * @param routes where records go, by the name of their resource
   * @param json what encodes them; shared between batches, empty between two records
   */
  MessageBatch(Map<String, Route> routes, JsonRecordWriter json) {
    this.routes = routes;
    this.json = json;
  }

  @Override
  public <R extends Record> void add(ResourceBinding<?, R, ?> resource, R record) {
    Route route = routes.get(resource.name());
    if (route == null) {
      throw new IllegalArgumentException("Not a resource of this stream: " + resource.name());
    }
    json.write(resource.codec(), record);
    byte[] value = json.copyFrom(0);
    json.clear();
    byte[] key = route.key() == null ? null : route.key().keyOf(resource.codec(), record);
    bytes += value.length + (key == null ? 0 : key.length);
    Integer partition = key == null ? 0 : null;
    messages.add(new ProducerRecord<>(route.topic(), partition, key, value));
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public boolean isEmpty() {
    return messages.isEmpty();
  }

  /** The messages, in the order in which their records were added. */
  List<ProducerRecord<byte[], byte[]>> messages() {
    return messages;
  }
}
