package dev.durableingest.runtime.journal;

import dev.durableingest.runtime.source.QueueItem;
import dev.durableingest.runtime.wiring.ResourceBinding;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;

/**
 * The payloads of one resource: JSON as in a dead letter, or bytes as they are. Thread-safe.
 *
 * @param <P> payload
 */
final class PayloadCodec<P> {
  private final ResourceBinding<P, ?, ?> resource;
  private final ObjectWriter writer;
  private final ObjectReader reader;

  PayloadCodec(ResourceBinding<P, ?, ?> resource) {
    Class<P> type = resource.key().payloadType();
    this.resource = resource;
    this.writer = StoredJson.writer(type);
    this.reader = StoredJson.reader(type);
  }

  ResourceBinding<P, ?, ?> resource() {
    return resource;
  }

  byte[] write(P payload) {
    return payload instanceof byte[] bytes
        ? bytes.clone()
        : StoredJson.bytes(writer.writeValueAsString(payload));
  }

  QueueItem.Event<P> event(byte[] stored, long emittedNanos) {
    Class<P> type = resource.key().payloadType();
    P payload =
        type.cast(type == byte[].class ? stored : reader.readValue(StoredJson.text(stored)));
    long bytes = resource.payloadSize().applyAsLong(payload);
    return new QueueItem.Event<>(resource, payload, bytes, emittedNanos);
  }
}
